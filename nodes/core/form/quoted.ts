/** How much of a text a message quotes. */
const LONGEST_QUOTE = 60;

/** A value in the words of a message: a text in quotation marks, else what kind of value it is. Throws nothing. */
export function quoted(value: unknown): string {
	switch (typeof value) {
		case 'string': {
			// A quotation mark inside would end the quote for the reader.
			const text = value.slice(0, LONGEST_QUOTE).replaceAll('"', "'");
			return value.length > LONGEST_QUOTE ? `"${text}…"` : `"${text}"`;
		}
		case 'boolean':
		case 'bigint':
			return String(value);
		case 'number':
			return Number.isFinite(value) ? String(value) : 'no number';
		case 'object':
			if (value === null) return 'empty';
			return Array.isArray(value) ? 'a list' : 'an object';
		default:
			return 'empty';
	}
}
