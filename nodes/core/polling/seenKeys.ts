import { createHash } from 'node:crypto';

/**
 * The keys of records that were dealt with, by the second of the record's time. A key is a fixed piece of a hash, and
 * the keys of a second stand one behind the other: between 2,000 and 5,000 of them fit into the 64 KB that a trigger may
 * store. Longer spans than seconds would take less room, but the span is also what is given up when room is short, and
 * thousands of records in one minute can happen.
 */
export type SeenKeys = Readonly<Record<string, string>>;

/** Characters of a key: 72 bits, so that two of 5,000 records share one with a probability below 10⁻¹⁴. */
const KEY_LENGTH = 12;
const SECOND = 1_000;

/** The short key of a record with this name. */
export function shortKey(name: string): string {
	return createHash('sha256').update(name).digest('base64url').slice(0, KEY_LENGTH);
}

export function allKeys(seen: SeenKeys): Set<string> {
	const keys = new Set<string>();
	for (const second of Object.values(seen)) {
		for (let at = 0; at < second.length; at += KEY_LENGTH) {
			keys.add(second.slice(at, at + KEY_LENGTH));
		}
	}
	return keys;
}

/** `seen` with these records added. Times are epoch milliseconds. */
export function withKeys(
	seen: SeenKeys,
	records: ReadonlyArray<{ key: string; time: number }>,
): SeenKeys {
	const seconds = new Map<string, string[]>();
	for (const { key, time } of records) {
		const second = String(Math.floor(time / SECOND));
		const keys = seconds.get(second);
		if (keys === undefined) seconds.set(second, [seen[second] ?? '', key]);
		else keys.push(key);
	}
	const added = [...seconds].map(([second, keys]) => [second, keys.join('')]);
	return { ...seen, ...Object.fromEntries(added) };
}

/** `seen` without the seconds that lie before `floor` as a whole. */
export function withoutBefore(seen: SeenKeys, floor: number): SeenKeys {
	const kept = Object.entries(seen).filter(([second]) => endOf(second) > floor);
	return Object.fromEntries(kept);
}

/**
 * As many of the newest seconds as fit into `bytes` of JSON. The others are forgotten for good, so everything before
 * `floor` has to count as known from then on; undefined when none is forgotten.
 */
export function fittedInto(
	seen: SeenKeys,
	bytes: number,
): { seen: SeenKeys; floor: number | undefined } {
	const newestFirst = Object.entries(seen).sort(([a], [b]) => Number(b) - Number(a));
	let left = bytes;
	const fitting = newestFirst.filter(([second, keys]) => {
		// Quotes, colon and comma.
		left -= second.length + keys.length + 6;
		return left >= 0;
	});
	const [dropped] = newestFirst.slice(fitting.length);
	return {
		seen: Object.fromEntries(fitting),
		floor: dropped === undefined ? undefined : endOf(dropped[0]),
	};
}

function endOf(second: string): number {
	return (Number(second) + 1) * SECOND;
}
