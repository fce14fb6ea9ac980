import { ApiFailure } from '../errors/ApiFailure';
import { redact } from '../errors/redact';
import type { Effect } from './request';
import type { SentRequest } from './sendWithRetries';

/** How much of a service's answer is quoted to the user, in characters. */
export const LONGEST_QUOTE = 200;

/** What happened, and what the user can do next. */
export interface Explanation {
	message: string;
	howToGoOn: string;
}

export interface ExplanationContext {
	/** The service's name, "Sety". */
	service: string;
	/** What was asked for, as the service calls it: "Create incident". */
	call: string;
	effect: Effect;
	timeoutMs: number;
	maxWaitMs: number;
	/** Never quoted: keys and tokens. */
	secrets: readonly string[];
	/** The service's own meaning of a status; undefined leaves it to the general text. */
	explainStatus?: ((status: number, answer: string) => Explanation | undefined) | undefined;
}

/** Turns a request that did not end with a 2xx answer into words. */
export function explain(sent: SentRequest, context: ExplanationContext): ApiFailure {
	const { outcome, attempts } = sent;
	const answer = outcome.kind === 'answer' ? quote(outcome.body, context.secrets) : undefined;
	const { message, howToGoOn } = explanationOf(sent, context, answer ?? '');
	return new ApiFailure(message, howToGoOn, {
		attempts,
		certainlyWithoutEffect: context.effect === 'read' || !sent.ambiguous,
		...(outcome.kind === 'answer' ? { status: outcome.status } : {}),
		...('code' in outcome ? { code: outcome.code } : {}),
		...(sent.refusedWaitMs === undefined ? {} : { retryAfterMs: sent.refusedWaitMs }),
		...(answer === undefined || answer === '' ? {} : { answer }),
	});
}

/** An answer with status 2xx in which something essential is missing, or that is not JSON at all. */
export function unreadableAnswer(
	body: unknown,
	missing: string,
	{ service, call, effect, secrets }: ExplanationContext,
	attempts: number,
): ApiFailure {
	const answer = quote(body, secrets);
	const happened =
		effect === 'read'
			? 'Check that the Base URL of the credential leads to the API, not to a web page or a proxy.'
			: `${service} accepted the request, so "${call}" has probably happened: look it up before you send it again.`;
	return new ApiFailure(
		`${service} answered "${call}" without ${missing}`,
		`${happened} The answer begins: ${answer === '' ? '(empty)' : answer}`,
		{ status: 200, answer, attempts, certainlyWithoutEffect: effect === 'read' },
	);
}

function explanationOf(
	sent: SentRequest,
	context: ExplanationContext,
	answer: string,
): Explanation {
	const { outcome } = sent;
	switch (outcome.kind) {
		case 'answer':
			if (outcome.status === 429) return rateLimited(sent, context);
			if (sent.ambiguous)
				return unconfirmed(`${context.service} answered ${outcome.status}`, sent, context);
			return (
				context.explainStatus?.(outcome.status, answer) ??
				explainStatus(outcome.status, answer, context)
			);
		case 'interrupted':
			return unconfirmed(brokenConnection(outcome.code, context), sent, context);
		case 'neverLeft':
			return {
				message: `${context.service} could not be reached for "${context.call}"`,
				howToGoOn: `${sent.attempts} attempts ended with ${outcome.code}. Check the Base URL of the credential and the network of this n8n. ${
					sent.ambiguous ? mayHaveHappened(context) : 'Nothing was sent.'
				}`,
			};
		case 'blocked':
			return {
				message: `The request to ${context.service} was not sent`,
				howToGoOn: `This n8n, or the connection's certificate, did not allow it: ${redact(outcome.reason, context.secrets)}`,
			};
		case 'pausedTooLong':
			return rateLimited(sent, context);
	}
}

