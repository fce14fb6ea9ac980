/**
 * Loaded into every program of n8n by NODE_OPTIONS. It writes down now and then what the program holds, after a full
 * garbage collection: what is left then is in use, so neither the moment nor the mood of the collector counts.
 */
import { appendFileSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { isMainThread } from 'node:worker_threads';
import type { Sample } from './samples.mts';

const OPEN = '/proc/self/fd';

// Node options are inherited by forks and worker threads, which are no program of n8n.
if (isMainThread && process.env['N8N_DEMO_PID'] === String(process.ppid)) {
	const { SOAK_SAMPLES = '', SOAK_SAMPLE_MS } = process.env;
	const file = join(process.env['N8N_USER_FOLDER'] ?? '', SOAK_SAMPLES);
	setFlagsFromString('--expose_gc');
	const collectGarbage = runInNewContext('gc') as () => void;
	setInterval(() => {
		collectGarbage();
		const { rss, heapUsed, external } = process.memoryUsage();
		const sample: Sample = {
			at: Date.now(),
			rss,
			live: heapUsed + external,
			descriptors: counted(descriptors()),
			resources: counted(process.getActiveResourcesInfo()),
		};
		appendFileSync(file, `${JSON.stringify(sample)}\n`);
	}, Number(SOAK_SAMPLE_MS)).unref();
}

/** What each open descriptor is: `socket`, `pipe`, `anon_inode`, `file`. One that closes meanwhile is left out. */
function descriptors(): string[] {
	return readdirSync(OPEN).flatMap((one) => {
		try {
			const target = readlinkSync(join(OPEN, one));
			return target.startsWith('/') ? ['file'] : (target.split(':')[0] ?? []);
		} catch {
			return [];
		}
	});
}

function counted(names: readonly string[]): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
	return counts;
}
