import { subscribe, unsubscribe } from 'node:diagnostics_channel';

export interface Traffic {
	requests: number;
	/** The most that were unanswered at the same time. */
	mostInFlight: number;
}

const BEGIN = 'http.client.request.start';
const ENDS = ['http.client.response.finish', 'http.client.request.error'];

/** Counts the HTTP requests that leave this process during `work`, whoever sends them. */
export async function withTraffic<T>(
	work: () => Promise<T>,
): Promise<{ result: T; traffic: Traffic }> {
	const underWay = new Set<unknown>();
	const traffic: Traffic = { requests: 0, mostInFlight: 0 };
	const begin = (message: unknown) => {
		traffic.requests += 1;
		underWay.add(requestIn(message));
		traffic.mostInFlight = Math.max(traffic.mostInFlight, underWay.size);
	};
	const end = (message: unknown) => void underWay.delete(requestIn(message));
	subscribe(BEGIN, begin);
	for (const name of ENDS) subscribe(name, end);
	try {
		return { result: await work(), traffic };
	} finally {
		unsubscribe(BEGIN, begin);
		for (const name of ENDS) unsubscribe(name, end);
	}
}

const requestIn = (message: unknown): unknown => (message as { request: unknown }).request;
