import type { JsonRecord } from '../core/json';
import { isJsonRecord, isText } from '../core/json';
import type { Answer } from '../core/service';

/** Statuses that refuse. Any other one accepts: only "ok", "queued" and "accepted" are documented. */
const REFUSED =
	/^(?:denied|err(?:or|ored)?|fail(?:ed|ure)?|forbidden|invalid|not[ _]?found|refused|rejected)$/i;

/** Throws ApiFailure for an answer with status 2xx that says itself that SafetyKit refused the call. */
export function refuseRefused({ body, lacks }: Answer): void {
	const status: unknown = isJsonRecord(body) ? body.status : undefined;
	if (typeof status === 'string' && REFUSED.test(status.trim()))
		throw lacks('a status that accepts the request');
}

/**
 * Throws ApiFailure for an answer about another record than the call. A field that the answer does not repeat is not
 * compared: no answer is documented to repeat one.
 *
 * @param sent what identifies the record, by SafetyKit's names
 */
export function refuseOther({ body, lacks }: Answer, sent: JsonRecord): void {
	if (!isJsonRecord(body)) return;
	for (const [name, value] of Object.entries(sent)) {
		const ours = identifierText(value);
		const theirs = [name, camelCased(name)].map((field) => identifierText(body[field]));
		const other = theirs.find((one) => one !== undefined && one !== ours);
		if (ours !== undefined && other !== undefined)
			throw lacks(`the ${name} that was sent (${ours})`);
	}
}

const camelCased = (name: string) =>
	name.replace(/_(\w)/g, (_all, letter: string) => letter.toUpperCase());

/** Undefined for what identifies no record. */
function identifierText(value: unknown): string | undefined {
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	const text = String(value).trim();
	return text === '' ? undefined : text;
}

/** The record of an answer. Throws ApiFailure if the essential field is missing. */
export function recordWith({ body, lacks }: Answer, essential: string): JsonRecord {
	if (isJsonRecord(body) && isText(body[essential])) return body;
	throw lacks(essential);
}

/** The same for a write, whose answer has the status of the request. */
export function acknowledged(answer: Answer, essential: string): JsonRecord {
	const record = recordWith(answer, essential);
	refuseRefused(answer);
	return record;
}
