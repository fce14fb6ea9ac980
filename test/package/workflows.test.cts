import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'yaml';
import { z } from 'zod';

import { packages } from '../../nodes/services.ts';

const FOLDER = join(__dirname, '../../.github/workflows');

const permissions = z.record(z.enum(['read', 'write', 'none']));
const step = z.object({
	uses: z.string().optional(),
	run: z.string().optional(),
	with: z.record(z.unknown()).optional(),
});
const workflow = z.object({
	on: z.record(z.unknown()),
	permissions,
	concurrency: z.object({ group: z.string() }),
	jobs: z.record(
		z.object({
			needs: z.union([z.string(), z.array(z.string())]).optional(),
			permissions: permissions.optional(),
			'timeout-minutes': z.number().optional(),
			/** Another workflow that the job consists of. */
			uses: z.string().optional(),
			steps: z.array(step).default([]),
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
const jobOf = (file: string, job: string) =>
	jobs.find((one) => one.file === file && one.job === job);
/** What the jobs of a workflow run, a line each. */
const commandsOf = (name: string): string[] =>
	jobs
		.filter(({ file }) => file === name)
		.flatMap(({ steps }) => steps.flatMap(({ run }) => run?.split('\n') ?? []));
const publishing = jobs.filter(({ steps }) =>
	steps.some(({ run }) => run?.includes('npm publish')),
);

it('every action is pinned by its commit, with the version beside it', () => {
	const used = files
		.flatMap(({ text }) => text.split('\n').filter((line) => /\buses:/.test(line)))
		// Not those of this repository, which come with the commit.
		.filter((line) => !/uses: \.\/\.github\//.test(line));
	expect(used.length).toBeGreaterThan(0);
	const pinned = /^\s*(?:- )?uses: [\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;
	expect(used.filter((line) => !pinned.test(line))).toEqual([]);
});

it('the actions of one repository have one version everywhere', () => {
	const used = jobs.flatMap(({ steps }) => steps.flatMap(({ uses }) => uses ?? []));
	const versions = used.map((uses) => uses.replace(/^([^/]+\/[^/@]+)[^@]*/, '$1'));
	const repositories = new Set(versions.map((version) => version.split('@')[0]));
	expect(repositories).toContain('github/codeql-action');
	expect(new Set(versions).size).toBe(repositories.size);
});

/** What looks at a branch runs once for each, the rest once at all. */
const GROUPS: Record<string, string> = {
	'ci.yml': 'ci-${{ github.ref }}',
	'codeql.yml': 'codeql-${{ github.ref }}',
	'publish.yml': 'publish',
	'scorecard.yml': 'scorecard',
};

/** Jobs that write their findings to "Code scanning" of the repository. */
const SCANS = ['codeql.yml', 'scorecard.yml'];

it.each(files)('$name may only read, and runs once at a time', (file) => {
	expect(file.permissions).toEqual({ contents: 'read' });
	expect(file.concurrency.group).toBe(GROUPS[file.name]);
});

it.each(jobs.filter(({ uses }) => uses === undefined))('$file: $job ends by itself', (job) => {
	expect(job['timeout-minutes']).toBeGreaterThan(0);
	// GitHub itself ends a job after 360; longer than the longest is none at all.
	expect(job['timeout-minutes']).toBeLessThanOrEqual(120);
});

it('only the job that publishes gets an identity, and it waits for the tests', () => {
	expect(publishing).toMatchObject([
		{
			file: 'publish.yml',
			permissions: { contents: 'read', 'id-token': 'write' },
			needs: ['test', 'sbom'],
		},
	]);
	const others = jobs.filter((job) => !publishing.includes(job) && job.permissions !== undefined);
	expect(others.map(({ file }) => file)).toEqual(SCANS);
	for (const { permissions: granted } of others) {
		expect(granted).toEqual({ contents: 'read', 'security-events': 'write' });
	}
});

it('no scan runs code of this repository or of its dependencies', () => {
	const steps = jobs.filter(({ file }) => SCANS.includes(file)).flatMap((job) => job.steps);
	expect(steps.length).toBeGreaterThan(SCANS.length);
	expect(steps.filter(({ run }) => run !== undefined)).toEqual([]);
});

it('no job leaves a credential in the checkout', () => {
	const steps = jobs.flatMap((job) => job.steps);
	const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
	expect(checkouts.length).toBeGreaterThan(SCANS.length);
	for (const checkout of checkouts) expect(checkout.with).toEqual({ 'persist-credentials': false });
});

it('what is published has gone through all of CI, after its version was looked at', () => {
	expect(jobOf('publish.yml', 'test')).toMatchObject({
		uses: './.github/workflows/ci.yml',
		needs: 'release',
	});
	expect(files.find(({ name }) => name === 'ci.yml')?.on).toHaveProperty('workflow_call');
	expect(jobOf('publish.yml', 'release')?.steps.at(-1)?.run).toBe(
		'npm run release:check -- "$GITHUB_REF_NAME"',
	);
});

it('CI runs all that .ci/run demands', () => {
	const script = readFileSync(join(FOLDER, '../../.ci/run'), 'utf8');
	const demanded = [...script.matchAll(/^step (npm .*)$/gm)].map(([, command = '']) => command);
	const { scripts } = z
		.object({ scripts: z.record(z.string()) })
		.parse(JSON.parse(readFileSync(join(FOLDER, '../../package.json'), 'utf8')));
	// Its parts run in jobs of their own; `npm run lint` is all that begins with lint:.
	const parts = [
		...(scripts.test ?? '').matchAll(/(?<= )(?:npm run )?(lint|typecheck|build|test)\b[\w:]*/g),
	].map(([part]) => `npm run ${part.replace(/^npm run |:$/g, '')}`);
	const wanted = demanded.flatMap((command) => (command === 'npm test' ? parts : [command]));
	const run = commandsOf('ci.yml');

	expect(parts).toEqual(['lint', 'typecheck', 'build', 'test:jest'].map((one) => `npm run ${one}`));
	expect(wanted.length).toBeGreaterThan(6);
	expect(
		wanted.filter(
			(command) => !run.some((line) => line === command || line.startsWith(`${command} `)),
		),
	).toEqual([]);
});

it('CI asks the tests which programs they need, and names none itself', () => {
	const installs = commandsOf('ci.yml').filter((line) => line.includes('apt-get install'));

	expect(installs).toEqual([
		'apt-get install --yes --no-install-recommends $(npm run --silent test:e2e -- --packages)',
	]);
});

it('no job knows a token', () => {
	for (const { text } of files) expect(text).not.toMatch(/secrets\.|NODE_AUTH_TOKEN|NPM_TOKEN/);
});

it('the tarballs that were tried are those that are published', () => {
	const steps = jobOf('ci.yml', 'e2e')?.steps ?? [];
	const tried = steps.findIndex(({ run }) => run === 'npm run test:e2e -- --tarballs tarballs');
	const upload = steps[tried + 1];
	expect(upload?.uses).toContain('actions/upload-artifact@');
	expect(upload?.with).toMatchObject({ path: 'tarballs/*.tgz', 'if-no-files-found': 'error' });

	const download = publishing[0]?.steps.find(({ uses }) => uses?.includes('download-artifact'));
	expect(download?.with?.name).toBe(upload?.with?.name);
	// What has an identity takes nothing else, and builds nothing.
	expect(publishing[0]?.steps.map(({ uses }) => uses?.split('@')[0])).toEqual([
		'actions/setup-node',
		'actions/download-artifact',
		undefined,
	]);
	expect(publishing[0]?.steps.at(-1)?.run).not.toMatch(/npm (?:ci|install|run|exec)|npx/);
});

it('every package is published, with its provenance', () => {
	const publish = publishing[0]?.steps.at(-1)?.run ?? '';
	expect(publish).toContain(
		'npm publish "./$package-$GITHUB_REF_NAME.tgz" --ignore-scripts --provenance --access public',
	);
	const names = /for package in (.*); do/.exec(publish)?.[1]?.split(' ');
	expect(names).toEqual(['n8n-nodes-safetyops', ...packages.map(({ packageName }) => packageName)]);
});

it('what each tarball holds is written from the tarballs that are published', () => {
	const steps = jobOf('publish.yml', 'sbom')?.steps ?? [];
	const made = steps.findIndex(({ run }) => run === 'npm run release:sbom -- tarballs');
	expect(steps[made - 1]?.with).toEqual({ name: 'packages', path: 'tarballs' });
	expect(steps[made + 1]?.with).toMatchObject({
		path: 'tarballs/*.cdx.json',
		'if-no-files-found': 'error',
	});
});
