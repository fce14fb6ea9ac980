import type { TestContext } from 'node:test';
import type { Credentials } from '../../../demo/examples/exampleFile.mts';
import type { Sandbox } from '../../../harness/sandbox.mts';
import { report } from '../figures.mts';
import type { QueueMode } from './queueMode.mts';

/** What every test of the suite works with. */
export interface QueueWorld {
	n8n: QueueMode;
	sandbox: Sandbox;
	credentials: Credentials;
	signal: AbortSignal;
}

/** How often the suite looks again for what takes seconds or minutes. */
export const LOOK_EVERY_MS = 2_000;

/** Puts a figure into the table, and shows it to whoever looks on, also when the suite fails. */
export function figure(t: TestContext, what: string, value: string | number): void {
	report('queue', what, value);
	t.diagnostic(`${what}: ${value}`);
}

/** What n8n started on either worker; an execution that was started on both, or twice, is there twice. */
export const startedOnWorkers = ({ n8n }: QueueWorld): string[] =>
	n8n.workers.flatMap(({ log }) => log.started());
