import type { Sandbox } from '../../../harness/sandbox.mts';

/** How often each service was asked for what is new. */
export interface Polls {
	sety: number;
	samsara: number;
}

/** Counts requests that only a poll makes: the action nodes behind the triggers read single records. */
export async function pollsAt(sandbox: Sandbox): Promise<Polls> {
	const received = await sandbox.control.received();
	const count = (path: string) =>
		received.filter((request) => request.method === 'GET' && request.path === path).length;
	return { sety: count('/incidents'), samsara: count('/safety-events/stream') };
}
