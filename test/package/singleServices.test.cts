import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { changelogOf } from '../../scripts/packages/changelog.cts';
import { packageFiles } from '../../scripts/packages/packageFiles.cts';
import { singleServices, type SingleService } from '../../scripts/packages/singleServices.cts';

const root = join(__dirname, '../..');
const files = packageFiles(root);

const textOf = ({ name }: SingleService, file: string): string =>
	files.get(`${name}/${file}`) ?? '';

it.each(singleServices)('$name holds each node and credential that it promises', (single) => {
	const { n8n, repository } = JSON.parse(textOf(single, 'package.json')) as {
		n8n: { nodes: string[]; credentials: string[] };
		repository: { directory: string };
	};
	const sources = [...n8n.nodes, ...n8n.credentials].map((file) =>
		file.replace(/^dist\//, '').replace(/\.js$/, '.ts'),
	);

	expect(n8n.nodes).toEqual([
		`dist/nodes/${single.service}/${single.service}.node.js`,
		`dist/nodes/${single.service}/${single.service}Trigger.node.js`,
	]);
	expect(sources.filter((file) => textOf(single, file) === '')).toEqual([]);
	expect(repository.directory).toBe(`packages/${single.name}`);
});

it.each(singleServices)('$name holds nothing of the other services', ({ name, service }) => {
	const others = singleServices.map((one) => one.service).filter((other) => other !== service);
	const foreign = new RegExp(`\\b(?:${others.join('|')})|"n8n-nodes-safetyops\\.`, 'i');
	const own = [...files].filter(([file]) => file.startsWith(`${name}/`));

	expect(own.length).toBeGreaterThan(50);
	// Comments in what all services share may say which of them does what; they are not in what is compiled.
	const found = own.filter(
		([file, text]) => foreign.test(file) || (!file.endsWith('.ts') && foreign.test(text)),
	);
	expect(found.map(([file]) => file)).toEqual([]);
});

describe('the CHANGELOG of a package for one service', () => {
	const changelog = [
		'# Changelog',
		'',
		'- **Sety Trigger** finds more,',
		'  and Sety is faster.',
		'- **Samsara**: something else.',
		'- A list of all nodes.',
		'- Examples with Sety and Samsara.',
		'- `npm run bench` measures Sety.',
		'- Three packages, among them `n8n-nodes-sety` and `n8n-nodes-safetykit`.',
		'- The last one of Sety.',
		'',
		'MIT',
		'',
	].join('\n');

	it.each([
		[
			'Sety',
			[
				'- **Sety Trigger** finds more,',
				'  and Sety is faster.',
				'- A list of all nodes.',
				'- The last one of Sety.',
			],
		],
		['Samsara', ['- **Samsara**: something else.', '- A list of all nodes.']],
		['SafetyKit', ['- A list of all nodes.']],
	])('has for %s what names it, or no service', (service, kept) => {
		const single = singleServices.find((one) => one.service === service);

		expect(single && changelogOf(changelog, single).split('\n')).toEqual([
			'# Changelog',
			'',
			...kept,
			'',
			'MIT',
			'',
		]);
	});

	it.each(singleServices)('tells the users of $name of their nodes', (single) => {
		const combined = readFileSync(join(root, 'CHANGELOG.md'), 'utf8');
		const entries = (text: string) => text.match(/^- /gm)?.length ?? 0;
		const own = textOf(single, 'CHANGELOG.md');

		expect(entries(own)).toBeGreaterThan(5);
		expect(entries(own)).toBeLessThan(entries(combined));
		expect(own).toContain(`**${single.service} Trigger**`);
	});
});
