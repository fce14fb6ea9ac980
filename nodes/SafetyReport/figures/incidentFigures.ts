import type { Breakdown, Change, DayCount, Figure, HourGrid, RunChart } from './values';

/** Incidents that were created in the period. Drills count nowhere but in `drills`. */
export interface IncidentFigures {
	/** Cancelled ones included: they are work. */
	total: Change;
	/** Whether an error item names their service, so that records may be missing. */
	isIncomplete: boolean;
	/** Incidents that are resolved or otherwise over, cancelled ones not included. */
	closed: number;
	cancelled: Change;
	/** Of `total`. */
	cancelledShare: Figure;
	open: OpenIncidents;
	byDay: DayCount[];
	byHour: HourGrid;
	runChart: RunChart;
	byCategory: Breakdown;
	bySeverity: Breakdown;
	byStatus: Breakdown;
	/** Four clocks, always in this order. Cancelled incidents have none. */
	clocks: ClockFigures[];
	/** Which of the clocks the response target is about. */
	responseClock: Clock;
	drills: DrillFigures;
}

/** Open at `asOf`, whenever it was created. */
export interface OpenIncidents {
	count: number;
	/** Older than the target of the response clock that has not ended, or of created to resolved. Null without a target. */
	overdue: number | null;
	/** Of the oldest one. */
	oldestSeconds: Figure;
	byAge: Array<{
		/** Hours; this age belongs to the band. */
		fromHours: number;
		/** Null for the last band. */
		toHours: number | null;
		count: number;
	}>;
	/** Open ones without a time of creation, which are in no band. */
	withoutTime: number;
}

/**
 * A duration by where it begins and ends: `createdToAssigned` is nearest to call-to-dispatch, `assignedToOnScene` is turnout
 * and travel, `createdToOnScene` total response, `createdToResolved` time to resolve.
 */
export type Clock =
	| 'createdToAssigned'
	| 'assignedToOnScene'
	| 'createdToOnScene'
	| 'createdToResolved';

export interface ClockFigures {
	clock: Clock;
	now: ClockSpan;
	/** Null without a comparison. All its periods together. */
	before: ClockSpan | null;
	/** Minutes, as the user set it; null where there is none. */
	targetMinutes: number | null;
	/** Of the period: bars from the shortest to the longest duration. */
	distribution: Array<{ fromSeconds: number; toSeconds: number | null; count: number }>;
}

export interface ClockSpan {
	/** Incidents whose clock has begun and ended. */
	n: number;
	/** Begun and not ended at `asOf`. */
	running: number;
	/** Over without the time of the end, or with contradictory times. */
	unusable: number;
	medianSeconds: Figure;
	/** Nearest rank, from n = 10. */
	p90Seconds: Figure;
	longestSeconds: Figure;
	/** Among incidents that began at least the target before `asOf`; what still runs then is missed. */
	withinTarget: { met: number; missed: number; tooRecent: number; share: Figure };
}

export interface DrillFigures {
	count: Change;
	open: number;
	/** Of the period, the same four clocks. */
	clocks: Array<{ clock: Clock; n: number; medianSeconds: Figure }>;
}
