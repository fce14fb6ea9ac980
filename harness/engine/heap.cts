import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose_gc');
const collectGarbage = runInNewContext('gc') as () => void;

const REQUESTS = 'http.client.request.start';

/**
 * Bytes of the heap that are really in use at the moment in which each of the given requests leaves, while `work` is
 * under way. Numbers begin with 1 and count requests whose path ends with `path`.
 */
export async function heapAtRequests(
	numbers: readonly number[],
	path: string,
	work: () => Promise<unknown>,
): Promise<number[]> {
	const inUse: number[] = [];
	let count = 0;
	const onRequest = (message: unknown) => {
		const { request } = message as { request: ClientRequest };
		if (!request.path.endsWith(path) || !numbers.includes(++count)) return;
		collectGarbage();
		inUse.push(process.memoryUsage().heapUsed);
	};
	subscribe(REQUESTS, onRequest);
	try {
		await work();
	} finally {
		unsubscribe(REQUESTS, onRequest);
	}
	return inUse;
}
