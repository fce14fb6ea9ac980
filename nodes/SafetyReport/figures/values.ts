/** A number that some input makes impossible to compute: then `value` is null, and `reason` says why in a sentence. */
export type Figure = { value: number; reason?: never } | { value: null; reason: string };

/**
 * Whether two counts differ by more than chance explains: 2(√now − √before) above 3 is `up`, below −3 is `down`. `unknown`
 * without a comparison.
 */
export type Signal = 'down' | 'none' | 'unknown' | 'up';

/** A count of the period beside that of the comparison. */
export interface Change {
	now: number;
	/** Average per period where the comparison has several; null without a comparison. */
	before: number | null;
	/** now − before; per day, times the days of the period, where the two spans have different lengths. */
	difference: number | null;
	/** Of `difference`; only where both counts are at least 20. */
	percent: Figure;
	/** 2(√now − √before), null without a comparison. */
	signalScore: number | null;
	signal: Signal;
}

/** One value of a field and its records. */
export interface Group extends Change {
	/** As the service writes it; '' for records without one. */
	value: string;
	/** Of all records of the breakdown, 0 to 1. */
	share: number;
}

/** Records by the values of one field: most records first, then by value. */
export interface Breakdown {
	/** At most MOST_GROUPS. */
	groups: Group[];
	/** Values and records that `groups` leaves out. */
	leftOut: { values: number; now: number; before: number | null };
	/** Whether a record can have several values, so that the groups sum to more than the records. */
	severalPerRecord: boolean;
}

export interface DayCount {
	/** Local date. */
	date: string;
	/** 1 is Monday, 7 is Sunday. */
	weekday: number;
	count: number;
	/** The day at the same place of the comparison, average where it has several periods; null where there is none. */
	before: number | null;
}

/** Counts by local weekday and hour. */
export interface HourGrid {
	/** Seven rows, in the order of the week start. */
	rows: Array<{
		/** 1 is Monday, 7 is Sunday. */
		weekday: number;
		/** How often the weekday occurs in the period. */
		days: number;
		/** 24 counts, by hour. The hour that a clock change repeats counts as one. */
		hours: number[];
	}>;
	/** The largest count. */
	most: number;
}

/** Counts over time, from the start of the comparison to the end of the period. */
export interface RunChart {
	unit: 'day' | 'week' | 'month';
	points: RunPoint[];
	/** Of the points that are complete; needs at least 10 of them. */
	median: Figure;
	/** Six or more points in a row on one side of the median, those on it not counted; null where there is no median. */
	shift: 'above' | 'below' | 'none' | null;
}

export interface RunPoint {
	/** Local date of its first day. */
	date: string;
	count: number;
	/** Whether it belongs to the period, rather than to the comparison. */
	inPeriod: boolean;
	/** False for a point that `asOf` or the ends of the chart cut short. */
	isComplete: boolean;
}

/** Records over their exposure. */
export interface Rate {
	/** Records per 1,000 units of exposure. */
	per1000: Figure;
	/** In units; null where unknown. */
	exposure: number | null;
}
