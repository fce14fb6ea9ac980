import type { ApiFailure } from '../core/failures/failures';
import { fieldIn, isJsonRecord } from '../core/json';
import type { JsonRecord } from '../core/json';
import type { Answer } from '../core/service';
import { holdsRecord, saysFailure, saysSuccess } from './success';

/** A record as Sety sends it: for most records only their existence is documented (docs.sety.io, menu). */
export type SetyRecord = JsonRecord;

/** Status of an answer without content. */
export const NO_CONTENT = 204;

/** What an answer that reports a failure lacks. */
export const SUCCESS = 'success';

/** The record that an answer has to be about. */
export interface Expected {
	id: string;
	idOf(record: SetyRecord): string | undefined;
	/** The kind of record, for a message: "incident". */
	what: string;
}

/** Reads a record. Throws ApiFailure for an answer without one, and for one that says that the call failed. */
export function readRecord(answer: Answer, envelope: Envelope, expected?: Expected): SetyRecord {
	const { body, lacks } = answer;
	refuseFailure(answer, envelope);
	const found = recordIn(body, envelope);
	if (found === undefined || isEmptyRecord(found)) throw lacks(envelope.what);
	refuseOther(found, expected, lacks);
	return found;
}

/**
 * Reads the record that a write changed. The answer may have no content, or confirm the write without the record. Throws
 * ApiFailure as readRecord does.
 */
export function readWritten(answer: Answer, envelope: Envelope, expected?: Expected): SetyRecord {
	const { body, status, lacks } = answer;
	if (status === NO_CONTENT) return {};
	refuseFailure(answer, envelope, true);
	const found = recordIn(body, envelope);
	if (found === undefined || isEmptyRecord(found)) throw lacks(envelope.what);
	refuseOther(found, expected, lacks);
	if (!holdsRecord(found, [...envelope.knownBy, 'status']) && !saysSuccess(body)) {
		throw lacks(envelope.what);
	}
	return found;
}

/** Throws ApiFailure for an answer with status 2xx that says that the call failed. */
export function refuseFailure({ body, lacks }: Answer, envelope?: Envelope, isWrite = false): void {
	const isRecord = (part: unknown) => envelope !== undefined && isKnown(part, envelope);
	if (saysFailure(body, isRecord, isWrite)) throw lacks(SUCCESS);
}

function refuseOther(
	record: SetyRecord,
	expected: Expected | undefined,
	lacks: (missing: string) => ApiFailure,
): void {
	if (expected === undefined) return;
	const id = expected.idOf(record);
	// A record without an ID may be the right one.
	if (id === undefined || id.toLowerCase() === expected.id.toLowerCase()) return;
	throw lacks(`${expected.what} ${expected.id}, but with ${id}`);
}

/** Whether a record has no value, like an empty envelope. */
export function isEmptyRecord(record: SetyRecord): boolean {
	return Object.values(record).every((value) => value === null || value === undefined);
}

/**
 * The ID of a record: its own ID field, in any spelling, or `id`. A number that JSON cannot carry exactly is no ID: two
 * records could share it.
 */
export function idIn(record: SetyRecord, field: string): string | undefined {
	for (const name of [field, 'id', '_id']) {
		const id = fieldIn(record, name);
		if (typeof id === 'string' && id.trim() !== '') return id;
		if (typeof id === 'number' && Number.isSafeInteger(id)) return String(id);
	}
	return undefined;
}

/** How to find the record in an answer. */
export interface Envelope {
	/** The name of its envelope, if not `data`. */
	name: string;
	/** The kind of record, for a message: "an incident". */
	what: string;
	/** Fields of the record itself: an answer with one of them has no envelope. */
	knownBy: readonly string[];
}

/** The record in `{ incident: … }`, `{ data: … }` or both, with the fields beside it; or the answer itself. */
export function recordIn(body: unknown, envelope: Envelope): SetyRecord | undefined {
	if (!isJsonRecord(body)) return undefined;
	if (isKnown(body, envelope)) return body;
	for (const name of [envelope.name, 'data']) {
		const { [name]: inner, ...beside } = body;
		if (!isJsonRecord(inner)) continue;
		const { [envelope.name]: innermost, ...besideInner } = inner;
		return isJsonRecord(innermost) && !isKnown(inner, envelope)
			? { ...beside, ...besideInner, ...innermost }
			: { ...beside, ...inner };
	}
	return body;
}

/** Whether an answer is the record itself, without an envelope. */
export function isKnown(body: unknown, { knownBy }: Envelope): boolean {
	return isJsonRecord(body) && knownBy.some((field) => field in body);
}
