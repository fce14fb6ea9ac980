import type { Breakdown, Change, DayCount, Figure, HourGrid, Rate, RunChart } from './values';

/** Safety events of vehicles that happened in the period. */
export interface SafetyEventFigures {
	/** All of them: dismissed ones are work as well. */
	total: Change;
	isIncomplete: boolean;
	dismissed: Change;
	/** Without the dismissed ones: what rates and breakdowns but that of states count. */
	counted: Change;
	byDay: DayCount[];
	byHour: HourGrid;
	runChart: RunChart;
	/** An event can have several labels. */
	byLabel: Breakdown;
	/** Of all events, dismissed ones included. */
	byState: Breakdown;
	byVehicle: Breakdown;
	review: ReviewFigures;
	coaching: CoachingFigures;
	/** Counted events over the exposure of the whole fleet. */
	rate: Rate & { unit: ExposureUnit; before: Rate | null };
	drivers: DriverFigures;
}

/** `none` where the user gives no exposure. */
export type ExposureUnit = 'hours' | 'kilometers' | 'miles' | 'none' | 'trips';

export interface ReviewFigures {
	/** State needsReview, at `asOf`. */
	notReviewed: number;
	/** Of `total`. */
	notReviewedShare: Figure;
	/** Events of the period that were at least a day old at `asOf`, so that both periods had time. */
	notReviewedAfterDay: { now: Figure; before: Figure };
}

export interface CoachingFigures {
	needsCoaching: number;
	coached: number;
	needsRecognition: number;
	recognized: number;
	reviewed: number;
	dismissed: number;
	/** coached / (coached + needsCoaching). */
	completion: Figure;
	/** Events without a driver, which no coach gets to see. */
	withoutDriver: number;
}

export interface DriverFigures {
	/** Counted events that have a driver. */
	events: number;
	/** Line above which a driver is to be coached: events per 1,000 units, or events where there is no exposure; null without one. */
	coachAbove: number | null;
	/** Highest rate first where the exposure is known, else most events first. At most MOST_DRIVERS. */
	list: DriverRow[];
	leftOut: number;
	/** Whether drivers can be compared: without exposure, those who drive more have more events. */
	hasExposure: boolean;
}

export interface DriverRow extends Change {
	/** ID, or the name where the record has none. */
	driver: string;
	name: string;
	rate: Rate;
	rateBefore: Figure;
	notReviewed: number;
	/** Of the driver's events, dismissed ones included. */
	notReviewedShare: Figure;
	needsCoaching: number;
	coached: number;
	dismissed: number;
	/** The most frequent one; '' without any. */
	topLabel: string;
	/** Null where there is no line, or no rate. */
	isAboveLine: boolean | null;
	/** Safety score from Samsara, 0 to 100. */
	safetyScore: Figure;
}
