import type {
	ICredentialsDecrypted,
	IExecuteFunctions,
	IHookFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IPollFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';

import { ExecutionCancelled } from '../failures/cancellation';
import { answerOf, outcomeOfError } from './n8nOutcome';
import type { HttpRequest, Outcome, Send } from './request';

export type RequestingContext =
	| IExecuteFunctions
	| ILoadOptionsFunctions
	| IPollFunctions
	| IHookFunctions
	| IWebhookFunctions;

/** How much longer than its timeout an attempt may take, because the helper's own timeout measures silence, not time. */
const GRACE_MS = 1_000;

export interface TransportOptions {
	/**
	 * True for a credential whose token n8n renews (OAuth2). n8n does that only if the helper throws the first 401, so that
	 * one is not an answer. The second one is.
	 */
	renewsToken?: boolean;
}

/**
 * n8n's HTTP helper as a Send. With `returnFullResponse` and `ignoreHttpStatusErrors` the helper returns every status as an
 * answer, so the node reads no status out of an exception, and the helper does not repeat a request after a 401. It follows
 * no redirects: a write could change its method, and a key could reach another host.
 */
export function n8nTransport(
	context: RequestingContext,
	credential: ICredentialsDecrypted,
	{ renewsToken = false }: TransportOptions = {},
): Send {
	const signal = cancelSignalOf(context);
	// Sends with the same values that the safeguards checked. For OAuth2, n8n keeps the token itself.
	const resolved = renewsToken ? {} : { credentialsDecrypted: credential };
	return async (request) => {
		if (signal?.aborted === true) throw new ExecutionCancelled();
		const { options, wasRead } = requestOptions(request, renewsToken);
		try {
			const response = context.helpers.httpRequestWithAuthentication.call(
				context,
				credential.type,
				options,
				resolved,
			);
			return await unlessLate(response.then(answerOf), request.timeoutMs + GRACE_MS);
		} catch (cause) {
			return outcomeOfError(cause, request, wasRead());
		}
	};
}

/** Undefined where n8n offers none: in some contexts, and on older hosts. */
export function cancelSignalOf(context: RequestingContext): AbortSignal | undefined {
	return 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal?.() : undefined;
}

/**
 * A new object for each attempt, because the helper writes into it. The helper reads the timeout before it sends, though
 * it may read it long before. So if `wasRead` is false, it sent nothing.
 */
function requestOptions(
	{ method, url, query, body, headers, timeoutMs }: HttpRequest,
	renewsToken: boolean,
) {
	let read = false;
	const options: IHttpRequestOptions = {
		method,
		url,
		get timeout() {
			read = true;
			return timeoutMs;
		},
		json: true,
		returnFullResponse: true,
		ignoreHttpStatusErrors: renewsToken ? { ignore: true, except: [401] } : true,
		disableFollowRedirect: true,
	};
	if (headers !== undefined) options.headers = { ...headers };
	if (query !== undefined) {
		options.qs = { ...query } as NonNullable<IHttpRequestOptions['qs']>;
		// n8n's default is id[0]=a, which hardly any service reads.
		options.arrayFormat = 'repeat';
	}
	if (body !== undefined) {
		const copy: unknown = Array.isArray(body) ? [...(body as unknown[])] : { ...body };
		options.body = copy as NonNullable<IHttpRequestOptions['body']>;
	}
	return { options, wasRead: () => read };
}

/**
 * Gives an attempt up when its time is over. Does not use the clock of the retries: a test that skips waits must not end its
 * requests.
 */
async function unlessLate(answer: Promise<Outcome>, ms: number): Promise<Outcome> {
	const deadline = AbortSignal.timeout(Math.ceil(ms));
	let onDeadline = () => {};
	const late = new Promise<Outcome>((resolve) => {
		onDeadline = () => resolve({ kind: 'interrupted', code: 'ETIMEDOUT' });
		deadline.addEventListener('abort', onDeadline, { once: true });
	});
	try {
		return await Promise.race([answer, late]);
	} finally {
		// Node keeps a signal with a listener until it fires, so thousands of answered requests would stay for half a minute.
		deadline.removeEventListener('abort', onDeadline);
	}
}
