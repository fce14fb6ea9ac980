import { decimalOf } from '../core/form/fields';
import { isJsonRecord } from '../core/json';
import { plainName } from '../core/spelling';
import type { JsonRecord } from '../core/json';

/** Names, without case and underscores, under which services say whether a call succeeded. */
const OUTCOMES = ['success', 'ok', 'succeeded', 'successful', 'issuccess', 'issuccessful'];

/** Names of a status in the body; numbers from the first failure on are failures, in a record up to the last one. */
const CODES = ['code', 'statuscode', 'status', 'httpstatus'];
const FIRST_FAILURE = 400;
const LAST_FAILURE = 599;

/** Names of what went wrong. A record has none of them, except as empty fields. */
const FAULTS = ['errors', 'errormessage', 'errorcode', 'exception', 'fault'];

/** Names of the word for what came of a call, where there is no record that has one of its own. */
const WORDS = ['status', 'state', 'result', 'outcome'];

/** What no record is: `failed` can be the status of one. */
const NO_STATUS = new Set(['error', 'fail', 'failure']);
const FAILED = new Set([
	...[...NO_STATUS, 'failed', 'unsuccessful', 'denied', 'accessdenied', 'rejected', 'refused'],
	...['forbidden', 'unauthorized', 'unauthorised', 'invalid', 'notfound', 'badrequest', 'nok'],
	...['unavailable', 'exception', 'aborted', 'timeout', 'timedout', 'notallowed', 'conflict'],
]);

/**
 * Whether an answer with status 2xx says itself that the call did not succeed, beyond what the shared client refuses for
 * every service (saysNo): a list of errors, the code of a failure, a denial in a word or number; the same under `data`. A
 * record can have a status and a code of its own, so less counts where one is there.
 *
 * @param isRecord whether a part of the answer is the record itself
 * @param isWrite whether the answer is about what was to be changed; a record that is read may tell of an old fault
 */
export function saysFailure(
	body: unknown,
	isRecord: (part: unknown) => boolean,
	isWrite = false,
): boolean {
	if (!isJsonRecord(body)) return false;
	return [body, body.data, body.result, body.response]
		.filter(isJsonRecord)
		.some((part) => isDenial(part, isRecord(part), isWrite));
}

function isDenial(part: JsonRecord, isRecord: boolean, isWrite: boolean): boolean {
	const said = Object.entries(part).map(([name, value]) => ({ name: plainName(name), value }));
	const among = (names: readonly string[]) => said.filter(({ name }) => names.includes(name));
	if (among(OUTCOMES).some(({ value }) => meant(value) === false)) return true;
	const faults = isRecord && !isWrite ? ['errors'] : FAULTS;
	if (among(faults).some(({ value }) => isFilled(value))) return true;
	const lastFailure = isRecord ? LAST_FAILURE : Infinity;
	if (among(CODES).some(({ value }) => isWithin(decimalOf(value), FIRST_FAILURE, lastFailure))) {
		return true;
	}
	if (isRecord && !isWrite) return false;
	const failed = isRecord ? NO_STATUS : FAILED;
	return among(isRecord ? ['status'] : WORDS).some(
		({ value }) => typeof value === 'string' && failed.has(plainName(value)),
	);
}

function isWithin(number: number, first: number, last: number): boolean {
	return number >= first && number <= last;
}

/** Whether an answer says in so many words that the call succeeded, without the record. */
export function saysSuccess(body: unknown): boolean {
	if (!isJsonRecord(body)) return false;
	return (
		Object.entries(body).some(
			([name, value]) => OUTCOMES.includes(plainName(name)) && meant(value) === true,
		) || body.status === 'success'
	);
}

/** IDs of a request, by which a service finds it in its logs. They come with refusals, too. */
const OF_REQUEST = /^(?:request|req|trace|correlation|span|transaction|error|event|message)id$/;

/** Whether an answer holds a record, not only a message: one of the fields it is known by, or an ID of something. */
export function holdsRecord(record: JsonRecord, knownBy: readonly string[]): boolean {
	return Object.entries(record).some(
		([name, value]) =>
			value !== null &&
			(knownBy.includes(name) ||
				(/^_?id$|_id$|Id$/.test(name) && !OF_REQUEST.test(plainName(name)))),
	);
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
