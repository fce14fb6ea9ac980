import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';

export interface Traffic {
	requests: number;
	/** The most that were unanswered at the same time. */
	mostInFlight: number;
}

const BEGIN = 'http.client.request.start';
const ENDS = ['http.client.response.finish', 'http.client.request.error'];

const current = new AsyncLocalStorage<symbol>();

/** Counts the HTTP requests that `work` sends, by whatever client. What goes on beside it is not counted. */
export async function withTraffic<T>(
	work: () => Promise<T>,
): Promise<{ result: T; traffic: Traffic }> {
	const own = Symbol();
	const watched = watchTraffic(() => current.getStore() === own);
	try {
		return { result: await current.run(own, work), traffic: watched.traffic };
	} finally {
		watched.end();
	}
}

/** Counts the HTTP requests of this process, until `end`. */
export function watchTraffic(counts: () => boolean = () => true) {
	const underWay = new Set<unknown>();
	const traffic: Traffic = { requests: 0, mostInFlight: 0 };
	const begin = (message: unknown) => {
		if (!counts()) return;
		traffic.requests += 1;
		underWay.add(requestIn(message));
		traffic.mostInFlight = Math.max(traffic.mostInFlight, underWay.size);
	};
	const end = (message: unknown) => void underWay.delete(requestIn(message));
	subscribe(BEGIN, begin);
	for (const name of ENDS) subscribe(name, end);
	return {
		traffic,
		end() {
			unsubscribe(BEGIN, begin);
			for (const name of ENDS) unsubscribe(name, end);
		},
	};
}

const requestIn = (message: unknown): unknown => (message as { request: unknown }).request;
