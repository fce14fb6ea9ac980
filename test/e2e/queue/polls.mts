import type { N8nRest } from '../../../harness/n8n/rest.mts';
import type { TimeLimit } from '../../../harness/process/timeLimit.mts';
import { until } from '../../../harness/process/until.mts';
import type { Sandbox } from '../../../harness/sandbox.mts';

const LOOK_EVERY_MS = 1_000;

/** How often each service was asked for what is new. */
export interface Polls {
	sety: number;
	samsara: number;
}

/** Counts requests since `from` that only a poll makes: the action nodes behind the triggers read single records. */
export async function pollsAt(sandbox: Sandbox, from = 0): Promise<Polls> {
	const received = (await sandbox.control.received()).filter(({ at }) => Date.parse(at) >= from);
	const count = (path: string) =>
		received.filter((request) => request.method === 'GET' && request.path === path).length;
	return { sety: count('/incidents'), samsara: count('/safety-events/stream') };
}

/**
 * Waits until n8n has saved the first poll of each of these triggers: what that found counts as known. The first answer of a
 * service would come too early, because one poll sends several requests.
 */
export async function untilFirstPollsAreSaved(
	rest: N8nRest,
	workflowId: string,
	triggers: readonly string[],
	{ limit, signal }: { limit: TimeLimit; signal: AbortSignal },
): Promise<void> {
	const saved = async () => {
		const state = await rest.staticDataOf(workflowId);
		return triggers.every((name) => state[`node:${name}`] !== undefined) || undefined;
	};
	await until(limit, signal, saved, LOOK_EVERY_MS);
}
