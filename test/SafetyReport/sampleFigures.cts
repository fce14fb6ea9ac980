import type { Figures } from '../../nodes/SafetyReport/figures/figures';
import type { ClockFigures, ClockSpan } from '../../nodes/SafetyReport/figures/incidentFigures';
import type { DriverRow } from '../../nodes/SafetyReport/figures/safetyEventFigures';
import {
	breakdown,
	byDay,
	change,
	hourGrid,
	known,
	rate,
	runChart,
	unknown,
} from './figureParts.cts';

export const NO_COUNTS = { period: 0, comparison: 0, outside: 0, withoutTime: 0 };
const NO_RECORDS: Figures['dataQuality']['records'] = {
	incident: NO_COUNTS,
	safetyEvent: NO_COUNTS,
	moderation: NO_COUNTS,
	visit: NO_COUNTS,
	visitorStatistics: NO_COUNTS,
	dangerZone: NO_COUNTS,
	safetyScore: NO_COUNTS,
	placeScore: NO_COUNTS,
};

function span(n: number, median: number, p90: number, met: number, running: number): ClockSpan {
	return {
		n,
		running,
		unusable: 1,
		medianSeconds: known(median),
		p90Seconds: n >= 10 ? known(p90) : unknown('Fewer than 10 incidents'),
		longestSeconds: known(p90 * 1.7),
		withinTarget: { met, missed: n - met, tooRecent: 0, share: known(met / n) },
	};
}

const BUCKETS = [0, 120, 240, 360, 480, 600, 900, 1200, 1800, null];
const buckets = (counts: readonly number[]): ClockFigures['distribution'] =>
	counts.map((count, index) => ({
		fromSeconds: BUCKETS[index] ?? 0,
		toSeconds: BUCKETS[index + 1] ?? null,
		count,
	}));

const ACTIONS: ReadonlyArray<readonly [string, string, string, string, number]> = [
	['incidentOverdue', 'location_threat', 'critical', 'Gate 3, 14 Ahmadu Bello Way', 5_460],
	['incidentOverdue', 'medical', 'high', 'Warehouse 7, loading bay', 3_120],
	['incidentOpen', 'suspicious_activity', 'medium', '22 Marina Road', 540],
	['eventNotReviewed', 'crash', '', 'Ngozi Eze, Truck 118', 187_200],
	['eventNotReviewed', 'harshBraking', '', 'Truck 204', 93_600],
	['eventNeedsCoaching', 'mobileUsage', '', 'Piotr Wiśniewski, Van 31', 402_000],
	['eventWithoutDriver', 'maxSpeed', '', 'Van 12', 71_000],
];

const DRIVERS: ReadonlyArray<readonly [string, number, number, string, number]> = [
	['Ngozi Eze', 21, 9, 'harshBraking', 71],
	['Piotr Wiśniewski', 17, 15, 'mobileUsage', 78],
	['Amara Okafor', 12, 14, 'followingDistance', 83],
	['محمد العلي', 9, 11, 'maxSpeed', 86],
	['Lena Brandt', 8, 8, 'harshTurn', 88],
	['Tom O’Neill', 6, 12, 'harshBraking', 91],
];

const PLACES: ReadonlyArray<readonly [string, number, number, number, number, number]> = [
	['14 Ahmadu Bello Way', 6.4281, 3.4219, 9, 3, 8],
	['Warehouse 7', 6.4412, 3.4481, 6, 5, 4],
	['22 Marina Road', 6.4531, 3.3958, 5, 6, 5],
	['Third Mainland Bridge, north ramp', 6.5012, 3.4006, 4, 1, 1],
	['', 6.4695, 3.4622, 3, 2, 0],
	['Depot Apapa', 6.4489, 3.3591, 2, 2, 2],
	['Bus terminal Obalende', 6.4432, 3.4178, 2, 0, 2],
	['Falomo roundabout', 6.4402, 3.4266, 1, 1, 1],
];

const NOW = [10, 6, 8, 7, 13, 4, 3];
const BEFORE = [4, 5, 3, 4, 6, 2, 1];
const sum = (counts: readonly number[]) => counts.reduce((a, b) => a + b, 0);

