import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'yaml';
import { z } from 'zod';

import { singleServices } from '../../scripts/packages/singleServices.cts';

const FOLDER = join(__dirname, '../../.github/workflows');

const permissions = z.record(z.enum(['read', 'write', 'none']));
const workflow = z.object({
	permissions,
	concurrency: z.object({ group: z.string() }),
	jobs: z.record(
		z.object({
			needs: z.union([z.string(), z.array(z.string())]).optional(),
			permissions: permissions.optional(),
			'timeout-minutes': z.number().optional(),
			steps: z.array(z.object({ uses: z.string().optional(), run: z.string().optional() })),
		}),
	),
});

const files = readdirSync(FOLDER).map((name) => {
	const text = readFileSync(join(FOLDER, name), 'utf8');
	return { name, text, ...workflow.parse(parse(text)) };
});
const jobs = files.flatMap((file) =>
	Object.entries(file.jobs).map(([job, details]) => ({ job, file: file.name, ...details })),
);
const publishing = jobs.filter(({ steps }) =>
	steps.some(({ run }) => run?.includes('npm publish')),
);

it('every action is pinned by its commit, with the version beside it', () => {
	const used = files.flatMap(({ text }) => text.split('\n').filter((line) => /\buses:/.test(line)));
	expect(used.length).toBeGreaterThan(0);
	const pinned = /^\s*(?:- )?uses: [\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;
	expect(used.filter((line) => !pinned.test(line))).toEqual([]);
});

it('one action has one version everywhere', () => {
	const used = jobs.flatMap(({ steps }) => steps.flatMap(({ uses }) => uses ?? []));
	const actions = new Set([...used].map((uses) => uses.split('@')[0]));
	expect(new Set(used).size).toBe(actions.size);
});

it.each(files)('$name may only read, and runs once at a time', (file) => {
	expect(file.permissions).toEqual({ contents: 'read' });
	expect(file.concurrency.group).not.toBe('');
});

it.each(jobs)('$file: $job ends by itself', (job) => {
	expect(job['timeout-minutes']).toBeGreaterThan(0);
});

it('only the job that publishes gets an identity, and it waits for the tests', () => {
	expect(publishing).toMatchObject([
		{ file: 'publish.yml', permissions: { contents: 'read', 'id-token': 'write' }, needs: 'test' },
	]);
	const others = jobs.filter((job) => !publishing.includes(job));
	expect(others.filter((job) => job.permissions !== undefined)).toEqual([]);
	const tests = jobs.find(({ file, job }) => file === 'publish.yml' && job === 'test');
	expect(tests?.steps.map(({ run }) => run)).toContain('npm test');
});

it('no job knows a token', () => {
	for (const { text } of files) expect(text).not.toMatch(/secrets\.|NODE_AUTH_TOKEN|NPM_TOKEN/);
});

it('every package is published, with its provenance', () => {
	const [publish = ''] = publishing.flatMap(({ steps }) =>
		steps.flatMap(({ run }) => (run?.includes('npm publish') ? [run] : [])),
	);
	expect(publish).toContain('npm publish --ignore-scripts --provenance --access public');
	const folders = /for folder in (.*); do/.exec(publish)?.[1]?.split(' ');
	expect(folders).toEqual(['.', ...singleServices.map(({ name }) => `packages/${name}`)]);
});
