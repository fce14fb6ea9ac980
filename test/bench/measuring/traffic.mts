import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';

export interface Traffic {
	requests: number;
	/** The most that were unanswered at the same time. */
	mostInFlight: number;
}

const BEGIN = 'http.client.request.start';
const ENDS = ['http.client.response.finish', 'http.client.request.error'];

const current = new AsyncLocalStorage<Traffic>();

/** Counts the HTTP requests that `work` sends, by whatever client. What goes on beside it is not counted. */
export async function withTraffic<T>(
	work: () => Promise<T>,
): Promise<{ result: T; traffic: Traffic }> {
	const underWay = new Set<unknown>();
	const traffic: Traffic = { requests: 0, mostInFlight: 0 };
	const begin = (message: unknown) => {
		if (current.getStore() !== traffic) return;
		traffic.requests += 1;
		underWay.add(requestIn(message));
		traffic.mostInFlight = Math.max(traffic.mostInFlight, underWay.size);
	};
	const end = (message: unknown) => void underWay.delete(requestIn(message));
	subscribe(BEGIN, begin);
	for (const name of ENDS) subscribe(name, end);
	try {
		return { result: await current.run(traffic, work), traffic };
	} finally {
		unsubscribe(BEGIN, begin);
		for (const name of ENDS) unsubscribe(name, end);
	}
}

const requestIn = (message: unknown): unknown => (message as { request: unknown }).request;
