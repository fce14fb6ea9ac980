import type { RecordKind } from '../records/records';
import type { IncidentFigures } from './incidentFigures';
import type { SafetyEventFigures } from './safetyEventFigures';
import type {
	DangerZoneFigures,
	ModerationFigures,
	SafetyScoreFigures,
	VisitorFigures,
} from './otherFigures';
import type { Signal } from './values';

/**
 * Everything that a report says, as JSON. The schema is stable: every field is always there, and a service without records
 * has zeros. Times are ISO 8601 in UTC, dates are `YYYY-MM-DD` in the report's time zone, durations are seconds, distances
 * are metres, shares are fractions from 0 to 1, percents are numbers such as 12.5. Values of the services, such as
 * `location_threat` or `needsReview`, stand as the service writes them; '' stands for a record without a value.
 */
export interface Figures {
	/** Grows with every change that is not an addition. */
	schemaVersion: 1;
	period: ReportPeriod;
	/** What the sentence at the top of the report follows from. */
	headline: Headline;
	needsAction: NeedsAction;
	incidents: IncidentFigures;
	safetyEvents: SafetyEventFigures;
	moderation: ModerationFigures;
	visitors: VisitorFigures;
	dangerZones: DangerZoneFigures;
	safetyScores: SafetyScoreFigures;
	/** Places of incidents (without drills) and safety events (without dismissed ones) of the period. */
	places: PlaceFigures;
	dataQuality: DataQuality;
}

export type { RecordKind };

/** A time span. `from` belongs to it, `to` does not. */
export interface Span {
	from: string;
	to: string;
	/** How many local days it touches. */
	days: number;
}

export interface ReportPeriod extends Span {
	/** The choice of the user. */
	kind: 'lastDays' | 'lastMonth' | 'lastQuarter' | 'lastWeek' | 'thisMonth' | 'thisWeek' | 'custom';
	/** IANA name. */
	timeZone: string;
	/** 1 is Monday, 7 is Sunday. */
	weekStartsOn: number;
	/** The moment for which "open" and "now" hold: that of the execution unless the user sets one. */
	asOf: string;
	/** Whether the period was over at `asOf`. */
	isOver: boolean;
	/** Null where Compare With is None. */
	comparison: Comparison | null;
}

export interface Comparison extends Span {
	kind: 'average' | 'previous' | 'sameLastYear';
	/** How many periods `before` numbers are the average of; 1 unless `kind` is average. The span holds all of them. */
	periods: number;
	/** Whether it touches as many days as the period; otherwise changes are taken per day. */
	equalLength: boolean;
}

export interface Headline {
	/** `unknown` without a comparison and where a service could not be read. */
	incidents: Signal;
	safetyEvents: Signal;
	/** Of needsAction. */
	needsAction: number;
	overdue: number;
	unreadableServices: number;
}

export type ActionKind =
	| 'incidentOverdue'
	| 'incidentOpen'
	| 'eventNotReviewed'
	| 'eventNeedsCoaching'
	| 'eventWithoutDriver';

/** What waits for somebody at `asOf`, whenever it began. */
export interface NeedsAction {
	/** Records, each once, though it may count in several of `counts`. */
	total: number;
	counts: Record<ActionKind, number>;
	/** At most MOST_ACTIONS, the most urgent kind first, within it the oldest first. */
	list: ActionItem[];
}

export interface ActionItem {
	kind: ActionKind;
	id: string;
	/** Incident: category. Safety event: its first behavior label. */
	what: string;
	severity: string;
	status: string;
	/** Null where the record has no time. */
	since: string | null;
	ageSeconds: number | null;
	/** Address, driver or vehicle, what of it is known. */
	where: string;
	/** The record at its service; '' where unknown. Only https. */
	url: string;
}

export interface PlaceFigures {
	/** Metres within which records count as one place. */
	radius: number;
	/** Records with a place, and without one. */
	located: number;
	withoutPlace: number;
	/** How many places have at least two records. */
	repeatPlaces: number;
	/** Most records first, at most MOST_PLACES. Places of one record are among them. */
	list: Place[];
	/** How many further places the list leaves out. */
	leftOut: number;
}

export interface Place {
	/** Degrees: the mean of its records. */
	latitude: number;
	longitude: number;
	/** The address that most of its records have; '' where none has one. */
	address: string;
	count: number;
	/** Average per period; null without a comparison. */
	before: number | null;
	incidents: number;
	safetyEvents: number;
}

export interface DataQuality {
	/** Input items. */
	items: number;
	/** Records by kind, each once. */
	records: Record<RecordKind, RecordCounts>;
	/** Repeats of a record, which do not count again. */
	duplicates: number;
	/** Items that are no record of these nodes: each shape once, the most frequent first, at most MOST_SHAPES. */
	unrecognized: { count: number; shapes: Array<{ fields: string[]; count: number }> };
	/** Error items: each message once, at most MOST_MESSAGES. `service` is '' where the message names none. */
	unreadable: {
		count: number;
		messages: Array<{ service: string; message: string; count: number }>;
	};
	/** Values missing in records of the period: field by field, as "created_at of incidents". */
	missing: Array<{ kind: RecordKind; field: string; count: number }>;
	/** Values that the services do not document, such as an unknown severity. */
	unknownValues: Array<{ kind: RecordKind; field: string; value: string; count: number }>;
	/** Incidents whose times contradict each other, such as resolved before created. */
	contradictoryTimes: number;
}

/** Visitor statistics, danger zones and scores have no time of their own: all of them count in `period`. */
export interface RecordCounts {
	period: number;
	/** In the span of the comparison. */
	comparison: number;
	/** In neither; left out of all figures but those of open records. */
	outside: number;
	/** Without a time that can be read; left out. */
	withoutTime: number;
}
