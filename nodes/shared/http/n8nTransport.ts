import type { AxiosError } from 'axios';
import type {
	ICredentialsDecrypted,
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IPollFunctions,
	NodeApiError,
} from 'n8n-workflow';

import { ExecutionCancelled } from './cancellation';
import type { HttpRequest, Outcome, Send } from './request';

export type RequestingContext = IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions;

/** Node.js codes after which the request cannot have reached the service. */
const NEVER_LEFT = new Set([
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'ENETUNREACH',
	'EHOSTUNREACH',
	'ENETDOWN',
]);

/**
 * Codes of what ended before a request could be sent and will end so again: TLS, and an address or header that cannot
 * be written. Whatever is in neither list may have ended after the service read the request.
 */
const BLOCKED =
	/^(CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|ERR_TLS_|ERR_SSL_|EPROTO$|ERR_INVALID_(URL|CHAR|PROTOCOL)$|ERR_UNESCAPED_CHARACTERS$)/;

/** n8n refuses addresses that its administrator or the credential does not allow with errors of these names. */
const REFUSALS_OF_N8N = new Set([
	'NodeOperationError',
	'SsrfBlockedHostnameError',
	'SsrfBlockedIpError',
	'UserError',
]);

/** Of the OAuth2 client in n8n before 2.27, which does not say itself that the credential needs to be reconnected. */
const TOKEN_NOT_RENEWED = 'EAUTH';
const RECONNECT = 'The token could not be renewed: the credential needs to be reconnected.';

/** How much longer than the timeout an attempt may take: the helper's own counts silence, not time. */
const GRACE_MS = 1_000;

export interface TransportOptions {
	/**
	 * True for a credential whose token n8n renews (OAuth2). n8n does that only when a 401 is thrown, so a 401 is not
	 * taken as an answer at once; a second one is.
	 */
	renewsToken?: boolean;
}

/** How deep the reason of a failure may be wrapped: NodeApiError → AxiosError → the system's own. */
const DEEPEST_CAUSE = 5;

/**
 * n8n's HTTP helper as a Send. With `returnFullResponse` and `ignoreHttpStatusErrors` every status comes back as an
 * answer, so nothing has to be dissected out of an exception, and a 401 is not sent a second time by the helper.
 * Redirects are not followed: a write could change its method and a key could reach another host on the way.
 */
export function n8nTransport(
	context: RequestingContext,
	credential: ICredentialsDecrypted,
	{ renewsToken = false }: TransportOptions = {},
): Send {
	// The values that the safeguards saw. Of OAuth2, n8n keeps the token itself.
	const resolved = renewsToken ? {} : { credentialsDecrypted: credential };
	return async (request) => {
		try {
			const response = context.helpers.httpRequestWithAuthentication.call(
				context,
				credential.type,
				requestOptions(request, renewsToken),
				resolved,
			);
			return await unlessLate(response.then(answerOf), request.timeoutMs + GRACE_MS);
		} catch (cause) {
			return refusedToken(cause) ?? outcomeOfThrown(cause);
		}
	};
}

/** A new object for every attempt, because the helper writes into it. */
function requestOptions(
	{ method, url, query, body, headers, timeoutMs }: HttpRequest,
	renewsToken: boolean,
) {
	const options: IHttpRequestOptions = {
		method,
		url,
		timeout: timeoutMs,
		json: true,
		returnFullResponse: true,
		ignoreHttpStatusErrors: renewsToken ? { ignore: true, except: [401] } : true,
		disableFollowRedirect: true,
	};
	if (headers !== undefined) options.headers = { ...headers };
	if (query !== undefined) options.qs = { ...query } as NonNullable<IHttpRequestOptions['qs']>;
	if (body !== undefined) {
		const copy: unknown = Array.isArray(body) ? [...(body as unknown[])] : { ...body };
		options.body = copy as NonNullable<IHttpRequestOptions['body']>;
	}
	return options;
}

function answerOf(response: unknown): Outcome {
	const { statusCode, headers, body } = response as {
		statusCode: number;
		headers: Record<string, unknown>;
		body: unknown;
	};
	const lowerCased = Object.entries(headers).map(([name, value]) => [
		name.toLowerCase(),
		String(value),
	]);
	return {
		kind: 'answer',
		status: statusCode,
		headers: Object.fromEntries(lowerCased) as Record<string, string>,
		body,
	};
}

/** The 401 that came again after n8n had renewed the token, as the answer that it is. */
function refusedToken(thrown: unknown): Outcome | undefined {
	const response = causesOf(thrown)
		.map((cause) => (cause as Pick<AxiosError, 'response'>).response)
		.find((found) => found?.status === 401);
	if (response === undefined) return undefined;
	return answerOf({ statusCode: 401, headers: response.headers, body: response.data });
}

/**
 * Only the code and a plain reason are taken over: what n8n throws holds the whole request, the key in it included.
 */
function outcomeOfThrown(thrown: unknown): Outcome {
	const code = codeOf(thrown);
	if (code === 'ERR_CANCELED') throw new ExecutionCancelled();
	if (code !== undefined && NEVER_LEFT.has(code)) return { kind: 'neverLeft', code };
	if (code !== undefined && BLOCKED.test(code)) return { kind: 'blocked', reason: code };
	if (code === TOKEN_NOT_RENEWED) return { kind: 'blocked', reason: RECONNECT };
	const refusal = causesOf(thrown).find(({ name }) => REFUSALS_OF_N8N.has(name));
	if (refusal !== undefined) return { kind: 'blocked', reason: refusal.message };
	return { kind: 'interrupted', code: code ?? 'unknown' };
}

function codeOf(thrown: unknown): string | undefined {
	return causesOf(thrown)
		.flatMap((cause) => [(cause as Pick<AxiosError, 'code'>).code, codeKeptBy(cause)])
		.find((code) => typeof code === 'string');
}

/**
 * n8n-workflow before 2.36 loses the cause of its errors, but NodeApiError keeps the code of a broken connection where
 * it otherwise has the status.
 */
function codeKeptBy(cause: Error): string | undefined {
	const { httpCode } = cause as Partial<Pick<NodeApiError, 'httpCode'>>;
	return typeof httpCode === 'string' && /^[A-Z]/.test(httpCode) ? httpCode : undefined;
}

function causesOf(thrown: unknown): Error[] {
	const causes: Error[] = [];
	for (
		let link = thrown;
		link instanceof Error && causes.length < DEEPEST_CAUSE;
		link = link.cause
	) {
		causes.push(link);
	}
	return causes;
}

/** Not the clock of the retries: a test that makes waits pass at once must not end its requests. */
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
		// A signal with a listener is kept until it fires: thousands of answered requests would be, for half a minute.
		deadline.removeEventListener('abort', onDeadline);
	}
}
