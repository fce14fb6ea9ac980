import { isOutage } from '../failures/failures';
import { isJsonRecord } from '../json';
import type { Answer, Effect, Outcome } from './request';

/** How web servers say that a write is done and where its result is (RFC 9110 §15.4.4). Sign-in pages send it, too. */
const SEE_OTHER = 303;

/** Whether the service may or may not have carried out the request. */
export function isAmbiguous(effect: Effect, outcome: Outcome): boolean {
	if (outcome.kind !== 'answer') return outcome.kind === 'interrupted';
	return (
		isOutage(outcome.status) ||
		isUnreadable(outcome, effect) ||
		(outcome.status === SEE_OTHER && effect !== 'read')
	);
}

/** Whether a rate limit turned the request away. */
export function isRefusal(outcome: Outcome): boolean {
	return outcome.kind === 'answer' && outcome.status === 429;
}

/**
 * Whether an answer reports success without readable JSON: a page of HTML, half a JSON, nothing. An empty answer is
 * readable for an unsafe write, which needs none, and for a read that finds nothing (204).
 */
export function isUnreadable({ status, body }: Answer, effect: Effect): boolean {
	if (status < 200 || status > 299) return false;
	if (body !== '' && body !== undefined) return typeof body !== 'object' || body === null;
	return effect === 'safeWrite' || (effect === 'read' && status !== 204);
}

/** Names under which a service says whether it did what the request asked for. */
const SUCCESS_FIELDS = ['success', 'succeeded'];
/** In answers to reads, `ok` also describes the record itself, such as a system that is down. */
const SUCCESS_FIELDS_OF_WRITES = [...SUCCESS_FIELDS, 'ok'];

/**
 * Whether an answer contradicts its own status 2xx: `{"error": "…"}`, `{"success": false}`, or the same under `data`. Some
 * services, and proxies in front of them, answer every request with 200.
 */
export function deniesSuccess(body: unknown, effect: Effect): boolean {
	if (!isJsonRecord(body)) return false;
	const names = effect === 'read' ? SUCCESS_FIELDS : SUCCESS_FIELDS_OF_WRITES;
	return [body, body.data].filter(isJsonRecord).some((place) => {
		const isDenied = names.some((name) => place[name] === false || place[name] === 'false');
		return isDenied || isError(place.error);
	});
}

/** Texts by which services say that there is no error. */
const NO_ERROR = new Set(['', 'false', 'none', 'null', 'no', '0']);

function isError(error: unknown): boolean {
	if (typeof error === 'string') return !NO_ERROR.has(error.trim().toLowerCase());
	if (typeof error === 'object' && error !== null) return Object.values(error).some(isError);
	return error !== undefined && error !== null && error !== false && error !== 0;
}
