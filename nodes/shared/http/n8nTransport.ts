import type { AxiosError } from 'axios';
import type {
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IPollFunctions,
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

/** Node.js and axios codes of a connection that broke, or took too long, on the way. */
const INTERRUPTED = new Set([
	'ECONNRESET',
	'ECONNABORTED',
	'ETIMEDOUT',
	'EPIPE',
	'ERR_NETWORK',
	'ERR_BAD_RESPONSE',
	'ERR_STREAM_PREMATURE_CLOSE',
]);

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
	credentialType: string,
	{ renewsToken = false }: TransportOptions = {},
): Send {
	return async (request) => {
		try {
			const response: unknown = await context.helpers.httpRequestWithAuthentication.call(
				context,
				credentialType,
				requestOptions(request, renewsToken),
			);
			return answerOf(response);
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
	if (body !== undefined) options.body = { ...body } as NonNullable<IHttpRequestOptions['body']>;
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
	let link: unknown = thrown;
	for (let depth = 0; depth < DEEPEST_CAUSE && link instanceof Error; depth++) {
		const { response } = link as Partial<AxiosError>;
		if (response?.status === 401) {
			return answerOf({ statusCode: 401, headers: response.headers, body: response.data });
		}
		link = link.cause;
	}
	return undefined;
}

/**
 * Only the code and a plain reason are taken over: what n8n throws holds the whole request, the key in it included.
 */
function outcomeOfThrown(thrown: unknown): Outcome {
	const code = codeOf(thrown);
	if (code === 'ERR_CANCELED') throw new ExecutionCancelled();
	if (code !== undefined && NEVER_LEFT.has(code)) return { kind: 'neverLeft', code };
	if (code !== undefined && INTERRUPTED.has(code)) return { kind: 'interrupted', code };
	return { kind: 'blocked', reason: code ?? reasonOf(thrown) };
}

function codeOf(thrown: unknown): string | undefined {
	let link: unknown = thrown;
	for (let depth = 0; depth < DEEPEST_CAUSE && link instanceof Error; depth++) {
		const { code } = link as Partial<AxiosError>;
		if (typeof code === 'string') return code;
		link = link.cause;
	}
	return undefined;
}

function reasonOf(thrown: unknown): string {
	return thrown instanceof Error ? thrown.message : String(thrown);
}
