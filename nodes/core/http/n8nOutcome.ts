import type { AxiosError } from 'axios';
import type { NodeApiError } from 'n8n-workflow';

import { ExecutionCancelled } from '../failures/cancellation';
import type { HttpRequest, Outcome } from './request';

/** System calls that run before the first byte of a request: connecting, and looking up the name. */
const BEFORE_SENDING = new Set(['connect', 'getaddrinfo']);

/** Codes that only such a call returns, for hosts that lose the name of the call. */
const NEVER_LEFT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

/**
 * Codes of faults that come before a request is sent, and would come again: TLS while connecting, and an address or header
 * that cannot be written. A code in neither list may come after the service read the request.
 */
const BLOCKED =
	/^(CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|ERR_TLS_|ERR_SSL_(?!BAD_RECORD|DECRYPTION|UNEXPECTED_EOF|SHUTDOWN|\w*BAD_RECORD_MAC)|EPROTO$|ERR_INVALID_(URL|CHAR|PROTOCOL|HTTP_TOKEN|ARG_TYPE|ARG_VALUE)$|ERR_HTTP_INVALID_HEADER_VALUE$|ERR_UNESCAPED_CHARACTERS$)/;

/** Errors with which n8n refuses addresses that its administrator or the credential does not allow. */
const REFUSALS_OF_N8N = new Set([
	'NodeOperationError',
	'SsrfBlockedHostnameError',
	'SsrfBlockedIpError',
	'UserError',
]);

/** Code of the OAuth2 client in n8n before 2.27, whose message does not say what the user has to do. */
const TOKEN_NOT_RENEWED = 'EAUTH';
const RECONNECT = 'n8n could not renew the token. Reconnect the credential.';

/** How many causes the node follows: NodeApiError → AxiosError → the system's own error, and some to spare. */
const DEEPEST_CAUSE = 5;

/** Errors of the JavaScript engine, whose messages mean nothing to a user. */
const OF_THE_ENGINE = /^(?:Type|Range|Reference|Syntax|Eval|URI|Aggregate)Error$/;

const UNKNOWN = 'unknown';
const UNWRITABLE = 'The fields of this request are nested too deeply, or contain themselves';

/** The response of n8n's HTTP helper as an answer. */
export function answerOf(response: unknown): Outcome {
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

/**
 * What n8n's HTTP helper threw, as an outcome. Takes only the code and a plain reason from the error, which holds the whole
 * request, the key included. Throws ExecutionCancelled.
 *
 * @param wasRead whether the helper read the request's timeout, which it does before it sends
 */
export function outcomeOfError(thrown: unknown, { body }: HttpRequest, wasRead: boolean): Outcome {
	const causes = causesOf(thrown);
	const refused = refusedToken(causes);
	if (refused !== undefined) return refused;
	const code = codeOf(causes);
	// n8n has the request, and does not say whether it sent it.
	if (code === 'ERR_CANCELED') throw new ExecutionCancelled(true);
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

/** The 401 that came again after n8n renewed the token. */
function refusedToken(causes: readonly Error[]): Outcome | undefined {
	const response = causes
		.map((cause) => (cause as Pick<AxiosError, 'response'>).response)
		.find((found) => found?.status === 401);
	if (response !== undefined) {
		return answerOf({ statusCode: 401, headers: response.headers, body: response.data });
	}
	// n8n-workflow before 2.36 loses the response, and keeps its status and body.
	const kept = causes.find((cause) => statusKeptBy(cause) === '401');
	if (kept === undefined) return undefined;
	const { data } = (kept as NodeApiError).context ?? {};
	return answerOf({ statusCode: 401, headers: {}, body: data });
}

/** Where a name has several addresses, Node tries them all, and its error lists one error for each. */
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
 * Whether the error concerns the connection or an answer: n8n's client wraps everything from connecting on in an error of
 * its own. Where n8n loses the causes of its errors, assume that it does.
 */
function isOfClient(causes: readonly Error[]): boolean {
	const isUnknown = causes.length === 1 && causes[0]?.name === 'NodeApiError';
	return (
		isUnknown ||
		causes.some((cause) => {
			const { isAxiosError, response, request } = cause as Partial<AxiosError>;
			return isAxiosError === true || response !== undefined || request !== undefined;
		})
	);
}

function reasonOf(error: Error | undefined): string {
	const message = error === undefined || OF_THE_ENGINE.test(error.name) ? '' : error.message;
	return message === '' ? 'An unexpected fault in this n8n' : message;
}

function canBeWritten(body: unknown): boolean {
	try {
		JSON.stringify(body);
		return true;
	} catch {
		return false;
	}
}

function codeOf(causes: readonly Error[]): string | undefined {
	return causes
		.flatMap((cause) => [(cause as Pick<AxiosError, 'code'>).code, codeKeptBy(cause)])
		.find((code) => typeof code === 'string');
}

/**
 * n8n-workflow before 2.36 loses the cause of its errors, but its NodeApiError keeps the code of a broken connection in
 * place of the status.
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
