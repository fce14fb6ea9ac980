import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { packageFiles } from '../../scripts/packages/packageFiles.cts';
import { chaptersOf } from '../../scripts/packages/readme.cts';
import { packages, services } from '../../nodes/services.ts';
import { lostLinks } from './links.cts';

const root = join(__dirname, '../..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const files = packageFiles(root);

const pages = [
	'README.md',
	'CHANGELOG.md',
	'CONTRIBUTING.md',
	'sandbox/README.md',
	...['docs', 'test'].flatMap((folder) =>
		readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
			.filter((file) => file.endsWith('.md'))
			.map((file) => join(folder, file)),
	),
];

it.each(pages)('every link in %s leads somewhere', (page) => {
	const text = readFileSync(join(root, page), 'utf8');

	expect(lostLinks(text, (path) => existsSync(join(root, dirname(page), path)))).toEqual([]);
});

it('finds links that lead nowhere', () => {
	const text = [
		'# The *first* chapter',
		'[a](#the-first-chapter) [b](#another) [c](there.md#x) ![d](gone.png) [e](https://example.com)',
		'<img src="lost.png">',
	].join('\n');

	expect(lostLinks(text, (path) => path === 'there.md')).toEqual([
		'#another',
		'gone.png',
		'lost.png',
	]);
});

it('every picture that the README shows is light enough to be loaded by the way', () => {
	const shown = [...readme.matchAll(/docs\/images\/[\w-]+\.png/g)].map(([path]) => path);

	expect(shown.length).toBeGreaterThan(5);
	for (const path of shown) expect(statSync(join(root, path)).size).toBeLessThan(150_000);
	// None without words for those who do not see it.
	expect(readme).not.toMatch(/!\[\]\(|<img(?![^>]*alt="[^"]+")/);
});

it('the README names every package that there is', () => {
	for (const { packageName } of packages) expect(readme).toContain(`| \`${packageName}\` |`);
});

describe.each(packages)('the README of $packageName', ({ packageName, name, heading }) => {
	const isService = services.some((service) => service.name === name);
	const text = files.get(`${packageName}/README.md`) ?? '';

	it('has all chapters', () => {
		const headings = [...text.matchAll(/^## (.*)$/gm)].map(([, found]) => found);
		const { common, aboutCalls, own } = chaptersOf({ name });

		expect(headings.sort()).toEqual([heading, ...common, ...aboutCalls, ...own].sort());
	});

	it('points to its own chapters and examples, and to the repository for everything else', () => {
		expect(lostLinks(text, (path) => files.has(`${packageName}/${path}`))).toEqual([]);
		if (isService) expect(text).toMatch(/!\[[^\]]+\]\(https:\/\/[^)]+\/raw\/main\/docs\/images\//);
	});

	it('names no command that only the repository has, but for the sandbox in it', () => {
		const [, shell = ''] = /```sh\n([^`]*)```/.exec(text) ?? [];

		expect(shell).toMatch(isService ? /^git clone https:.*\nnpm run sandbox\n$/ : /^$/);
		expect(text.replace(shell, '')).not.toMatch(/\bnp[mx] /);
	});

	it('describes each of its examples', () => {
		const examples = [...files.keys()].filter((file) =>
			file.startsWith(`${packageName}/examples/`),
		);

		if (isService) expect(examples.length).toBeGreaterThan(1);
		for (const file of examples) {
			expect(text).toContain(`](${file.slice(packageName.length + 1)}) |`);
		}
	});
});

it('every message of the troubleshooting page is one of the code', () => {
	const code = readdirSync(join(root, 'nodes'), { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.ts'))
		.map((file) => readFileSync(join(root, 'nodes', file), 'utf8'))
		.join('\n');
	const page = readFileSync(join(root, 'docs/troubleshooting.md'), 'utf8');
	const messages = [...page.matchAll(/^### (.*)$/gm)].map(([, message = '']) => message);
	const parts = messages.flatMap((message) => message.split('…').map((part) => part.trim()));

	expect(messages.length).toBeGreaterThan(20);
	expect(parts.filter((part) => !code.includes(part))).toEqual([]);
});

it('the README has at most 2,500 words', () => {
	expect(readme.split(/\s+/).length).toBeLessThanOrEqual(2_500);
});

it('the README of the Sety package warns of live keys', () => {
	const text = files.get('n8n-nodes-sety/README.md') ?? '';

	expect(text).toMatch(/^> .*`sety_live_` sends real responders/m);
});
