import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { packages, type ListedPackage } from '../../nodes/services.ts';
import { changelogOf } from '../../scripts/packages/changelog.cts';
import { packageFiles } from '../../scripts/packages/packageFiles.cts';

const root = join(__dirname, '../..');
const files = packageFiles(root);

const textOf = ({ packageName }: ListedPackage, file: string): string =>
	files.get(`${packageName}/${file}`) ?? '';

it.each(packages)('$packageName holds its nodes and credentials', (service) => {
	const { name, packageName, triggerOutput } = service;
	const { n8n, repository } = JSON.parse(textOf(service, 'package.json')) as {
		n8n: { nodes: string[]; credentials: string[] };
		repository: { directory: string };
	};
	const sources = [...n8n.nodes, ...n8n.credentials].map((file) =>
		file.replace(/^dist\//, '').replace(/\.js$/, '.ts'),
	);

	expect(n8n.nodes).toEqual([
		`dist/nodes/${name}/${name}.node.js`,
		...(triggerOutput ? [`dist/nodes/${name}/${name}Trigger.node.js`] : []),
		...(name === 'Sety' ? ['dist/nodes/Sety/SetyWebhookTrigger.node.js'] : []),
	]);
	expect(sources.filter((file) => textOf(service, file) === '')).toEqual([]);
	expect(repository.directory).toBe(`packages/${packageName}`);
});

it.each(packages)('$packageName holds nothing of the other services', (service) => {
	const { packageName, name, readsRecordsOf = [] } = service;
	const others = packages
		.map((other) => other.name)
		.filter((other) => other !== name && !readsRecordsOf.includes(other));
	const names = [...others.map((other) => `\\b${other}`), '"n8n-nodes-safetyops\\.'];
	const foreign = new RegExp(names.join('|'), 'i');
	const own = [...files].filter(([file]) => file.startsWith(`${packageName}/`));

	expect(own.length).toBeGreaterThan(50);
	// Comments in what all services share may say which of them does what; they are not in what is compiled.
	const found = own.filter(
		([file, text]) => foreign.test(file) || (!file.endsWith('.ts') && foreign.test(text)),
	);
	expect(found.map(([file]) => file)).toEqual([]);
});

it('every node and credential of package.json belongs to a service', () => {
	const { n8n } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
		n8n: { nodes: string[]; credentials: string[] };
	};
	const ofServices = packages.map(
		(service) => (JSON.parse(textOf(service, 'package.json')) as { n8n: typeof n8n }).n8n,
	);

	expect(ofServices.flatMap(({ nodes }) => nodes).sort()).toEqual([...n8n.nodes].sort());
	expect(ofServices.flatMap((one) => one.credentials).sort()).toEqual([...n8n.credentials].sort());
});

describe('the CHANGELOG of a package for one service', () => {
	const changelog = [
		'# Changelog',
		'',
		'## Unreleased',
		'',
		'#### All nodes',
		'',
		'- Better than Samsara.',
		'',
		'#### Sety',
		'',
		'- Finds more,',
		'  and is faster than SafetyKit.',
		'',
		'#### This repository',
		'',
		'- A sandbox of Sety.',
		'',
		'#### Samsara',
		'',
		'- Something else.',
		'',
		'### Fixed',
		'',
		'#### Samsara',
		'',
		'- A fault of Sety.',
		'',
	].join('\n');
	const everyService = ['#### All nodes', '', '- Better than Samsara.', ''];
	const samsara = ['#### Samsara', '', '- Something else.', ''];
	const fixed = ['#### Samsara', '', '- A fault of Sety.', ''];

	it.each([
		['Sety', ['#### Sety', '', '- Finds more,', '  and is faster than SafetyKit.', ''], []],
		['Samsara', samsara, fixed],
		['SafetyKit', [], []],
	])(
		'has for %s the chapters with its name and those for all nodes',
		(heading, added, repaired) => {
			expect(changelogOf(changelog, { heading }).split('\n')).toEqual([
				...['# Changelog', '', '## Unreleased', ''],
				...everyService,
				...added,
				...['### Fixed', ''],
				...repaired,
				...(repaired.length > 0 ? [] : ['']),
			]);
		},
	);

	it.each(packages)('tells the users of $packageName of their nodes', (service) => {
		const combined = readFileSync(join(root, 'CHANGELOG.md'), 'utf8');
		const headings = (text: string) => text.match(/^####? .*$/gm) ?? [];
		const own = textOf(service, 'CHANGELOG.md');

		expect(headings(own)).toEqual(['### Added', '#### All nodes', `#### ${service.heading}`]);
		expect(headings(combined)).toEqual([
			...['### Added', '#### All nodes'],
			...packages.map(({ heading }) => `#### ${heading}`),
			'#### This repository',
		]);
	});
});
