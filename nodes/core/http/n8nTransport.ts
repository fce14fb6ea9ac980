import type { AxiosError } from 'axios';
import type {
	ICredentialsDecrypted,
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IPollFunctions,
	NodeApiError,
} from 'n8n-workflow';

import { ExecutionCancelled } from '../failures/cancellation';
import type { HttpRequest, Outcome, Send } from './request';

export type RequestingContext = IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions;

/** What a system call names that runs before the first byte of a request: the connection, and the address of the name. */
const BEFORE_SENDING = new Set(['connect', 'getaddrinfo']);

/** Codes that only such a call can end with, for hosts that lose the name of the call. */
const NEVER_LEFT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

/**
 * Codes of what ended before a request could be sent and will end so again: TLS while connecting, and an address or
 * header that cannot be written. What is in neither list may have ended after the service read the request.
 */
const BLOCKED =
	/^(CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|ERR_TLS_|ERR_SSL_(?!BAD_RECORD|DECRYPTION|UNEXPECTED_EOF|SHUTDOWN|\w*BAD_RECORD_MAC)|EPROTO$|ERR_INVALID_(URL|CHAR|PROTOCOL|HTTP_TOKEN|ARG_TYPE|ARG_VALUE)$|ERR_HTTP_INVALID_HEADER_VALUE$|ERR_UNESCAPED_CHARACTERS$)/;

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
	const signal = cancelSignalOf(context);
	// The values that the safeguards saw. Of OAuth2, n8n keeps the token itself.
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
			return refusedToken(cause) ?? outcomeOfThrown(cause, request, wasRead());
		}
	};
}

/** Not in every context, and not on older hosts. */
export function cancelSignalOf(context: RequestingContext): AbortSignal | undefined {
	return 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal?.() : undefined;
}

/**
 * A new object for every attempt, because the helper writes into it. Nobody can keep a time-out without reading it, so
 * until `wasRead` nothing was sent. It may be read, in a copy, long before that.
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
		// n8n's own way is id[0]=a, which hardly any service reads.
		options.arrayFormat = 'repeat';
	}
	if (body !== undefined) {
		const copy: unknown = Array.isArray(body) ? [...(body as unknown[])] : { ...body };
		options.body = copy as NonNullable<IHttpRequestOptions['body']>;
	}
	return { options, wasRead: () => read };
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
	if (response !== undefined) {
		return answerOf({ statusCode: 401, headers: response.headers, body: response.data });
	}
	// n8n-workflow before 2.36 loses the response, and keeps its status and body.
	const kept = causesOf(thrown).find((cause) => statusKeptBy(cause) === '401');
	if (kept === undefined) return undefined;
	const { data } = (kept as NodeApiError).context ?? {};
	return answerOf({ statusCode: 401, headers: {}, body: data });
}

/**
 * Only the code and a plain reason are taken over: what n8n throws holds the whole request, the key in it included.
 */
function outcomeOfThrown(thrown: unknown, { body }: HttpRequest, wasRead: boolean): Outcome {
	const code = codeOf(thrown);
	// The request was handed to n8n, and nobody can say how far it came.
	if (code === 'ERR_CANCELED') throw new ExecutionCancelled(true);
	const causes = causesOf(thrown);
	if (code !== undefined && endedBeforeSending(causes, code)) return { kind: 'neverLeft', code };
	if (code !== undefined && BLOCKED.test(code)) return { kind: 'blocked', reason: code };
	if (code === TOKEN_NOT_RENEWED) return { kind: 'blocked', reason: RECONNECT };
	const refusal = causes.find(({ name }) => REFUSALS_OF_N8N.has(name));
	if (refusal !== undefined) return { kind: 'blocked', reason: refusal.message };
	if (code !== undefined || isOfClient(causes)) {
		return { kind: 'interrupted', code: code ?? UNKNOWN };
	}
	if (!canBeWritten(body)) return { kind: 'notMade', reason: UNWRITABLE };
	const reason = reasonOf(causes.at(-1));
	return wasRead ? { kind: 'interrupted', code: UNKNOWN, reason } : { kind: 'notMade', reason };
}

/** Several addresses of one name are tried: then the failure lists one for each of them. */
function endedBeforeSending(causes: readonly Error[], code: string): boolean {
	const calls = causes
		.flatMap((cause) => [cause, ...errorsIn(cause)])
		.map(({ syscall }: NodeJS.ErrnoException) => syscall)
		.filter((syscall) => syscall !== undefined);
	return calls.length === 0
		? NEVER_LEFT.has(code)
		: calls.every((syscall) => BEFORE_SENDING.has(syscall));
}

function errorsIn(cause: Error): Error[] {
	const { errors } = cause as Partial<AggregateError>;
	return Array.isArray(errors) ? errors.filter((error) => error instanceof Error) : [];
}

/**
 * Whether it is about the connection or an answer: n8n's client gives a failure of its own to all that happens from the
 * connection on. An n8n that loses the causes of its errors leaves it open.
 */
function isOfClient(causes: readonly Error[]): boolean {
	const isOpen = causes.length === 1 && causes[0]?.name === 'NodeApiError';
	return (
		isOpen ||
		causes.some((cause) => {
			const { isAxiosError, response, request } = cause as Partial<AxiosError>;
			return isAxiosError === true || response !== undefined || request !== undefined;
		})
	);
}

const UNKNOWN = 'unknown';
/** Errors of the JavaScript engine: their words say nothing to a user. */
const OF_THE_ENGINE = /^(?:Type|Range|Reference|Syntax|Eval|URI|Aggregate)Error$/;

function reasonOf(error: Error | undefined): string {
	const says = error === undefined || OF_THE_ENGINE.test(error.name) ? '' : error.message;
	return says === '' ? 'An unexpected fault of this n8n or one of its parts' : says;
}

const UNWRITABLE = 'The fields of this request are nested too deeply, or contain themselves';

function canBeWritten(body: unknown): boolean {
	try {
		JSON.stringify(body);
		return true;
	} catch {
		return false;
	}
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
	const kept = statusKeptBy(cause);
	return kept !== undefined && /^[A-Z]/.test(kept) ? kept : undefined;
}

function statusKeptBy(cause: Error): string | undefined {
	const { httpCode } = cause as Partial<Pick<NodeApiError, 'httpCode'>>;
	return typeof httpCode === 'string' ? httpCode : undefined;
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
