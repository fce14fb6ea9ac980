import { isJsonRecord } from '../../shared/json';
import type { SetyRecord } from './answers';

/** Names under which services say whether a call succeeded. */
const OUTCOMES = ['success', 'ok', 'succeeded'];

/** Names of a status in the body; numbers from this one on are failures. */
const CODES = ['code', 'statusCode', 'status_code', 'status'];
const FIRST_FAILURE = 400;

const FAILED = new Set(['error', 'fail', 'failed', 'failure']);

/**
 * Whether an answer with status 2xx says itself that the call did not succeed, beyond what the shared client refuses for
 * every service (saysNo): a list of errors, the code of a failure, a denial in a word or number. A record can have a status of its own, so only a number counts where one is there.
 *
 * @param isRecord whether the answer is the record itself
 */
export function saysFailure(body: unknown, isRecord: boolean): boolean {
	if (!isJsonRecord(body)) return false;
	if (OUTCOMES.some((name) => meant(body[name]) === false)) return true;
	if (isFilled(body.errors)) return true;
	if (CODES.some((name) => Number(body[name]) >= FIRST_FAILURE)) return true;
	return !isRecord && typeof body.status === 'string' && FAILED.has(body.status.toLowerCase());
}

/** Whether an answer says in so many words that the call succeeded, without the record. */
export function saysSuccess(body: unknown): boolean {
	if (!isJsonRecord(body)) return false;
	return OUTCOMES.some((name) => meant(body[name]) === true) || body.status === 'success';
}

/** Whether a record says anything; an envelope with nothing in it does not. */
export function isEmptyRecord(record: SetyRecord): boolean {
	return Object.values(record).every((value) => value === null || value === undefined);
}

/** Whether an answer holds a record, not only a message: one of the fields it is known by, or an ID. */
export function holdsRecord(record: SetyRecord, knownBy: readonly string[]): boolean {
	return Object.entries(record).some(
		([name, value]) => value !== null && (knownBy.includes(name) || /^_?id$|_id$|Id$/.test(name)),
	);
}

/** The ID that an answer has to be about. */
export interface Asked {
	id: string;
	/** Of a record. */
	idOf(record: SetyRecord): string | undefined;
	/** What it is the ID of, for a message: "incident". */
	what: string;
}

/** Whether a record is the one that was asked for. One without an ID may be it. */
export function isSameId(id: string | undefined, asked: string): boolean {
	return id === undefined || id.toLowerCase() === asked.toLowerCase();
}

/** Whether a value says yes or no; undefined for what says neither. */
export function meant(value: unknown): boolean | undefined {
	const word = typeof value === 'string' ? value.trim().toLowerCase() : value;
	if (word === true || word === 1 || word === 'true' || word === '1' || word === 'yes') return true;
	if (word === false || word === 0 || word === 'false' || word === '0' || word === 'no') {
		return false;
	}
	return undefined;
}

function isFilled(value: unknown): boolean {
	if (value === null || value === undefined || value === false || value === 0) return false;
	if (typeof value === 'string') return value.trim() !== '' && meant(value) !== false;
	return typeof value !== 'object' || Object.keys(value).length > 0;
}