function explainStatus(
	status: number,
	answer: string,
	{ service, call }: ExplanationContext,
): Explanation {
	const said = answer === '' ? '' : `${service} says: ${answer}`;
	switch (status) {
		case 400:
		case 422:
			return {
				message: `${service} refused the input of "${call}"${answer === '' ? '' : `: ${answer}`}`,
				howToGoOn: `Correct the parameter that the message names. Nothing was changed at ${service}.`,
			};
		case 401:
			return {
				message: `${service} does not accept the key of this credential`,
				howToGoOn: `Open the credential, paste the key again and press Test. ${said}`,
			};
		case 403:
			return {
				message: `The key of this credential may not do "${call}"`,
				howToGoOn: `Give the key the missing permission at ${service}, or choose another credential. ${said}`,
			};
		case 404:
			return {
				message: `${service} found nothing for "${call}"`,
				howToGoOn: `Check the ID: it may be mistyped, deleted, or belong to another organization. ${said}`,
			};
		case 409:
			return {
				message: `The present state does not allow "${call}"${answer === '' ? '' : `: ${answer}`}`,
				howToGoOn: 'Read the record again and decide by its present state.',
			};
		case 413:
			return {
				message: `${service} finds the request of "${call}" too large`,
				howToGoOn: `Send less at once. ${said}`,
			};
		default:
			return status >= 300 && status < 400
				? {
						message: `${service} redirected "${call}" to another address`,
						howToGoOn:
							'The node does not follow redirects, because a key could reach another host. Enter the final address as Base URL in the credential.',
					}
				: {
						message: `${service} answered "${call}" with status ${status}`,
						howToGoOn: said === '' ? `Try again later, or ask ${service}.` : said,
					};
	}
}

function rateLimited(
	{ attempts, waitedMs, refusedWaitMs }: SentRequest,
	{ service, call, maxWaitMs }: ExplanationContext,
): Explanation {
	const tried =
		attempts === 0 ? '' : ` after ${attempts} attempts and ${seconds(waitedMs)} of waiting`;
	return {
		message: `The rate limit of ${service} left no room for "${call}"${tried}`,
		howToGoOn:
			refusedWaitMs === undefined
				? `Nothing was changed at ${service}. Send fewer items at once, lower Concurrency, or run again later.`
				: `${service} asks to wait ${seconds(refusedWaitMs)} more, and Max Wait For Rate Limits allows ${seconds(maxWaitMs)} in all. Nothing was changed at ${service}. Raise that option, send fewer items at once, or run again later.`,
	};
}

/** The words for an ending after which a write may or may not have had its effect. */
function unconfirmed(what: string, sent: SentRequest, context: ExplanationContext): Explanation {
	const { call, effect } = context;
	const tried = sent.attempts === 1 ? '' : `, ${sent.attempts} times`;
	return effect === 'read'
		? {
				message: `${what}${tried}: "${call}" has no result`,
				howToGoOn: 'Reading again is safe. Try again later.',
			}
		: {
				message: `${what}${tried}: "${call}" may or may not have happened`,
				howToGoOn: mayHaveHappened(context),
			};
}

function mayHaveHappened({ service, effect }: ExplanationContext): string {
	return effect === 'safeWrite'
		? `The request carries an idempotency key or states what should be, so running it again in the same way does not do it twice. Retry On Fail repeats the same key; a new execution has another one unless you set your own. Look at ${service} first if you start a new execution.`
		: `It was not sent again, because it could then happen twice. Look at ${service} whether it happened before you run this again.`;
}

function brokenConnection(code: string, { service, timeoutMs }: ExplanationContext): string {
	return code === 'ECONNABORTED' || code === 'ETIMEDOUT'
		? `${service} did not answer within ${seconds(timeoutMs)} (Request Timeout)`
		: `The connection to ${service} broke before the answer was complete`;
}

/** The service's own message where its body has one, else the beginning of the body. */
function quote(body: unknown, secrets: readonly string[]): string {
	const text = typeof body === 'string' ? body : (messageIn(body) ?? JSON.stringify(body ?? ''));
	// Redacted before it is cut, so that no half of a secret survives at the end.
	return redact(text === '""' ? '' : text, secrets)
		.trim()
		.slice(0, LONGEST_QUOTE);
}

function messageIn(body: unknown): string | undefined {
	if (typeof body !== 'object' || body === null) return undefined;
	const { message } = body as { message?: unknown };
	return typeof message === 'string' ? message : undefined;
}

function seconds(ms: number): string {
	return `${Math.ceil(ms / 100) / 10} s`;
}
