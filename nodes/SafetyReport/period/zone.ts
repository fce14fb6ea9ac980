/** Local time in one time zone. Days are counted from 1970-01-01, which is day 0. */
export interface Zone {
	/** IANA name. */
	name: string;
	/** Milliseconds that local clocks are ahead of UTC at an instant. */
	offsetAt(instant: number): number;
	/** The first instant of a local day. */
	startOfDay(day: number): number;
	/** The instant at which local clocks show a time of a day; the first of two, and the end of the gap for one that is skipped. */
	instantAt(day: number, msOfDay: number): number;
	/** The local day of an instant. */
	dayOf(instant: number): number;
}

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** No zone is further from UTC, in milliseconds. */
const LARGEST_OFFSET = 15 * HOUR_MS;

/** A UTC day: one offset, or two and the instant at which clocks change. */
interface Offsets {
	before: number;
	change: number;
	after: number;
}

/**
 * Makes a zone from the rules of this Node.js. Intl is slow, so the zone asks it for the offsets at both ends of a UTC day,
 * once a day: a day has one change of clocks at most. Throws RangeError for a name that is no time zone.
 */
export function zoneOf(timeZone: string): Zone {
	const format = new Intl.DateTimeFormat('en-US', {
		timeZone,
		hourCycle: 'h23',
		year: 'numeric',
		month: 'numeric',
		day: 'numeric',
		hour: 'numeric',
		minute: 'numeric',
		second: 'numeric',
	});
	const read = (instant: number): number => {
		const parts: Record<string, number> = {};
		for (const { type, value } of format.formatToParts(instant)) parts[type] = Number(value);
		const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
		const local = Date.UTC(year, month - 1, day, hour, minute, second);
		return local - Math.floor(instant / 1_000) * 1_000;
	};

	const days = new Map<number, Offsets>();
	// Most instants lie on the day of the one before.
	let latest: { utcDay: number; offsets: Offsets } | undefined;
	const offsetsOf = (utcDay: number): Offsets => {
		if (latest?.utcDay === utcDay) return latest.offsets;
		const offsets = days.get(utcDay) ?? findChange(read, utcDay * DAY_MS, (utcDay + 1) * DAY_MS);
		days.set(utcDay, offsets);
		latest = { utcDay, offsets };
		return offsets;
	};

	const offsetAt = (instant: number): number => {
		const { before, change, after } = offsetsOf(Math.floor(instant / DAY_MS));
		return instant < change ? before : after;
	};
	const dayOf = (instant: number) => Math.floor((instant + offsetAt(instant)) / DAY_MS);

	const instantAt = (day: number, msOfDay: number): number => {
		const local = day * DAY_MS + msOfDay;
		const offsets = [offsetAt(local - LARGEST_OFFSET), offsetAt(local + LARGEST_OFFSET)];
		const exact = offsets
			.map((offset) => local - offset)
			.filter((instant) => instant + offsetAt(instant) === local);
		if (exact.length > 0) return Math.min(...exact);
		// Clocks skip this time.
		const utcDay = Math.floor(local / DAY_MS);
		const gap = [utcDay - 1, utcDay, utcDay + 1]
			.map(offsetsOf)
			.find(({ before, change, after }) => local >= change + before && local < change + after);
		return gap?.change ?? local - offsetAt(local);
	};

	return { name: timeZone, offsetAt, dayOf, instantAt, startOfDay: (day) => instantAt(day, 0) };
}

/** The offsets at both ends of a span, and when one becomes the other, to the second. */
function findChange(read: (instant: number) => number, from: number, to: number): Offsets {
	const before = read(from);
	const after = read(to);
	if (before === after) return { before, change: Infinity, after };
	let [low, high] = [from, to];
	while (high - low > 1_000) {
		const middle = Math.floor((low + high) / 2_000) * 1_000;
		if (read(middle) === before) low = middle;
		else high = middle;
	}
	return { before, change: high, after };
}
