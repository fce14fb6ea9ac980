import { ApiFailure, isOutage } from '../failures/failures';
import type { Secret } from '../failures/redact';
import { redact } from '../failures/redact';
import { joinSentences } from '../failures/text';
import { quotable, quote } from './quote';
import type { Answer, HttpRequest } from './request';
import type { SentRequest } from './sendWithRetries';
import type { Explanation, RefusedCall } from './statusTexts';
import { answerSentence, explainStatus } from './statusTexts';

/** A call, as the texts about its failure need it. */
export interface CallDescription extends Pick<RefusedCall, 'service' | 'call'> {
	/** Keys and tokens, which no text may quote. */
	secrets: readonly Secret[];
	/** The service's own text for a status; undefined leaves it to the general table. */
	explainStatus?: ((status: number, answer: string) => Explanation | undefined) | undefined;
	/** What to check where no connection is possible. Default: the credential. */
	checkAddress?: string | undefined;
	/** Receives the body of an answer that is not 2xx, which may say which of several records is at fault. */
	onRefusal?: ((body: unknown) => void) | undefined;
}

export interface ExplanationContext extends CallDescription {
	request: Pick<HttpRequest, 'effect' | 'timeoutMs' | 'maxWaitMs' | 'deadline'>;
}

/** Explains a request that did not end with a 2xx answer. */
export function explain(sent: SentRequest, context: ExplanationContext): ApiFailure {
	const { outcome, attempts } = sent;
	const answer = outcome.kind === 'answer' ? quote(outcome.body, context.secrets) : '';
	const mayHaveHappened = context.request.effect !== 'read' && sent.ambiguous;
	const { message, howToGoOn } = explainOutcome(sent, context, answer);
	return new ApiFailure(
		mayHaveHappened ? `${message}: ${MAY_HAVE_HAPPENED}` : message,
		joinSentences(howToGoOn, tooLongAWait(sent, context), consequence(sent, context)),
		{
			attempts,
			certainlyWithoutEffect: !mayHaveHappened,
			...(outcome.kind === 'answer' ? { status: outcome.status } : {}),
			...('code' in outcome && !('reason' in outcome) ? { code: outcome.code } : {}),
			...(sent.askedToWait === true && sent.refusedWaitMs !== undefined
				? { retryAfterMs: sent.refusedWaitMs }
				: {}),
			...(answer === '' ? {} : { answer }),
		},
	);
}

/**
 * Explains an answer with status 2xx that lacks something essential, or is not JSON at all. It need not come from the
 * service: a proxy or a sign-in page answers like that, too.
 */
export function unreadableAnswer(
	{ status, body }: Pick<Answer, 'status' | 'body'>,
	missing: string,
	context: ExplanationContext,
	attempts: number,
): ApiFailure {
	const { service, call, secrets, request } = context;
	const answer = quote(body, secrets);
	const isRead = request.effect === 'read';
	const message = `${service} answered "${call}" without ${missing}${times(attempts)}`;
	return new ApiFailure(
		isRead ? message : `${message}: ${MAY_HAVE_HAPPENED}`,
		joinSentences(
			'Check that the Base URL of the credential points to the API, not to a web page or a proxy.',
			isRead ? '' : consequence({ ambiguous: true }, context),
			`The response begins: ${answer === '' ? '(empty)' : answer}`,
		),
		{ status, answer, attempts, certainlyWithoutEffect: isRead },
	);
}

const MAY_HAVE_HAPPENED = 'it may or may not have happened';

