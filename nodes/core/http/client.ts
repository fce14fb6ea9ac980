import type { ApiFailure } from '../failures/failures';
import { explain, unreadableAnswer } from './explain';
import type { CallDescription } from './explain';
import { deniesSuccess, isUnreadable } from './outcome';
import type { HttpRequest } from './request';
import { answeredAtMs, requestsLeft } from './retryHint';
import type { RetryContext } from './sendWithRetries';
import { sendWithRetries } from './sendWithRetries';

export interface Fetched {
	status: number;
	/** Whether an earlier attempt may have had its effect, so that this may be the answer to a repeat. */
	repeatedBlindly: boolean;
	/** The service's own clock when it answered, epoch milliseconds; undefined if it does not say. */
	answeredAt: number | undefined;
	/** Requests that the service still admits at present; undefined if it does not say. */
	requestsLeft: number | undefined;
	/** Parsed JSON: an object or an array. Of an empty answer, where one is allowed, an empty object. */
	body: object;
	/** Explains that the answer lacks something essential. */
	lacks(missing: string): ApiFailure;
}

export type Fetch = (request: HttpRequest, description: CallDescription) => Promise<Fetched>;

/**
 * Sends with retries and returns the answer. Throws ApiFailure for every outcome other than a 2xx with readable JSON that
 * does not itself deny success.
 */
export function httpClient(retries: RetryContext): Fetch {
	return async (request, description) => {
		const context = { ...description, request };
		const sent = await sendWithRetries(request, retries);
		const { outcome, attempts } = sent;
		if (outcome.kind !== 'answer' || outcome.status < 200 || outcome.status > 299) {
			if (outcome.kind === 'answer') description.onRefusal?.(outcome.body);
			throw explain(sent, context);
		}
		const lacks = (missing: string) => unreadableAnswer(outcome, missing, context, attempts);
		if (isUnreadable(outcome, request.effect)) throw lacks('readable JSON');
		// A readable answer without an object is empty.
		const body = typeof outcome.body === 'object' && outcome.body !== null ? outcome.body : {};
		if (deniesSuccess(body, request.effect)) throw lacks('saying that it succeeded');
		return {
			status: outcome.status,
			repeatedBlindly: sent.ambiguous,
			answeredAt: answeredAtMs(outcome.headers),
			requestsLeft: requestsLeft(outcome.headers),
			body,
			lacks,
		};
	};
}
