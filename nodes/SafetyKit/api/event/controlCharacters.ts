import { isJsonRecord } from '../../../shared/json';
import type { Report } from './problem';

/** All that the reference does not support: it names tab, line feed and carriage return as the only ones that are. */
const UNSUPPORTED = /[^\P{Cc}\t\n\r]/u;

/** Looks through every text of a field, however deep. The check would otherwise be the server's, after the fact. */
export function checkControlCharacters(field: string, value: unknown, report: Report): void {
	const found = firstIn(value);
	if (found === undefined) return;
	const code = found.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase();
	report({
		field,
		what: `contains the control character U+${code}`,
		howToGoOn: 'SafetyKit supports no control characters but tab and line breaks: take it out.',
	});
}

function firstIn(value: unknown): string | undefined {
	if (typeof value === 'string') return UNSUPPORTED.exec(value)?.[0];
	if (Array.isArray(value)) {
		for (const inner of value as unknown[]) {
			const found = firstIn(inner);
			if (found !== undefined) return found;
		}
	} else if (isJsonRecord(value)) {
		for (const name of Object.keys(value)) {
			const found = firstIn(name) ?? firstIn(value[name]);
			if (found !== undefined) return found;
		}
	}
	return undefined;
}
