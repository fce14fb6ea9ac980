import { createHash } from 'node:crypto';

/**
 * The keys of records that were dealt with, by the minute of the record's time. A key is a fixed piece of a hash, and
 * the keys of a minute stand one behind the other: some 4,500 of them fit into the 64 KB that a trigger may store.
 */
export type SeenKeys = Readonly<Record<string, string>>;

/** Characters of a key: 72 bits, so that two of 5,000 records share one with a probability below 10⁻¹⁴. */
const KEY_LENGTH = 12;
const MINUTE = 60_000;

/** The short form of whatever names a record. */
export function shortKey(name: string): string {
	return createHash('sha256').update(name).digest('base64url').slice(0, KEY_LENGTH);
}

export function allKeys(seen: SeenKeys): Set<string> {
	const keys = new Set<string>();
	for (const minute of Object.values(seen)) {
		for (let at = 0; at < minute.length; at += KEY_LENGTH) {
			keys.add(minute.slice(at, at + KEY_LENGTH));
		}
	}
	return keys;
}

/** `seen` with these records added. Times are epoch milliseconds. */
export function withKeys(
	seen: SeenKeys,
	records: ReadonlyArray<{ key: string; time: number }>,
): SeenKeys {
	const minutes = new Map<string, string[]>();
	for (const { key, time } of records) {
		const minute = String(Math.floor(time / MINUTE));
		const keys = minutes.get(minute);
		if (keys === undefined) minutes.set(minute, [seen[minute] ?? '', key]);
		else keys.push(key);
	}
	const added = [...minutes].map(([minute, keys]) => [minute, keys.join('')]);
	return { ...seen, ...Object.fromEntries(added) };
}

/** `seen` without the minutes that lie before `floor` as a whole. */
export function withoutBefore(seen: SeenKeys, floor: number): SeenKeys {
	const kept = Object.entries(seen).filter(([minute]) => endOf(minute) > floor);
	return Object.fromEntries(kept);
}

/**
 * As many of the newest minutes as fit into `bytes` of JSON. What is dropped is gone for good, so everything before
 * `floor` has to count as known from then on; undefined when nothing was dropped.
 */
export function fittedInto(
	seen: SeenKeys,
	bytes: number,
): { seen: SeenKeys; floor: number | undefined } {
	const newestFirst = Object.entries(seen).sort(([a], [b]) => Number(b) - Number(a));
	let left = bytes;
	const fitting = newestFirst.filter(([minute, keys]) => {
		// Quotes, colon and comma.
		left -= minute.length + keys.length + 6;
		return left >= 0;
	});
	const [dropped] = newestFirst.slice(fitting.length);
	return {
		seen: Object.fromEntries(fitting),
		floor: dropped === undefined ? undefined : endOf(dropped[0]),
	};
}

function endOf(minute: string): number {
	return (Number(minute) + 1) * MINUTE;
}
