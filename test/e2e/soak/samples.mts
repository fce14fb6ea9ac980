import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { inCheckout } from '../../../harness/checkout.mts';
import type { RunningN8n } from '../../../harness/n8n/process.mts';

export const SAMPLE_MS = 10_000;
const FILE = 'samples.jsonl';

const counts = z.record(z.number());
const sample = z.object({
	/** Milliseconds since 1970. */
	at: z.number(),
	/** Bytes of memory that the program has from the system. */
	rss: z.number(),
	/** Bytes in use after a full garbage collection, of the heap and of buffers beside it. */
	live: z.number(),
	/** Open file descriptors, by kind. */
	descriptors: counts,
	/** What keeps Node's event loop going, by kind. Timers that are not waited for are not among it. */
	resources: counts,
});

/** What a program of n8n held at one moment. */
export type Sample = z.infer<typeof sample>;

/** What every program of n8n needs in its environment to take samples. */
export const SAMPLING: Record<string, string> = {
	NODE_OPTIONS: `--import ${pathToFileURL(inCheckout('test', 'e2e', 'soak', 'probe.mts')).href}`,
	SOAK_SAMPLES: FILE,
	SOAK_SAMPLE_MS: String(SAMPLE_MS),
};

/** All samples of the program so far, oldest first. */
export function samplesOf({ logFile }: RunningN8n): Sample[] {
	return readFileSync(join(dirname(logFile), FILE), 'utf8')
		.split('\n')
		.filter(Boolean)
		.map((line) => sample.parse(JSON.parse(line)));
}

/** A time of the run, in milliseconds since 1970. */
export interface Span {
	from: number;
	to: number;
}

export const during = (samples: readonly Sample[], { from, to }: Span): Sample[] =>
	samples.filter(({ at }) => at >= from && at <= to);
