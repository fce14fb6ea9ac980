import { z } from 'zod';
import type { Example } from './exampleFile.mts';

const WAIT = 'n8n-nodes-base.wait';

/** Every four seconds. n8n refuses a `*` for the seconds. */
const POLL_TIMES = {
	item: Array.from({ length: 15 }, (_, index) => ({
		mode: 'custom',
		cronExpression: `${index * 4} * * * * *`,
	})),
};

const parameters = z.record(z.unknown()).catch({});

/** In minutes, for media of a camera: one reading, a wait, and another. */
const WAIT_FOR_MEDIA = 0.05;

/** In seconds, for an answer of a service: a slow host is no sign of a service that hangs. */
const TIMEOUT = 10;

/** The example with short waits: one second each, three for media, and a poll every four; an answer has ten seconds. */
export function quickened(example: Example): Example {
	return {
		...example,
		nodes: example.nodes.map((node) => {
			const given = parameters.parse(node['parameters']);
			const options = parameters.parse(given['options']);
			const changed = {
				...(node.type === WAIT ? { amount: 1, unit: 'seconds' } : {}),
				...('options' in given
					? {
							options: {
								...options,
								...('waitForMedia' in options ? { waitForMedia: WAIT_FOR_MEDIA } : {}),
								...('timeout' in options ? { timeout: TIMEOUT } : {}),
							},
						}
					: {}),
				...('pollTimes' in given ? { pollTimes: POLL_TIMES } : {}),
			};
			return { ...node, parameters: { ...given, ...changed } };
		}),
	};
}
