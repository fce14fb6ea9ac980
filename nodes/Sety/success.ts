import { decimalOf } from '../core/form/schemas';
import { isJsonRecord, plainName } from '../core/json';
import type { JsonRecord } from '../core/json';

/** Names, without case and underscores, under which services say whether a call succeeded. */
const OUTCOMES = ['success', 'ok', 'succeeded', 'successful', 'issuccess', 'issuccessful'];

/** Names of a status in the body; numbers from the first failure on are failures, in a record up to the last one. */
const CODES = ['code', 'statuscode', 'status', 'httpstatus'];
const FIRST_FAILURE = 400;
const LAST_FAILURE = 599;

/** Names of fields that describe a failure. A record has none of them, except as empty fields. */
const FAULTS = ['errors', 'errormessage', 'errorcode', 'exception', 'fault'];

/** Names of the word for the outcome of a call, if there is no record with such a word of its own. */
const WORDS = ['status', 'state', 'result', 'outcome'];

/** Words that are never the status of a record; `failed` can be one. */
const NO_STATUS = new Set(['error', 'fail', 'failure']);
const FAILED = new Set([
	...[...NO_STATUS, 'failed', 'unsuccessful', 'denied', 'accessdenied', 'rejected', 'refused'],
	...['forbidden', 'unauthorized', 'unauthorised', 'invalid', 'notfound', 'badrequest', 'nok'],
	...['unavailable', 'exception', 'aborted', 'timeout', 'timedout', 'notallowed', 'conflict'],
]);

/**
 * Whether an answer with status 2xx says that the call failed, beyond what the core refuses for every service
 * (deniesSuccess): a list of errors, the code of a failure, a denial as a word or number; at the top or under `data`. A
 * record can have a status and a code of its own, so fewer signs count beside one.
 *
 * @param isRecord whether a part of the answer is the record itself
 * @param isWrite whether the answer is to a write; a record that was read may report an old fault
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
	const fields = Object.entries(part).map(([name, value]) => ({ name: plainName(name), value }));
	const among = (names: readonly string[]) => fields.filter(({ name }) => names.includes(name));
	if (among(OUTCOMES).some(({ value }) => asBoolean(value) === false)) return true;
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

/** Whether an answer without the record says that the call succeeded. */
export function saysSuccess(body: unknown): boolean {
	if (!isJsonRecord(body)) return false;
	return (
		Object.entries(body).some(
			([name, value]) => OUTCOMES.includes(plainName(name)) && asBoolean(value) === true,
		) || body.status === 'success'
	);
}

/** IDs of a request, by which a service finds it in its logs. Refusals have them, too. */
const OF_REQUEST = /^(?:request|req|trace|correlation|span|transaction|error|event|message)id$/;

/** Whether an answer holds a record, not only a message: a field that marks the record, or an ID. */
export function holdsRecord(record: JsonRecord, knownBy: readonly string[]): boolean {
	return Object.entries(record).some(
		([name, value]) =>
			value !== null &&
			(knownBy.includes(name) ||
				(/^_?id$|_id$|Id$/.test(name) && !OF_REQUEST.test(plainName(name)))),
	);
}

/** A value that means yes or no, as a boolean; undefined for any other value. */
export function asBoolean(value: unknown): boolean | undefined {
	const word = typeof value === 'string' ? value.trim().toLowerCase() : value;
	if (word === true || word === 1 || word === 'true' || word === '1' || word === 'yes') return true;
	if (word === false || word === 0 || word === 'false' || word === '0' || word === 'no') {
		return false;
	}
	return undefined;
}

function isFilled(value: unknown): boolean {
	if (value === null || value === undefined || value === false || value === 0) return false;
	if (typeof value === 'string') return value.trim() !== '' && asBoolean(value) !== false;
	return typeof value !== 'object' || Object.keys(value).length > 0;
}
