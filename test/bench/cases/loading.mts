import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { z } from 'zod';

import type { Bench, BenchCase } from '../benchCase.mts';
import { expect } from '../benchCase.mts';
import { entrant } from '../measuring/compare.mts';
import { atMost, sizeAtMost } from '../measuring/goals.mts';

const manifest = z.object({
	n8n: z.object({ nodes: z.array(z.string()), credentials: z.array(z.string()) }),
});
const KILOBYTE = 1_000;
const THEIRS = ['HttpRequest/HttpRequest.node', 'PagerDuty/PagerDuty.node'];
const SCRIPT = fileURLToPath(new URL('./loadTime.cjs', import.meta.url));

/** Parts of the package with a goal of their own, in kB. What they share with the rest counts there. */
const PARTS = [
	{
		name: 'the Safety Report',
		files: /^dist\/nodes\/SafetyReport$/,
		packed: 80,
		unpacked: 280,
	},
	{
		name: 'the Sety Webhook Trigger',
		files: /^dist\/nodes\/Sety\/(?:doorbell|SetyWebhookTrigger\..+)$/,
		packed: 8,
		unpacked: 24,
	},
	{
		name: 'the download of media',
		files:
			/^dist\/nodes\/(?:Samsara\/safetyEvent\/(?:awaitMedia|clips|downloadMedia\.operation|fetchClip)|core\/http\/(?:download|fileAddress|fileType|storeFile))\.js$/,
		packed: 10,
		unpacked: 28,
	},
];

export const loading: BenchCase = {
	id: 'loading',
	title: 'Loading the package',
	where: 'engine',
	company: 'computing',
	async run(bench) {
		const own = await filesOfPackage(bench.packageFolder);
		const base = THEIRS.map((path) => `n8n-nodes-base/dist/nodes/${path}.js`);
		/** Every repetition is a fresh process; what counts is the time that it tells. */
		const loadingOf = (name: string, paths: string[]) =>
			entrant({
				name,
				// Nothing in the process is to be warm, and the disk's cache has the files since they were installed.
				warmUp: null,
				run: async () => await loadTime(bench, paths),
				told: (ms) => ({ ms }),
				verify: (ms) => expect(ms > 0, 'no time'),
			});
		const ours = loadingOf(`this package: ${own.length} nodes and credentials`, own);
		const theirs = loadingOf('n8n-nodes-base: HTTP Request and PagerDuty nodes', base);
		const { package: all, base: two } = await bench.compare({
			package: ours,
			base: theirs,
		});
		const whole = {
			packed: (await stat(`${bench.packageFolder}.tgz`)).size,
			unpacked: await bytesIn(bench.packageFolder),
		};
		const services = await sizesWithout(
			bench.packageFolder,
			PARTS.map(({ files }) => files),
		);
		const goalsOfParts = PARTS.map(async ({ name, files, packed, unpacked }) => {
			const rest = await sizesWithout(bench.packageFolder, [files]);
			return [
				kilobytesAtMost(`what ${name} adds to the tarball`, whole.packed - rest.packed, packed),
				kilobytesAtMost(`what ${name} adds, unpacked`, whole.unpacked - rest.unpacked, unpacked),
			];
		});
		return {
			contenders: [all, two],
			goals: [
				atMost({
					what: 'HTTP Request + PagerDuty',
					measured: all.time / two.time,
					limit: 1,
					unit: '×',
				}),
				kilobytesAtMost('tarball without the parts below', services.packed, 200),
				kilobytesAtMost('unpacked without the parts below', services.unpacked, 800),
				...(await Promise.all(goalsOfParts)).flat(),
			],
			notes: [
				'time of the processor, in fresh processes that have loaded n8n-core',
				'the compiled code is not minified, so that it can be read and scanned: some 250 kB of the tarball; README and CHANGELOG are some 15 kB',
			],
		};
	},
};

const kilobytesAtMost = (what: string, bytes: number, limit: number) =>
	sizeAtMost({ what, measured: bytes / KILOBYTE, limit, unit: 'kB' });

/** Bytes of the package without some of its files, packed by npm as the whole is. */
async function sizesWithout(
	folder: string,
	parts: readonly RegExp[],
): Promise<{ packed: number; unpacked: number }> {
	const work = await mkdtemp(join(tmpdir(), 'n8n-services-'));
	try {
		const copy = join(work, 'package');
		const isKept = (source: string) => !parts.some((files) => files.test(relative(folder, source)));
		await cp(folder, copy, { recursive: true, filter: isKept });
		const pack = ['pack', '--ignore-scripts', '--json', '--pack-destination', work];
		const { stdout } = await promisify(execFile)('npm', pack, { cwd: copy });
		const [{ filename }] = z.tuple([z.object({ filename: z.string() })]).parse(JSON.parse(stdout));
		const { size } = await stat(join(work, filename));
		return { packed: size, unpacked: await bytesIn(copy) };
	} finally {
		await rm(work, { recursive: true, force: true });
	}
}

/** The files of nodes and credentials that n8n loads. */
async function filesOfPackage(folder: string): Promise<string[]> {
	const text = await readFile(join(folder, 'package.json'), 'utf8');
	const { nodes, credentials } = manifest.parse(JSON.parse(text)).n8n;
	return [...nodes, ...credentials].map((file) => join(folder, file));
}

async function loadTime({ nodeProgram, hostFolder }: Bench, paths: string[]): Promise<number> {
	const modules = paths.flatMap((path) => [path, classIn(path)]);
	const { stdout } = await promisify(execFile)(nodeProgram, [SCRIPT, hostFolder, ...modules]);
	return Number(stdout);
}

/** The class of `…/Sety.node.js` is Sety. */
function classIn(path: string): string {
	const file = path.slice(path.lastIndexOf('/') + 1);
	return file.slice(0, file.indexOf('.'));
}

async function bytesIn(folder: string): Promise<number> {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	const sizes = entries
		.filter((entry) => entry.isFile())
		.map(async (entry) => (await stat(join(entry.parentPath, entry.name))).size);
	return (await Promise.all(sizes)).reduce((total, size) => total + size, 0);
}
