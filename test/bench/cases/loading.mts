import { execFile } from 'node:child_process';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { z } from 'zod';

import type { Bench, BenchCase } from '../benchCase.mts';
import { spreadOf } from '../measuring/spread.mts';
import { entrant } from '../measuring/compare.mts';
import { atMost, sizeAtMost } from '../measuring/goals.mts';

const manifest = z.object({
	n8n: z.object({ nodes: z.array(z.string()), credentials: z.array(z.string()) }),
});
const KILOBYTE = 1_000;
const THEIRS = ['HttpRequest/HttpRequest.node', 'PagerDuty/PagerDuty.node'];
const SCRIPT = fileURLToPath(new URL('./loadTime.cjs', import.meta.url));

export const loading: BenchCase = {
	id: 'loading',
	title: 'Loading the package',
	company: 'computing',
	async run(bench) {
		const own = await filesOfPackage(bench.packageFolder);
		const base = THEIRS.map((path) => `n8n-nodes-base/dist/nodes/${path}.js`);
		/** Every repetition is a fresh process; what counts is the time that it tells. */
		const loadingOf = (name: string, paths: string[]) => {
			const times: number[] = [];
			return {
				times,
				one: entrant({
					name,
					// Nothing in the process is to be warm, and the disk's cache has the files since they were installed.
					warmUp: null,
					run: async () => await loadTime(bench, paths),
					verify: (ms) => void times.push(ms),
				}),
			};
		};
		const ours = loadingOf(`this package: ${own.length} nodes and credentials`, own);
		const theirs = loadingOf('n8n-nodes-base: HTTP Request and PagerDuty nodes', base);
		const { package: all, base: two } = await bench.compare({
			package: ours.one,
			base: theirs.one,
		});
		const [packed, unpacked] = await Promise.all([
			stat(`${bench.packageFolder}.tgz`).then(({ size }) => size),
			bytesIn(bench.packageFolder),
		]);
		const [mine, other] = [spreadOf(ours.times), spreadOf(theirs.times)];
		return {
			contenders: [
				{ ...all, ms: mine, time: mine.median, times: ours.times },
				{ ...two, ms: other, time: other.median, times: theirs.times },
			],
			goals: [
				atMost({
					what: 'HTTP Request + PagerDuty',
					measured: mine.median / other.median,
					limit: 1,
					unit: '×',
				}),
				sizeAtMost({ what: 'tarball', measured: packed / KILOBYTE, limit: 280, unit: 'kB' }),
				sizeAtMost({ what: 'unpacked', measured: unpacked / KILOBYTE, limit: 1_060, unit: 'kB' }),
			],
			notes: [
				'time of the processor, in fresh processes that have loaded n8n-core',
				'the compiled code is not minified, so that it can be read and scanned: some 250 kB of the tarball, of which the Safety Report has 67 kB; README and CHANGELOG have some 15 kB',
			],
		};
	},
};

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
