import { isJsonRecord } from '../json';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Extra Fields laid over what a node sends. Objects are merged into one another, at whatever depth: an extra field of a
 * location must not take its coordinates away. All else of `extra` replaces.
 */
export function merged(ours: Fields, extra: Fields): Fields {
	const additions = Object.entries(extra);
	if (additions.length === 0) return ours;
	const both = additions.map(([field, value]): [string, unknown] => {
		const mine = Object.hasOwn(ours, field) ? ours[field] : undefined;
		return [field, isJsonRecord(mine) && isJsonRecord(value) ? merged(mine, value) : value];
	});
	return { ...ours, ...Object.fromEntries(both) };
}
