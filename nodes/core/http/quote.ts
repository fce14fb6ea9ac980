import type { Secret } from '../failures/redact';
import { redact } from '../failures/redact';
import { isJsonRecord } from '../json';

/** How much of a service's answer the node quotes, in characters. */
const LONGEST_QUOTE = 200;

/** How much of it the node searches for secrets, in characters. A secret may be longer than the quote. */
const LONGEST_READ = 65_536;

/** Answers that say nothing. */
const EMPTY = ['""', '{}', '[]', 'null', 'undefined'];

/** The service's own message if an answer has one, else the beginning of the answer. Without secrets. */
export function quote(body: unknown, secrets: readonly Secret[]): string {
	const text = typeof body === 'string' ? body : (messageIn(body) ?? JSON.stringify(body ?? ''));
	return quotable(EMPTY.includes(text.trim()) ? '' : text, secrets);
}

/** A text of a service as the node may show it: without secrets, and at most LONGEST_QUOTE long. */
export function quotable(text: string, secrets: readonly Secret[]): string {
	// Redacted before it is cut, so that no half of a secret survives at the end.
	return redact(text.slice(0, LONGEST_READ), secrets).trim().slice(0, LONGEST_QUOTE);
}

/** A fault that an answer reports in one field of the request. */
export interface Issue {
	/** As the service writes it: a text, or a list of names and indexes. */
	path: unknown;
	/** The path as one text; '' if the answer gives none. */
	where: string;
	message: string;
}

/** Fields in which services list such faults. */
const LISTS = ['issues', 'errors', 'details'];

/** The service's message in an answer, at the top or under `error`, with what it reports about fields. */
export function messageIn(body: unknown): string | undefined {
	const message = placesIn(body)
		.map((place) => place.message)
		.find((found) => typeof found === 'string');
	if (typeof message !== 'string') return undefined;
	const about = issuesIn(body).map((issue) =>
		issue.where === '' ? issue.message : `${issue.where}: ${issue.message}`,
	);
	return about.length === 0 ? message : `${message} (${about.join('; ')})`;
}

/** What an answer reports about fields, in its order. */
export function issuesIn(body: unknown): Issue[] {
	const list = placesIn(body)
		.flatMap((place) => LISTS.map((name) => place[name]))
		.find((found) => Array.isArray(found) && found.length > 0);
	if (!Array.isArray(list)) return [];
	return list.filter(isJsonRecord).map(({ path, field, message }) => {
		const place: unknown = path ?? field;
		return {
			path: place,
			where: Array.isArray(place) ? place.map(stepText).join('.') : stepText(place ?? ''),
			message: typeof message === 'string' ? message : 'is not accepted',
		};
	});
}

/** A name or an index; an object as JSON. */
const stepText = (step: unknown): string =>
	typeof step === 'object' ? JSON.stringify(step) : String(step);

/** The objects of an answer that may hold a message: itself, and its `error`. */
function placesIn(body: unknown): Array<Record<string, unknown>> {
	return isJsonRecord(body) ? [body, body.error].filter(isJsonRecord) : [];
}
