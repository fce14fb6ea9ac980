/** A JSON object, not a list. */
export type JsonRecord = Record<string, unknown>;

export function isJsonRecord(value: unknown): value is JsonRecord {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Takes the members out of a list of an answer. n8n's HTTP helper and its sockets keep an answer reachable for a while
 * (seen in heap profiles of n8n 2.41.1). A long list is read page by page, and only a part of each record is kept, so
 * whole pages must not stay in memory.
 */
export function drain<Member>(list: Member[]): Member[] {
	return list.splice(0);
}

/** The record without undefined values, which JSON cannot represent. */
export function defined(record: JsonRecord): JsonRecord {
	return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}

/** Whether a value is text that is not empty. */
export const isText = (value: unknown): value is string =>
	typeof value === 'string' && value !== '';

/** A name in lower case, without underscores and hyphens: `totalPages`, `total_pages` and `total-pages` are one name. */
export function plainName(name: string): string {
	return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** The first of the fields that exists and is not null, in any spelling of its name. */
export function fieldIn(record: JsonRecord, ...names: string[]): unknown {
	for (const name of names) {
		const exact = Object.hasOwn(record, name) ? record[name] : undefined;
		if (exact !== undefined && exact !== null) return exact;
	}
	const wanted = names.map(plainName);
	const found = Object.entries(record)
		.filter(([, value]) => value !== undefined && value !== null)
		.map(([name, value]) => ({ at: wanted.indexOf(plainName(name)), value }))
		.filter(({ at }) => at >= 0)
		.sort((a, b) => a.at - b.at);
	return found[0]?.value;
}
