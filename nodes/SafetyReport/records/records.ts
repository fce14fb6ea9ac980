/**
 * Records in one form, whichever service and output format they come from. Times are epoch milliseconds; texts are '' where
 * the record has none, and stand as the service writes them.
 */
export type ReportRecord =
	| DangerZoneRecord
	| IncidentRecord
	| ModerationRecord
	| PlaceScoreRecord
	| SafetyEventRecord
	| SafetyScoreRecord
	| VisitorStatisticsRecord
	| VisitRecord;

export type RecordKind = ReportRecord['kind'];

interface Dated {
	/** When the service changed it last. */
	updatedAt: Time;
}

interface Located {
	/** Degrees; undefined where the record has no valid place. */
	place: { latitude: number; longitude: number } | undefined;
}

type Time = number | undefined;

export interface IncidentRecord extends Dated, Located {
	kind: 'incident';
	id: string;
	/** When it was created. */
	time: Time;
	title: string;
	category: string;
	severity: string;
	status: string;
	address: string;
	isDrill: boolean;
	/** Whether the record can have them: the simplified output has no timeline. */
	hasTimeline: boolean;
	/** First time in the status; from the timeline, the last two from the record, too. */
	assignedAt: Time;
	onSceneAt: Time;
	resolvedAt: Time;
	cancelledAt: Time;
}

export interface SafetyEventRecord extends Dated, Located {
	kind: 'safetyEvent';
	id: string;
	/** When it happened. */
	time: Time;
	state: string;
	/** Behavior labels. */
	labels: string[];
	contextLabels: string[];
	/** Greatest acceleration, in g. */
	gForce: number | undefined;
	/** '' for an event without a driver. */
	driverId: string;
	driverName: string;
	vehicleId: string;
	vehicleName: string;
	/** In Samsara's inbox; only https. */
	url: string;
}

export interface ModerationRecord {
	kind: 'moderation';
	id: string;
	time: Time;
	/** Type of the event, such as user_report; `review` for the result of a workflow, `rating` for SafetyKit's answer to a decision. */
	type: string;
	labels: string[];
	/** Of a decision: source_type, or agent type. */
	source: string;
	/** Of a review. */
	status: string;
	/** Whether SafetyKit agreed with a decision of a person, where it says so. */
	wasRight: boolean | undefined;
}

export interface VisitRecord extends Dated {
	kind: 'visit';
	id: string;
	/** When the visitor came. */
	time: Time;
	leftAt: Time;
	status: string;
	gate: string;
	purpose: string;
	host: string;
}

export interface VisitorStatisticsRecord {
	kind: 'visitorStatistics';
	totalEntries: number | undefined;
	currentVisitors: number | undefined;
	checkedOut: number | undefined;
	averageStayMinutes: number | undefined;
}

export interface DangerZoneRecord extends Dated, Located {
	kind: 'dangerZone';
	id: string;
	name: string;
	riskLevel: string;
	incidents: number | undefined;
	radiusMeters: number | undefined;
	lastIncidentAt: Time;
}

export interface SafetyScoreRecord {
	kind: 'safetyScore';
	id: string;
	/** '' where the record does not say. */
	scoreOf: string;
	/** 0 to 100. */
	score: number;
	driveDistanceMeters: number | undefined;
	driveTimeMilliseconds: number | undefined;
	worstBehavior: string;
}

/** The score of a place, from Sety. */
export interface PlaceScoreRecord extends Located {
	kind: 'placeScore';
	/** 0 to 100. */
	score: number;
	level: string;
}
