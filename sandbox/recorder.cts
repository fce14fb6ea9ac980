import type { Call } from './service.cts';
import { KEY_HEADERS } from './services.cts';

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

/** Enough of a header to see which kind of key came, such as `Bearer sety_test_`; too little to use the key. */
const VISIBLE_OF_KEY = /^(?:Bearer )?.{0,10}/i;
const MOST_KEPT = 100_000;

type Listener = (request: ReceivedRequest) => void;

/** What was received, oldest first. The oldest half goes when more than 100,000 requests came. */
export class Recorder {
	#received: ReceivedRequest[] = [];
	readonly #listeners = new Set<Listener>();

	receive(call: Call, service: string | null, at: string): ReceivedRequest {
		const { method, path, query, body } = call;
		const headers = withMaskedKeys(call.headers);
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

function withMaskedKeys(headers: Call['headers']): Call['headers'] {
	const masked = KEY_HEADERS.filter((name) => name in headers).map((name) => [
		name,
		VISIBLE_OF_KEY.exec(String(headers[name]))?.[0],
	]);
	return { ...headers, ...(Object.fromEntries(masked) as Call['headers']) };
}
