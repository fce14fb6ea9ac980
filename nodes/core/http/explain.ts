import { ApiFailure, isOutage } from '../failures/failures';
import type { Secret } from '../failures/redact';
import { redact } from '../failures/redact';
import { joinSentences } from '../failures/text';
import type { Explanation } from './statusTexts';
import { quotable, quote } from './quote';
import type { Answer, HttpRequest } from './request';
import type { SentRequest } from './sendWithRetries';
import { explainStatus } from './statusTexts';

/** What a vendor knows about a call, for its explanation. */
export interface Words {
	/** The service's name, "Sety". */
	service: string;
	/** What was asked for, as the service calls it: "Create incident". */
	call: string;
	/** Never quoted: keys and tokens. */
	secrets: readonly Secret[];
	/** The service's own meaning of a status; undefined leaves it to the general text. */
	explainStatus?: ((status: number, answer: string) => Explanation | undefined) | undefined;
	/** Is given the whole answer that is not 2xx, for services that say in it which of several records is at fault. */
	onRefusal?: ((body: unknown) => void) | undefined;
}

export interface ExplanationContext extends Words {
	request: Pick<HttpRequest, 'effect' | 'timeoutMs' | 'maxWaitMs' | 'deadline'>;
}

/** Turns a request that did not end with a 2xx answer into words. */
export function explain(sent: SentRequest, context: ExplanationContext): ApiFailure {
	const { outcome, attempts } = sent;
	const answer = outcome.kind === 'answer' ? quote(outcome.body, context.secrets) : '';
	const mayHaveHappened = context.request.effect !== 'read' && sent.ambiguous;
	const { message, howToGoOn } = explanationOf(sent, context, answer);
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
 * An answer with status 2xx in which something essential is missing, or that is not JSON at all. Who gave it is open: a
 * proxy or a sign-in page answers so, too.
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
			'Check that the Base URL of the credential leads to the API, not to a web page or a proxy.',
			isRead ? '' : consequence({ ambiguous: true }, context),
			`The answer begins: ${answer === '' ? '(empty)' : answer}`,
		),
		{ status, answer, attempts, certainlyWithoutEffect: isRead },
	);
}

const MAY_HAVE_HAPPENED = 'it may or may not have happened';

/** What happened in the last attempt. What it means for a write is said by `consequence`. */
function explanationOf(
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
				const said = answer === '' ? '' : `${service} says: ${answer}`;
				return {
					message: `${service} answered "${call}" with ${outcome.status}${times(attempts)}`,
					howToGoOn: said,
				};
			}
			return (
				context.explainStatus?.(outcome.status, answer) ??
				explainStatus(outcome.status, answer, context)
			);
		case 'interrupted':
			if (outcome.reason !== undefined) {
				return {
					message: `The request for "${call}" ended with a fault in this n8n${times(attempts)}`,
					howToGoOn: `It is not about ${service} or the network: ${quotable(outcome.reason, context.secrets)}`,
				};
			}
			return { message: brokenConnection(outcome.code, context) + times(attempts), howToGoOn: '' };
		case 'neverLeft':
			return {
				message: `${service} could not be reached for "${call}"`,
				howToGoOn: `${timesInWords(attempts)} ended with ${outcome.code}. Check the Base URL of the credential and the network of this n8n.`,
			};
		case 'blocked':
			return {
				message: `The request to ${service} could not be sent`,
				howToGoOn: `This n8n, or the certificate of the other side, does not allow it: ${redact(outcome.reason, context.secrets)}. Check the Base URL of the credential (https or http?) and its allowed domains.`,
			};
		case 'notMade':
			return {
				message: `The request for "${call}" could not be made`,
				howToGoOn: joinSentences(
					`The reason lies in this n8n, and nothing was sent: ${quotable(outcome.reason, context.secrets)}`,
					'Check the input and the credential. If they are right, run this again.',
				),
			};
		case 'pausedTooLong':
			return rateLimited(sent, context);
		case 'outOfTime':
			return {
				message: `The time of this poll was over before ${service} was asked for "${call}"`,
				howToGoOn: NEXT_POLL,
			};
	}
}

/** Nobody has to do anything: n8n polls again at the set times. */
const NEXT_POLL = 'The next poll tries again.';

function rateLimited(sent: SentRequest, context: ExplanationContext): Explanation {
	const { attempts, waitedMs } = sent;
	const { service, call, request } = context;
	const tried =
		attempts === 0 ? '' : ` after ${timesInWords(attempts)} and ${seconds(waitedMs)} of waiting`;
	const lessAtOnce =
		request.deadline === undefined ? 'Send fewer items at once, or run again later.' : NEXT_POLL;
	return {
		message: `The rate limit of ${service} left no room for "${call}"${tried}`,
		howToGoOn: sent.refusedWaitMs === undefined ? lessAtOnce : '',
	};
}

/** The wait that was too long, if that is what ended the attempts. */
function tooLongAWait(
	{ refusedWaitMs, askedToWait }: SentRequest,
	{ service, request: { maxWaitMs, deadline } }: ExplanationContext,
): string {
	if (refusedWaitMs === undefined) return '';
	const wait = `${askedToWait === true ? `${service} asks to wait` : 'The next attempt would come after'} ${seconds(refusedWaitMs)} more`;
	return deadline === undefined
		? `${wait}, and Max Wait For Rate Limits allows ${seconds(maxWaitMs)} in all. Raise that option, send fewer items at once, or run again later.`
		: `${wait}, and this poll ends before that. ${NEXT_POLL}`;
}

function brokenConnection(code: string, { service, call, request }: ExplanationContext): string {
	if (code !== 'ECONNABORTED' && code !== 'ETIMEDOUT') {
		return `The connection to ${service} broke before the answer to "${call}" was complete`;
	}
	// A poll has no such option, and may have had less time than that.
	return request.deadline === undefined
		? `${service} did not answer "${call}" within ${seconds(request.timeoutMs)} (Request Timeout)`
		: `${service} did not answer "${call}" in the time that this poll had`;
}

/** What the ending means for what was to be done: any attempt counts, not only the last one. */
function consequence(
	{ ambiguous }: Pick<SentRequest, 'ambiguous'>,
	{ service, request: { effect } }: ExplanationContext,
): string {
	if (effect === 'read') return ambiguous ? 'Reading again is safe: try again later.' : '';
	if (!ambiguous) return `Nothing was changed at ${service}.`;
	return effect === 'safeWrite'
		? `Sending the same again does no harm, and Retry On Fail does that. A new execution may be another matter: look at ${service} first whether it happened.`
		: `It was not sent again, because it could then happen twice. Look at ${service} whether it happened before you run this again, and leave Retry On Fail off for this node: it would send it again.`;
}

function times(attempts: number): string {
	return attempts === 1 ? '' : `, ${attempts} times`;
}

function timesInWords(attempts: number): string {
	return attempts === 1 ? '1 attempt' : `${attempts} attempts`;
}

function seconds(ms: number): string {
	return `${Math.ceil(ms / 100) / 10} s`;
}
