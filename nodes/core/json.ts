/** An object as JSON has it: with names and values, no list. */
export type JsonRecord = Record<string, unknown>;

export function isJsonRecord(value: unknown): value is JsonRecord {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The record without what is undefined: JSON has no word for it. */
export function defined(record: JsonRecord): JsonRecord {
	return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}

/** Whether a value is a text that is not empty. */
export const isText = (value: unknown): value is string =>
	typeof value === 'string' && value !== '';
