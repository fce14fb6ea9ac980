import { isJsonRecord } from '../json';

/** What a service says about one field of a request. */
export interface Issue {
	/** As the service writes it: a text, or a list of names and indexes. */
	path: unknown;
	/** The same as one text; '' where none is given. */
	where: string;
	message: string;
}

/** Where services put a list of what is wrong. */
const LISTS = ['issues', 'errors', 'details'];

/** The service's own words in an answer: its message, at the top or under `error`, and what it says about fields. */
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

/** The fields that an answer names as at fault, in its order. */
export function issuesIn(body: unknown): Issue[] {
	const list = placesIn(body)
		.flatMap((place) => LISTS.map((name) => place[name]))
		.find((found) => Array.isArray(found) && found.length > 0);
	if (!Array.isArray(list)) return [];
	return list.filter(isJsonRecord).map(({ path, field, message }) => {
		const place: unknown = path ?? field;
		return {
			path: place,
			where: Array.isArray(place) ? place.map(written).join('.') : written(place ?? ''),
			message: typeof message === 'string' ? message : 'is not accepted',
		};
	});
}

/** A name or an index; what is an object itself as the JSON that it is. */
const written = (step: unknown): string =>
	typeof step === 'object' ? JSON.stringify(step) : String(step);

/** The objects of an answer that may tell: itself, and what it has under `error`. */
function placesIn(body: unknown): Array<Record<string, unknown>> {
	return isJsonRecord(body) ? [body, body.error].filter(isJsonRecord) : [];
}