/** A week with incidents, safety events and everything else, against the week before. */
export function sampleFigures(): Figures {
	return {
		schemaVersion: 1,
		period: {
			kind: 'lastWeek',
			from: '2026-11-15T23:00:00.000Z',
			to: '2026-11-22T23:00:00.000Z',
			days: 7,
			timeZone: 'Africa/Lagos',
			weekStartsOn: 1,
			asOf: '2026-11-23T06:00:00.000Z',
			isOver: true,
			comparison: {
				kind: 'previous',
				from: '2026-11-08T23:00:00.000Z',
				to: '2026-11-15T23:00:00.000Z',
				days: 7,
				periods: 1,
				equalLength: true,
			},
		},
		headline: {
			incidents: 'up',
			safetyEvents: 'none',
			needsAction: 11,
			overdue: 2,
			unreadableServices: 0,
		},
		needsAction: {
			total: 11,
			counts: {
				incidentOverdue: 2,
				incidentOpen: 3,
				eventNotReviewed: 5,
				eventNeedsCoaching: 2,
				eventWithoutDriver: 1,
			},
			list: ACTIONS.map(([kind, what, severity, where, ageSeconds], index) => ({
				kind: kind as Figures['needsAction']['list'][number]['kind'],
				id: `inc_8f2a41${index}`,
				what,
				severity,
				status: index < 3 ? 'dispatching' : 'needsReview',
				since: '2026-11-22T20:00:00.000Z',
				ageSeconds,
				where,
				url: index === 3 ? 'https://cloud.samsara.com/o/1/fleet/safety/events/55' : '',
			})),
		},
		incidents: incidents(),
		safetyEvents: safetyEvents(),
		...others(),
		places: {
			radius: 150,
			located: 34,
			withoutPlace: 8,
			repeatPlaces: 7,
			list: PLACES.map(([address, latitude, longitude, count, before, ofIncidents]) => ({
				address,
				latitude,
				longitude,
				count,
				before,
				incidents: ofIncidents,
				safetyEvents: count - ofIncidents,
			})),
			leftOut: 0,
		},
		dataQuality: {
			items: 236,
			records: {
				...NO_RECORDS,
				incident: { period: 53, comparison: 26, outside: 3, withoutTime: 0 },
				safetyEvent: { period: 79, comparison: 74, outside: 0, withoutTime: 1 },
				moderation: { period: 3, comparison: 2, outside: 0, withoutTime: 0 },
				visit: { period: 120, comparison: 110, outside: 0, withoutTime: 0 },
				dangerZone: { ...NO_COUNTS, period: 2 },
				safetyScore: { ...NO_COUNTS, period: 3 },
			},
			duplicates: 4,
			unrecognized: { count: 2, shapes: [{ fields: ['sheet', 'row'], count: 2 }] },
			unreadable: { count: 0, messages: [] },
			missing: [{ kind: 'incident', field: 'location', count: 8 }],
			unknownValues: [{ kind: 'incident', field: 'severity', value: 'p1', count: 1 }],
			contradictoryTimes: 1,
		},
	};
}

function incidents(): Figures['incidents'] {
	const clock = (name: ClockFigures['clock'], now: ClockSpan, before: ClockSpan): ClockFigures => ({
		clock: name,
		now,
		before,
		targetMinutes: name === 'createdToOnScene' ? 8 : null,
		distribution: buckets([2, 5, 9, 8, 5, 4, 2, 1, 1]),
	});
	return {
		total: change(sum(NOW), sum(BEFORE)),
		isIncomplete: false,
		closed: 44,
		cancelled: change(4, 3),
		cancelledShare: known(4 / 51),
		open: {
			count: 3,
			overdue: 2,
			oldestSeconds: known(5_460),
			byAge: [
				{ fromHours: 0, toHours: 1, count: 2 },
				{ fromHours: 1, toHours: 4, count: 1 },
				{ fromHours: 4, toHours: 24, count: 0 },
				{ fromHours: 24, toHours: null, count: 0 },
			],
			withoutTime: 0,
		},
		byDay: byDay('2026-11-16', NOW, BEFORE),
		byHour: hourGrid(51, 7),
		runChart: runChart('day', '2026-11-09', BEFORE, NOW),
		byCategory: breakdown([
			['location_threat', 19, 4],
			['medical', 15, 9],
			['suspicious_activity', 8, 6],
			['fire', 4, 2],
			['vehicle_accident', 3, 3],
			['', 2, 1],
		]),
		bySeverity: breakdown([
			['high', 20, 9],
			['medium', 14, 10],
			['critical', 13, 2],
			['low', 4, 4],
		]),
		byStatus: breakdown([
			['resolved', 44, 22],
			['cancelled', 4, 3],
			['on_scene', 1, 0],
			['dispatching', 2, 0],
		]),
		clocks: [
			clock('createdToAssigned', span(38, 74, 190, 38, 1), span(24, 81, 201, 24, 0)),
			clock('assignedToOnScene', span(37, 318, 830, 37, 1), span(24, 301, 720, 24, 0)),
			clock('createdToOnScene', span(37, 402, 985, 26, 2), span(24, 388, 900, 19, 0)),
			clock('createdToResolved', span(35, 2_880, 7_500, 35, 3), span(22, 2_640, 6_900, 22, 0)),
		],
		responseClock: 'createdToOnScene',
		drills: {
			count: change(2, 1),
			open: 0,
			clocks: [{ clock: 'createdToOnScene', n: 2, medianSeconds: known(260) }],
		},
	};
}

