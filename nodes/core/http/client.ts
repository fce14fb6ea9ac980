import type { Clock } from '../clock';
import type { ApiFailure } from '../failures/failures';
import { explain, unreadableAnswer } from './explain';
import type { Words } from './explain';
import type { Pause } from './rateLimiter';
import type { HttpRequest, Send } from './request';
import { answeredAtMs } from './retryHint';
import { deniesSuccess, isUnreadable } from './outcome';
import { sendWithRetries } from './sendWithRetries';

export interface HttpClientContext {
	send: Send;
	pause: Pause;
	clock: Clock;
	signal?: AbortSignal | undefined;
}

export interface Fetched {
	status: number;
	/** An earlier attempt may have had its effect, so this answer may be that to a repeat. */
	repeatedBlindly: boolean;
	/** The service's own clock when it answered, epoch milliseconds; undefined when it does not tell. */
	answeredAt: number | undefined;
	/** Parsed JSON: an object or an array. An empty answer, where one is readable, is an empty object. */
	body: object;
	/** For the words about an answer that lacks something essential. */
	lacks(missing: string): ApiFailure;
}

export type Fetch = (request: HttpRequest, words: Words) => Promise<Fetched>;

/**
 * Sends with retries and hands back what a service said with 2xx. Everything else is thrown as ApiFailure: a page of HTML
 * and broken JSON with status 200, and an answer that says itself that it is none.
 */
export function httpClient({ send, pause, clock, signal }: HttpClientContext): Fetch {
	return async (request, words) => {
		const context = { ...words, request };
		const sent = await sendWithRetries(request, { send, pause, clock, signal });
		const { outcome, attempts } = sent;
		if (outcome.kind !== 'answer' || outcome.status < 200 || outcome.status > 299) {
			if (outcome.kind === 'answer') words.onRefusal?.(outcome.body);
			throw explain(sent, context);
		}
		const lacks = (missing: string) => unreadableAnswer(outcome, missing, context, attempts);
		if (isUnreadable(outcome, request.effect)) throw lacks('readable JSON');
		// What is readable and no object is an empty answer.
		const body = typeof outcome.body === 'object' && outcome.body !== null ? outcome.body : {};
		if (deniesSuccess(body, request.effect)) throw lacks('saying that it succeeded');
		return {
			status: outcome.status,
			repeatedBlindly: sent.ambiguous,
			answeredAt: answeredAtMs(outcome.headers),
			body,
			lacks,
		};
	};
}
