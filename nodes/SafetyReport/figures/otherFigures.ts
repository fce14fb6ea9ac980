import type { Breakdown, Change, DayCount, Figure, HourGrid } from './values';

/** Trust-and-safety events and reviews. */
export interface ModerationFigures {
	total: Change;
	isIncomplete: boolean;
	byDay: DayCount[];
	/** By type of event, such as user_report. */
	byType: Breakdown;
	/** moderation_decision events and results of reviews. */
	decisions: Change;
	/** Labels of the decisions; one can have several. */
	decisionsByLabel: Breakdown;
	/** Who or what decided: source_type. */
	decisionsBySource: Breakdown;
	reports: Change;
	/** Labels of the user reports. */
	reportsByLabel: Breakdown;
	appeals: Change;
	/** Reviews that ended without a result. */
	failed: number;
	/** Decisions of people that SafetyKit agreed with, of those where it said so. */
	agreement: Figure & { n: number };
}

export interface VisitorFigures {
	/** Visits by access logs of the period. */
	entries: Change;
	isIncomplete: boolean;
	/** Without a check-out at `asOf`, whenever they came. */
	onSite: number;
	/** Visits of the period with a check-out. */
	checkedOut: number;
	/** Of the visits that began at least a day before `asOf`. */
	checkOutShare: Figure;
	medianStaySeconds: Figure;
	byDay: DayCount[];
	byHour: HourGrid;
	byGate: Breakdown;
	byPurpose: Breakdown;
	/** Statistics that the service counted itself, as they came; not compared, since they do not say of which span. */
	statistics: Array<{
		totalEntries: number | null;
		currentVisitors: number | null;
		checkedOut: number | null;
		averageStayMinutes: number | null;
	}>;
}

/** Areas where incidents cluster, as they are at `asOf`. */
export interface DangerZoneFigures {
	count: number;
	isIncomplete: boolean;
	byRisk: Array<{ value: string; count: number }>;
	/** Highest risk first, then most incidents. At most MOST_ZONES. */
	list: Array<{
		id: string;
		name: string;
		riskLevel: string;
		incidents: number | null;
		latitude: number | null;
		longitude: number | null;
		radiusMeters: number | null;
		lastIncidentAt: string | null;
	}>;
	leftOut: number;
}

export interface SafetyScoreFigures {
	/** Scores from Samsara, 0 to 100. Each kind apart: they are about different things. */
	groups: Array<{
		kind: 'drivers' | 'tagGroup' | 'tags' | 'vehicles' | 'unknown';
		count: number;
		/** Weighted by driving time where all have one, else plain. */
		mean: Figure;
		/** Lowest first, at most MOST_SCORES. */
		lowest: Array<{
			id: string;
			name: string;
			score: number;
			driveDistanceMeters: number | null;
			worstBehavior: string;
		}>;
	}>;
	/** Scores of places from Sety, 0 to 100. */
	places: Array<{
		latitude: number | null;
		longitude: number | null;
		score: number;
		level: string;
	}>;
}
