import { isJsonRecord } from '../json';
import type { Effect } from './request';

/** Names under which a service says whether it did what it was asked for. */
const OUTCOMES = ['success', 'succeeded'];
/** Also used for what a read is about, such as a service that is not well. */
const OUTCOMES_OF_WRITES = [...OUTCOMES, 'ok'];

/**
 * Whether an answer contradicts its own status 2xx: `{"error": "…"}`, `{"success": false}`, or the same under `data`. Some
 * services, and proxies in front of them, answer every request with 200.
 */
export function saysNo(body: unknown, effect: Effect): boolean {
	if (!isJsonRecord(body)) return false;
	const outcomes = effect === 'read' ? OUTCOMES : OUTCOMES_OF_WRITES;
	return [body, body.data].filter(isJsonRecord).some((place) => {
		const isDenied = outcomes.some((name) => place[name] === false || place[name] === 'false');
		return isDenied || isSomething(place.error);
	});
}

/** Words for no error. */
const NO_ERROR = new Set(['', 'false', 'none', 'null', 'no', '0']);

function isSomething(error: unknown): boolean {
	if (typeof error === 'string') return !NO_ERROR.has(error.trim().toLowerCase());
	if (typeof error === 'object' && error !== null) return Object.values(error).some(isSomething);
	return error !== undefined && error !== null && error !== false && error !== 0;
}
