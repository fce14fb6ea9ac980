import { setTimeout as sleep } from 'node:timers/promises';
import type { ENCODINGS, Fault } from './faults.cts';
import { enlarged, spoiled } from './spoiledBytes.cts';
import type { Answer, Call, Service } from './service.cts';
import { KEY_HEADERS } from './services.cts';

/** What goes over the wire; `cut` is a connection that ends without an answer. */
export type Outcome =
	| { readonly cut: true }
	| {
			readonly cut: false;
			readonly status: number;
			readonly headers: Readonly<Record<string, string>>;
			readonly payload: string | Buffer;
			/** Milliseconds between one byte and the next; all at once without it. */
			readonly dripMs?: number;
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
			if (fault.takesEffect) service.answer(call);
			return ordered(service, fault);
		case 'cycle': {
			const [next, ...others] = fault.answers;
			if (next === undefined) throw new TypeError('A cycle has answers');
			fault.answers = [...others, next];
			return ordered(service, next);
		}
		case 'changedAnswer': {
			const answer = service.answer(call);
			return asJson({ ...answer, body: patched(answer.body, fault.patch) });
		}
		case 'rateLimited':
			return asJson({
				status: 429,
				headers: waitHint(service, fault, now()),
				body: limitBody(service, fault),
			});
		case 'resetBefore':
			return CUT;
		case 'resetAfter':
			service.answer(call);
			return CUT;
		case 'truncatedJson':
			return truncated(asJson(service.answer(call)));
		case 'spoiledBytes':
			return spoiled(asJson(service.answer(call)), fault.how);
		case 'largeAnswer':
			return enlarged(asJson(service.answer(call)), fault.megabytes);
		case 'slowDrip': {
			const outcome = asJson(service.answer(call));
			return outcome.cut ? outcome : { ...outcome, dripMs: fault.ms };
		}
		case 'html':
			return text(200, 'text/html; charset=utf-8', HTML_PAGE);
		case 'noContent':
			service.answer(call);
			return { cut: false, status: 204, headers: {}, payload: '' };
		case 'echoAuthorization':
			return echo(service, call, fault);
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

interface Ordered {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body?: unknown;
}

function ordered(service: Service, order: Ordered): Outcome {
	const { status, headers, body = service.errorBody(status, `Fault: status ${status}`) } = order;
	if (typeof body !== 'string') return asJson({ status, headers, body });
	return text(status, 'text/plain; charset=utf-8', body, headers);
}

/** JSON merge patch, RFC 7396. */
function patched(target: unknown, patch: unknown): unknown {
	if (!isFields(patch)) return patch;
	const fields = { ...(isFields(target) ? target : {}) };
	for (const [name, value] of Object.entries(patch)) {
		if (value === null) delete fields[name];
		else fields[name] = patched(fields[name], value);
	}
	return fields;
}

const isFields = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** A text that repeats the secret of the request, as careless services do. */
function echo(
	service: Service,
	call: Call,
	{ encoding, place, status }: Extract<Fault, { kind: 'echoAuthorization' }>,
): Outcome {
	const secret = KEY_HEADERS.map((name) => call.headers[name]).find((value) => value !== undefined);
	const message = `Refused: ${encoded(String(secret), encoding)}`;
	return place === 'message'
		? asJson({ status, body: service.errorBody(status, message) })
		: text(status, 'text/plain; charset=utf-8', message);
}

function encoded(header: string, encoding: (typeof ENCODINGS)[number]): string {
	const key = header.replace(/^\w+ +/, '');
	const half = Math.ceil(key.length / 2);
	const eachCharacter = (write: (code: number) => string) =>
		Array.from(key, (character) => write(character.charCodeAt(0))).join('');
	const inHex = (code: number, digits: number) => code.toString(16).padStart(digits, '0');
	switch (encoding) {
		case 'plain':
			return header;
		case 'keyOnly':
			return key;
		case 'base64':
			return Buffer.from(key).toString('base64');
		case 'base64OfHeader':
			return Buffer.from(header).toString('base64');
		case 'base64url':
			return Buffer.from(key).toString('base64url');
		case 'hex':
			return Buffer.from(key).toString('hex');
		case 'url':
			return eachCharacter((code) => `%${inHex(code, 2)}`);
		case 'html':
			return eachCharacter((code) => `&#${code};`);
		case 'jsonEscapes':
			return eachCharacter((code) => `\\u${inHex(code, 4)}`);
		case 'upperCase':
			return key.toUpperCase();
		case 'firstHalf':
			return key.slice(0, half);
		case 'lastHalf':
			return key.slice(-half);
	}
}

/** Half of the text, as whole characters; the Content-Length is that of what is sent. */
function truncated(outcome: Outcome): Outcome {
	if (outcome.cut) return outcome;
	const { payload } = outcome;
	const half = String(payload).slice(0, Math.floor(payload.length / 2));
	return { ...outcome, status: 200, payload: half };
}

function limitBody(
	service: Service,
	{ hint, seconds }: Extract<Fault, { kind: 'rateLimited' }>,
): unknown {
	const body = service.errorBody(429, 'Rate limit exceeded');
	return hint === 'body' ? patched(body, { retry_after: seconds }) : body;
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
		case 'rateLimitReset':
			return { 'ratelimit-reset': String(Math.ceil(seconds)) };
		case 'resetSeconds':
			return { 'x-ratelimit-reset': String(Math.ceil(seconds)) };
		case 'resetEpochSeconds':
			return { 'x-ratelimit-reset': String(Math.ceil(now / 1000 + seconds)) };
		case 'resetEpochMs':
			return { 'x-ratelimit-reset': String(Math.ceil(now + seconds * 1000)) };
		case 'body':
		case 'none':
			return {};
	}
}
