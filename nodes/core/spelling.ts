import type { JsonRecord } from './json';

/** A name without case, underscores and hyphens: `totalPages`, `total_pages` and `total-pages` are one name. */
export function plainName(name: string): string {
	return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** The first of the fields that is there and not null, in any spelling of its name. */
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