/** What happened in the last attempt. `consequence` says what that means for a write. */
function explainOutcome(
	sent: SentRequest,
	context: ExplanationContext,
	answer: string,
): Explanation {
	const { outcome, attempts } = sent;
	const { service, call } = context;
	switch (outcome.kind) {
		case 'answer':
			if (outcome.status === 429) return rateLimited(sent, context);
			if (isOutage(outcome.status)) {
				return {
					message: `${service} answered "${call}" with ${outcome.status}${times(attempts)}`,
					howToGoOn: answerSentence(service, answer),
				};
			}
			return (
				context.explainStatus?.(outcome.status, answer) ??
				explainStatus(outcome.status, answer, context)
			);
		case 'interrupted':
			if (outcome.reason !== undefined) {
				return {
					message: `n8n could not complete the request for "${call}"${times(attempts)}`,
					howToGoOn: `The cause is in this n8n, not in ${service} or the network: ${quotable(outcome.reason, context.secrets)}`,
				};
			}
			return { message: brokenConnection(outcome.code, context) + times(attempts), howToGoOn: '' };
		case 'neverLeft':
			return {
				message: `${service} could not be reached for "${call}"`,
				howToGoOn: `${countOf(attempts)} ended with ${outcome.code}. ${context.checkAddress ?? 'Check the Base URL of the credential and the network of this n8n.'}`,
			};
		case 'blocked':
			return {
				message: `The request to ${service} could not be sent`,
				howToGoOn: `n8n refused to send it, or does not trust the certificate of the server: ${redact(outcome.reason, context.secrets)}. ${context.checkAddress ?? 'Check the Base URL of the credential (https or http?) and its allowed domains.'}`,
			};
		case 'notMade':
			return {
				message: `The request for "${call}" could not be made`,
				howToGoOn: joinSentences(
					`The cause is in this n8n. Nothing was sent: ${quotable(outcome.reason, context.secrets)}`,
					'Check the input and the credential. If both are correct, run the node again.',
				),
			};
		case 'pausedTooLong':
			return rateLimited(sent, context);
		case 'outOfTime':
			return {
				message: `The poll ran out of time before it could send "${call}" to ${service}`,
				howToGoOn: NEXT_POLL,
			};
	}
}

/** The user need not do anything: n8n polls again at the set times. */
const NEXT_POLL = 'The next poll tries again.';

function rateLimited(sent: SentRequest, context: ExplanationContext): Explanation {
	const { attempts, waitedMs } = sent;
	const { service, call, request } = context;
	const tried =
		attempts === 0 ? '' : ` after ${countOf(attempts)} and ${seconds(waitedMs)} of waiting`;
	const lessAtOnce =
		request.deadline === undefined ? 'Send fewer items at once, or run again later.' : NEXT_POLL;
	return {
		message: `The rate limit of ${service} did not allow "${call}"${tried}`,
		howToGoOn: sent.refusedWaitMs === undefined ? lessAtOnce : '',
	};
}

/** The wait that was too long, if it ended the attempts. */
function tooLongAWait(
	{ refusedWaitMs, askedToWait }: SentRequest,
	{ service, request: { maxWaitMs, deadline } }: ExplanationContext,
): string {
	if (refusedWaitMs === undefined) return '';
	const wait = `${askedToWait === true ? `${service} asks for a wait of` : 'The next attempt would need a wait of'} ${seconds(refusedWaitMs)} more`;
	return deadline === undefined
		? `${wait}, but Max Wait For Rate Limits allows ${seconds(maxWaitMs)} in total. Raise that option, send fewer items at once, or run again later.`
		: `${wait}, but this poll ends before that. ${NEXT_POLL}`;
}

function brokenConnection(code: string, { service, call, request }: ExplanationContext): string {
	if (code !== 'ECONNABORTED' && code !== 'ETIMEDOUT') {
		return `The connection to ${service} broke before the response to "${call}" was complete`;
	}
	// A poll has no option Request Timeout, and may have had less time.
	return request.deadline === undefined
		? `${service} did not answer "${call}" within ${seconds(request.timeoutMs)} (Request Timeout)`
		: `${service} did not answer "${call}" in the time left in this poll`;
}

/** What the attempts mean for the record: any of them may have had its effect, not only the last one. */
function consequence(
	{ ambiguous }: Pick<SentRequest, 'ambiguous'>,
	{ service, request: { effect } }: ExplanationContext,
): string {
	if (effect === 'read') return ambiguous ? 'Reading again is safe: try again later.' : '';
	if (!ambiguous) return `Nothing was changed at ${service}.`;
	return effect === 'safeWrite'
		? `Sending the same request again is safe, and Retry On Fail does that. Before you start a new execution, check at ${service} whether it happened.`
		: `The node did not send it again, because it could then happen twice. Check at ${service} whether it happened before you run the node again, and keep Retry On Fail off for this node: it would send it again.`;
}

function times(attempts: number): string {
	return attempts === 1 ? '' : `, ${attempts} times`;
}

function countOf(attempts: number): string {
	return attempts === 1 ? '1 attempt' : `${attempts} attempts`;
}

function seconds(ms: number): string {
	return `${Math.ceil(ms / 100) / 10} s`;
}
