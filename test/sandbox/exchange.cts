import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from './faults.cts';
import type { Answer, Call, Service } from './service.cts';

/** What goes over the wire; `cut` is a connection that ends without an answer. */
export type Outcome =
	| { readonly cut: true }
	| {
			readonly cut: false;
			readonly status: number;
			readonly headers: Readonly<Record<string, string>>;
			readonly payload: string;
	  };

export interface ExchangeOptions {
	readonly fault: Fault | undefined;
	/** The sandbox's clock, for hints that name a moment. */
	readonly now: () => number;
	/** Ends a wait at once when the sandbox closes. */
	readonly closing: AbortSignal;
}

const CUT: Outcome = { cut: true };
const HTML_PAGE =
	'<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body><h1>Sign in to continue</h1></body></html>\n';

/** Lets the service answer, or spoils its answer as the fault demands. */
export async function exchange(
	service: Service,
	call: Call,
	{ fault, now, closing }: ExchangeOptions,
): Promise<Outcome> {
	switch (fault?.kind) {
		case undefined:
			return asJson(service.answer(call));
		case 'latency':
			return (await wait(fault.ms, closing)) ? asJson(service.answer(call)) : CUT;
		case 'slowAnswer': {
			const outcome = asJson(service.answer(call));
			return (await wait(fault.ms, closing)) ? outcome : CUT;
		}
		case 'status':
			return orderedStatus(service, fault);
		case 'rateLimited':
			return asJson({
				status: 429,
				headers: waitHint(service, fault, now()),
				body: service.errorBody(429, 'Rate limit exceeded'),
			});
		case 'resetBefore':
			return CUT;
		case 'resetAfter':
			service.answer(call);
			return CUT;
		case 'truncatedJson':
			return truncated(asJson(service.answer(call)));
		case 'html':
			return text(200, 'text/html; charset=utf-8', HTML_PAGE);
		case 'noContent':
			service.answer(call);
			return { cut: false, status: 204, headers: {}, payload: '' };
		case 'echoAuthorization':
			return text(
				500,
				'text/plain; charset=utf-8',
				`Refused: ${String(call.headers.authorization)}`,
			);
		case 'redirect':
			return { cut: false, status: 302, headers: { location: fault.location }, payload: '' };
	}
}

/** False when the sandbox is closing: the wait is over, and there is nobody to tell. */
async function wait(ms: number, closing: AbortSignal): Promise<boolean> {
	await sleep(ms, undefined, { signal: closing }).catch(() => undefined);
	return !closing.aborted;
}

function asJson({ status, headers = {}, body }: Answer): Outcome {
	if (body === undefined) return { cut: false, status, headers, payload: '' };
	const type = { 'content-type': 'application/json; charset=utf-8' };
	return { cut: false, status, headers: { ...type, ...headers }, payload: JSON.stringify(body) };
}

function text(status: number, type: string, payload: string, headers = {}): Outcome {
	return { cut: false, status, headers: { 'content-type': type, ...headers }, payload };
}

function orderedStatus(service: Service, fault: Extract<Fault, { kind: 'status' }>): Outcome {
	const { status, headers, body = service.errorBody(status, `Fault: status ${status}`) } = fault;
	if (typeof body !== 'string') return asJson({ status, headers, body });
	return text(status, 'text/plain; charset=utf-8', body, headers);
}

/** Half of the text, as whole characters; the Content-Length is that of what is sent. */
function truncated(outcome: Outcome): Outcome {
	if (outcome.cut) return outcome;
	const half = outcome.payload.slice(0, Math.floor(outcome.payload.length / 2));
	return { ...outcome, status: 200, payload: half };
}

/** Headers that tell how long to wait, in one of the forms that servers use. */
function waitHint(
	service: Service,
	{ hint, seconds }: Extract<Fault, { kind: 'rateLimited' }>,
	now: number,
): Record<string, string> {
	switch (hint) {
		case 'seconds':
			return { 'retry-after': String(Math.ceil(seconds)) };
		case 'decimal':
			return { 'retry-after': String(seconds) };
		case 'httpDate': {
			// HTTP dates know whole seconds only; rounded up, so that the wait is never too short.
			const wholeSecond = Math.ceil((now + seconds * 1000) / 1000) * 1000;
			return { 'retry-after': new Date(wholeSecond).toUTCString() };
		}
		case 'resetHeader':
			return service.limitResetHeaders(new Date(now + seconds * 1000));
		case 'none':
			return {};
	}
}
