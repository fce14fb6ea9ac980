import type { Call } from './service.cts';

export interface ReceivedRequest {
	/** By the sandbox's clock. */
	readonly at: string;
	/** Null when the path belongs to no service. */
	readonly service: string | null;
	readonly method: string;
	/** Relative to the service's base path; the whole path when there is no service. */
	readonly path: string;
	readonly query: Readonly<Record<string, unknown>>;
	readonly headers: Readonly<Record<string, string | string[] | undefined>>;
	readonly body: unknown;
	/** Null while unanswered, and for good when the connection was cut. */
	status: number | null;
	/** The kind of fault that was played, if any. */
	fault?: string;
}

/** Enough of the header to see that, and which kind of, a key came; too little to use it. */
const VISIBLE_AUTHORIZATION = 'Bearer sety_test_'.length;
const MOST_KEPT = 100_000;

type Listener = (request: ReceivedRequest) => void;

/** What was received, oldest first. The oldest half goes when more than 100,000 requests came. */
export class Recorder {
	#received: ReceivedRequest[] = [];
	readonly #listeners = new Set<Listener>();

	receive(call: Call, service: string | null, at: string): ReceivedRequest {
		const { method, path, query, body } = call;
		const headers = withMaskedAuthorization(call.headers);
		const entry: ReceivedRequest = {
			at,
			service,
			method,
			path,
			query,
			headers,
			body,
			status: null,
		};
		if (this.#received.length >= MOST_KEPT) this.#received.splice(0, MOST_KEPT / 2);
		this.#received.push(entry);
		for (const listener of this.#listeners) listener(entry);
		return entry;
	}

	/** The next request that fits, when it comes in. Rejects with the reason of the signal. */
	async next(fits: (request: ReceivedRequest) => boolean, signal: AbortSignal) {
		signal.throwIfAborted();
		return await new Promise<ReceivedRequest>((resolve, reject) => {
			const end = () => {
				this.#listeners.delete(listener);
				signal.removeEventListener('abort', abort);
			};
			const listener = (request: ReceivedRequest) => {
				if (!fits(request)) return;
				end();
				resolve(request);
			};
			const abort = () => {
				end();
				reject(signal.reason as Error);
			};
			this.#listeners.add(listener);
			signal.addEventListener('abort', abort);
		});
	}

	all(): readonly ReceivedRequest[] {
		return this.#received;
	}

	clear(): void {
		this.#received = [];
	}
}

function withMaskedAuthorization(headers: Call['headers']): Call['headers'] {
	const { authorization } = headers;
	if (typeof authorization !== 'string') return headers;
	return { ...headers, authorization: authorization.slice(0, VISIBLE_AUTHORIZATION) };
}