function safetyEvents(): Figures['safetyEvents'] {
	const days = [14, 11, 9, 13, 16, 6, 4];
	const earlier = [10, 12, 11, 9, 15, 7, 6];
	const drivers: DriverRow[] = DRIVERS.map(([name, now, before, topLabel, score], index) => ({
		...change(now, before),
		driver: `28147${index}`,
		name,
		rate: rate(now, 1_900 - index * 120),
		rateBefore: known(before / 1.9),
		notReviewed: index % 3,
		notReviewedShare: known((index % 3) / now),
		needsCoaching: index % 2,
		coached: 2,
		dismissed: 1,
		topLabel,
		isAboveLine: index < 2,
		safetyScore: known(score),
	}));
	return {
		total: change(79, 74),
		isIncomplete: false,
		dismissed: change(6, 4),
		counted: change(sum(days), sum(earlier)),
		byDay: byDay('2026-11-16', days, earlier),
		byHour: hourGrid(73, 23),
		runChart: runChart('day', '2026-11-09', earlier, days),
		byLabel: breakdown(
			[
				['harshBraking', 31, 24],
				['mobileUsage', 17, 15],
				['followingDistance', 12, 14],
				['maxSpeed', 9, 12],
				['harshTurn', 7, 8],
				['crash', 1, 0],
			],
			true,
		),
		byState: breakdown([
			['reviewed', 38, 41],
			['coached', 14, 12],
			['needsReview', 12, 5],
			['needsCoaching', 7, 8],
			['dismissed', 6, 4],
			['recognized', 2, 4],
		]),
		byVehicle: breakdown([
			['Truck 118', 18, 9],
			['Truck 204', 15, 16],
			['Van 31', 11, 9],
			['Van 12', 8, 10],
		]),
		review: {
			notReviewed: 12,
			notReviewedShare: known(12 / 79),
			notReviewedAfterDay: { now: known(0.13), before: known(0.06) },
		},
		coaching: {
			needsCoaching: 7,
			coached: 14,
			needsRecognition: 1,
			recognized: 2,
			reviewed: 38,
			dismissed: 6,
			completion: known(14 / 21),
			withoutDriver: 1,
		},
		rate: { ...rate(73, 9_840), unit: 'miles', before: rate(70, 9_610) },
		drivers: { events: 73, coachAbove: 7.5, list: drivers, leftOut: 0, hasExposure: true },
	};
}

type Others = Pick<Figures, 'dangerZones' | 'moderation' | 'safetyScores' | 'visitors'>;

function others(): Others {
	return {
		moderation: {
			total: change(3, 2),
			isIncomplete: false,
			byDay: byDay('2026-11-16', [0, 1, 0, 0, 2, 0, 0], [1, 0, 0, 0, 1, 0, 0]),
			byType: breakdown([
				['user_report', 2, 1],
				['moderation_decision', 1, 1],
			]),
			decisions: change(1, 1),
			decisionsByLabel: breakdown([['spam', 1, 1]]),
			decisionsBySource: breakdown([['human', 1, 1]]),
			reports: change(2, 1),
			reportsByLabel: breakdown([['harassment', 2, 1]]),
			appeals: change(0, 0),
			failed: 0,
			agreement: { ...known(1), n: 1 },
		},
		visitors: {
			entries: change(120, 110),
			isIncomplete: false,
			onSite: 4,
			checkedOut: 113,
			checkOutShare: known(113 / 119),
			medianStaySeconds: known(5_400),
			byDay: byDay('2026-11-16', [22, 20, 24, 21, 19, 9, 5], [20, 18, 21, 20, 17, 9, 5]),
			byHour: hourGrid(120, 5),
			byGate: breakdown([
				['Main gate', 88, 80],
				['Gate 3', 32, 30],
			]),
			byPurpose: breakdown([
				['delivery', 70, 66],
				['maintenance', 50, 44],
			]),
			statistics: [],
		},
		dangerZones: {
			count: 2,
			isIncomplete: false,
			byRisk: [
				{ value: 'high', count: 1 },
				{ value: 'medium', count: 1 },
			],
			list: [
				{
					id: 'zone_1',
					name: 'Obalende bus park',
					riskLevel: 'high',
					incidents: 14,
					latitude: 6.44,
					longitude: 3.41,
					radiusMeters: 300,
					lastIncidentAt: '2026-11-20T21:10:00.000Z',
				},
				{
					id: 'zone_2',
					name: '',
					riskLevel: 'medium',
					incidents: null,
					latitude: null,
					longitude: null,
					radiusMeters: null,
					lastIncidentAt: null,
				},
			],
			leftOut: 0,
		},
		safetyScores: {
			groups: [
				{
					kind: 'drivers',
					count: 3,
					mean: known(82.4),
					lowest: DRIVERS.slice(0, 3).map(([name, , , worstBehavior, score], index) => ({
						id: `28147${index}`,
						name,
						score,
						driveDistanceMeters: 1_840_000,
						worstBehavior,
					})),
				},
			],
			places: [{ latitude: 6.44, longitude: 3.41, score: 61, level: 'caution' }],
		},
	};
}

const none = change(0, 0);
const NO_BREAKDOWN = breakdown([]);

/** A week without any record. */
export function emptyFigures(): Figures {
	const sample = sampleFigures();
	const reason = unknown('No incident of the period has both times');
	const noGrid = hourGrid(0, 1);
	const noSpan: ClockSpan = {
		n: 0,
		running: 0,
		unusable: 0,
		medianSeconds: reason,
		p90Seconds: reason,
		longestSeconds: reason,
		withinTarget: { met: 0, missed: 0, tooRecent: 0, share: reason },
	};
	const zeros = new Array<number>(7).fill(0);
	return {
		...sample,
		headline: {
			incidents: 'none',
			safetyEvents: 'none',
			needsAction: 0,
			overdue: 0,
			unreadableServices: 0,
		},
		needsAction: {
			total: 0,
			counts: {
				incidentOverdue: 0,
				incidentOpen: 0,
				eventNotReviewed: 0,
				eventNeedsCoaching: 0,
				eventWithoutDriver: 0,
			},
			list: [],
		},
		incidents: {
			...sample.incidents,
			total: none,
			closed: 0,
			cancelled: none,
			cancelledShare: reason,
			open: {
				count: 0,
				overdue: 0,
				oldestSeconds: unknown('No incident is open'),
				byAge: [],
				withoutTime: 0,
			},
			byDay: byDay('2026-11-16', zeros, zeros),
			byHour: noGrid,
			runChart: runChart('day', '2026-11-09', zeros, zeros),
			byCategory: NO_BREAKDOWN,
			bySeverity: NO_BREAKDOWN,
			byStatus: NO_BREAKDOWN,
			clocks: sample.incidents.clocks.map((clock) => ({
				...clock,
				now: noSpan,
				before: noSpan,
				distribution: [],
			})),
			drills: { count: none, open: 0, clocks: [] },
		},
		safetyEvents: {
			...sample.safetyEvents,
			total: none,
			dismissed: none,
			counted: none,
			byDay: byDay('2026-11-16', zeros, zeros),
			byHour: noGrid,
			runChart: runChart('day', '2026-11-09', zeros, zeros),
			byLabel: NO_BREAKDOWN,
			byState: NO_BREAKDOWN,
			byVehicle: NO_BREAKDOWN,
			review: {
				notReviewed: 0,
				notReviewedShare: reason,
				notReviewedAfterDay: { now: reason, before: reason },
			},
			coaching: {
				needsCoaching: 0,
				coached: 0,
				needsRecognition: 0,
				recognized: 0,
				reviewed: 0,
				dismissed: 0,
				completion: reason,
				withoutDriver: 0,
			},
			rate: { ...rate(0, null), unit: 'none', before: null },
			drivers: { events: 0, coachAbove: null, list: [], leftOut: 0, hasExposure: false },
		},
		moderation: {
			...sample.moderation,
			total: none,
			byType: NO_BREAKDOWN,
			decisions: none,
			decisionsByLabel: NO_BREAKDOWN,
			decisionsBySource: NO_BREAKDOWN,
			reports: none,
			reportsByLabel: NO_BREAKDOWN,
			agreement: { ...reason, n: 0 },
		},
		visitors: {
			...sample.visitors,
			entries: none,
			onSite: 0,
			checkedOut: 0,
			checkOutShare: reason,
			medianStaySeconds: reason,
			byHour: noGrid,
			byGate: NO_BREAKDOWN,
			byPurpose: NO_BREAKDOWN,
		},
		dangerZones: { count: 0, isIncomplete: false, byRisk: [], list: [], leftOut: 0 },
		safetyScores: { groups: [], places: [] },
		places: { radius: 150, located: 0, withoutPlace: 0, repeatPlaces: 0, list: [], leftOut: 0 },
		dataQuality: {
			items: 0,
			records: NO_RECORDS,
			duplicates: 0,
			unrecognized: { count: 0, shapes: [] },
			unreadable: { count: 0, messages: [] },
			missing: [],
			unknownValues: [],
			contradictoryTimes: 0,
		},
	};
}

/** The same figures where every place has one record. */
export function withoutRepeatPlaces(figures: Figures): Figures {
	const { places } = figures;
	const list = places.list.map((place) => ({ ...place, count: 1 }));
	return { ...figures, places: { ...places, list, repeatPlaces: 0 } };
}
