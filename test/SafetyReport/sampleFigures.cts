import type { Figures } from '../../nodes/SafetyReport/figures/figures.ts';
import type { ClockFigures } from '../../nodes/SafetyReport/figures/incidentFigures.ts';
import type {
	Breakdown,
	Change,
	Figure,
	Group,
	HourGrid,
	RunChart,
} from '../../nodes/SafetyReport/figures/values.ts';

/** Figures of one week as a report may show them, written by hand: some numbers are missing, and say why. */

const FEW = 'Fewer than 20 records in one of the two periods, so a percentage would mislead';

const no = (reason: string): Figure => ({ value: null, reason });

function change(now: number, before: number): Change {
	const signalScore = 2 * (Math.sqrt(now) - Math.sqrt(before));
	return {
		now,
		before,
		difference: now - before,
		percent: now < 20 || before < 20 ? no(FEW) : { value: (100 * (now - before)) / before },
		signalScore,
		signal: signalScore > 3 ? 'up' : signalScore < -3 ? 'down' : 'none',
	};
}

function breakdown(rows: Array<[string, number, number]>, severalPerRecord = false): Breakdown {
	const all = rows.reduce((sum, [, now]) => sum + now, 0);
	const groups = rows.map(
		([value, now, before]): Group => ({ value, share: now / all, ...change(now, before) }),
	);
	return { groups, leftOut: { values: 0, now: 0, before: 0 }, severalPerRecord };
}

const DAYS = [16, 17, 18, 19, 20, 21, 22];

const days = (counts: number[], before: number[]) =>
	DAYS.map((day, index) => ({
		date: `2026-11-${day}`,
		weekday: index + 1,
		count: counts[index] ?? 0,
		before: before[index] ?? null,
	}));

function grid(at: Array<[weekday: number, hour: number, count: number]>): HourGrid {
	const rows = DAYS.map((_day, index) => ({
		weekday: index + 1,
		days: 1,
		hours: Array.from(
			{ length: 24 },
			(_none, hour) => at.find(([day, when]) => day === index + 1 && when === hour)?.[2] ?? 0,
		),
	}));
	return { rows, most: Math.max(0, ...at.map(([, , count]) => count)) };
}

function runChart(before: number[], now: number[], median: number): RunChart {
	const points = [...before, ...now].map((count, index) => ({
		date: `2026-11-${String(9 + index).padStart(2, '0')}`,
		count,
		inPeriod: index >= 7,
		isComplete: true,
	}));
	return { unit: 'day', points, median: { value: median }, shift: 'none' };
}

const clock = (
	name: ClockFigures['clock'],
	medians: [now: number, before: number],
	target: number | null,
): ClockFigures => ({
	clock: name,
	now: {
		n: 22,
		running: 3,
		unusable: 1,
		medianSeconds: { value: medians[0] },
		p90Seconds: { value: medians[0] * 3 },
		longestSeconds: { value: medians[0] * 5 },
		withinTarget: {
			met: target === null ? 0 : 19,
			missed: target === null ? 0 : 4,
			tooRecent: target === null ? 0 : 2,
			share: target === null ? no('No target is set for this clock') : { value: 19 / 23 },
		},
	},
	before: {
		n: 9,
		running: 0,
		unusable: 0,
		medianSeconds: { value: medians[1] },
		p90Seconds: no('9 records; the 90th percentile needs at least 10'),
		longestSeconds: { value: medians[1] * 4 },
		withinTarget: {
			met: target === null ? 0 : 7,
			missed: target === null ? 0 : 2,
			tooRecent: 0,
			share: target === null ? no('No target is set for this clock') : { value: 7 / 9 },
		},
	},
	targetMinutes: target,
	distribution: [
		{ fromSeconds: 0, toSeconds: 60, count: 4 },
		{ fromSeconds: 60, toSeconds: 120, count: 8 },
		{ fromSeconds: 120, toSeconds: 300, count: 6 },
		{ fromSeconds: 300, toSeconds: 600, count: 3 },
		{ fromSeconds: 600, toSeconds: null, count: 1 },
	],
});

const noTime = no('No drill has the times of this clock');
const noRecords = { period: 0, comparison: 0, outside: 0, withoutTime: 0 };

export const sampleFigures: Figures = {
	schemaVersion: 1,
	period: {
		from: '2026-11-15T23:00:00.000Z',
		to: '2026-11-22T23:00:00.000Z',
		days: 7,
		kind: 'lastWeek',
		timeZone: 'Europe/Berlin',
		weekStartsOn: 1,
		asOf: '2026-11-23T06:00:00.000Z',
		isOver: true,
		comparison: {
			from: '2026-11-08T23:00:00.000Z',
			to: '2026-11-15T23:00:00.000Z',
			days: 7,
			kind: 'previous',
			periods: 1,
			equalLength: true,
		},
	},
	headline: {
		incidents: 'up',
		safetyEvents: 'none',
		needsAction: 9,
		overdue: 1,
		unreadableServices: 1,
	},
	needsAction: {
		total: 9,
		counts: {
			incidentOverdue: 1,
			incidentOpen: 3,
			eventNotReviewed: 5,
			eventNeedsCoaching: 1,
			eventWithoutDriver: 2,
		},
		list: [
			{
				kind: 'incidentOverdue',
				id: 'inc_a1b2c3d4e5f6g7h8',
				what: 'location_threat',
				severity: 'critical',
				status: 'on_scene',
				since: '2026-11-22T19:30:00.000Z',
				ageSeconds: 37_800,
				where: 'Gate 4, 12 Marina Road <Lagos>',
				url: '',
			},
			{
				kind: 'eventNotReviewed',
				id: '212014918174029-1690000000001',
				what: 'Braking',
				severity: '',
				status: 'needsReview',
				since: '2026-11-21T10:15:00.000Z',
				ageSeconds: 157_500,
				where: 'Truck 14',
				url: 'https://cloud.samsara.com/o/1/fleet/reports/safety/vehicle/1/incident/1',
			},
		],
	},
	incidents: {
		total: change(28, 11),
		isIncomplete: true,
		closed: 22,
		cancelled: change(3, 1),
		cancelledShare: { value: 3 / 28 },
		open: {
			count: 3,
			overdue: 1,
			oldestSeconds: { value: 37_800 },
			byAge: [
				{ fromHours: 0, toHours: 1, count: 1 },
				{ fromHours: 1, toHours: 4, count: 1 },
				{ fromHours: 4, toHours: 24, count: 1 },
				{ fromHours: 24, toHours: 168, count: 0 },
				{ fromHours: 168, toHours: null, count: 0 },
			],
			withoutTime: 0,
		},
		byDay: days([3, 5, 2, 4, 6, 7, 1], [2, 1, 1, 3, 2, 2, 0]),
		byHour: grid([
			[1, 8, 3],
			[2, 17, 5],
			[3, 9, 2],
			[4, 22, 4],
			[5, 23, 6],
			[6, 1, 7],
			[7, 14, 1],
		]),
		runChart: runChart([2, 1, 1, 3, 2, 2, 0], [3, 5, 2, 4, 6, 7, 1], 2),
		byCategory: breakdown([
			['location_threat', 14, 4],
			['medical', 9, 5],
			['', 5, 2],
		]),
		bySeverity: breakdown([
			['high', 12, 6],
			['critical', 9, 1],
			['low', 7, 4],
		]),
		byStatus: breakdown([
			['resolved', 22, 10],
			['on_scene', 3, 0],
			['cancelled', 3, 1],
		]),
		clocks: [
			clock('createdToAssigned', [95, 120], 5),
			clock('assignedToOnScene', [540, 480], null),
			clock('createdToOnScene', [640, 610], null),
			clock('createdToResolved', [3_600, 4_100], 120),
		],
		responseClock: 'createdToAssigned',
		drills: {
			count: change(2, 0),
			open: 0,
			clocks: [
				{ clock: 'createdToAssigned', n: 2, medianSeconds: { value: 70 } },
				{ clock: 'assignedToOnScene', n: 0, medianSeconds: noTime },
				{ clock: 'createdToOnScene', n: 0, medianSeconds: noTime },
				{ clock: 'createdToResolved', n: 2, medianSeconds: { value: 900 } },
			],
		},
	},
	safetyEvents: {
		total: change(44, 40),
		isIncomplete: false,
		dismissed: change(4, 6),
		counted: change(40, 34),
		byDay: days([8, 7, 6, 9, 8, 4, 2], [7, 6, 6, 8, 7, 4, 2]),
		byHour: grid([
			[1, 7, 8],
			[2, 16, 7],
			[3, 16, 6],
			[4, 7, 9],
			[5, 17, 8],
			[6, 11, 4],
			[7, 12, 2],
		]),
		runChart: runChart([7, 6, 6, 8, 7, 4, 2], [8, 7, 6, 9, 8, 4, 2], 7),
		byLabel: breakdown(
			[
				['Braking', 25, 20],
				['MobileUsage', 12, 9],
				['HarshTurn', 8, 7],
			],
			true,
		),
		byState: breakdown([
			['coached', 18, 20],
			['needsReview', 5, 2],
			['reviewed', 16, 12],
			['dismissed', 4, 6],
			['needsCoaching', 1, 0],
		]),
		byVehicle: breakdown([
			['Truck 14', 22, 15],
			['Truck 9 & trailer', 18, 19],
		]),
		review: {
			notReviewed: 5,
			notReviewedShare: { value: 5 / 44 },
			notReviewedAfterDay: { now: { value: 3 / 42 }, before: { value: 2 / 40 } },
		},
		coaching: {
			needsCoaching: 1,
			coached: 18,
			needsRecognition: 0,
			recognized: 0,
			reviewed: 16,
			dismissed: 4,
			completion: { value: 18 / 19 },
			withoutDriver: 2,
		},
		rate: {
			per1000: { value: 3.2 },
			exposure: 12_500,
			unit: 'miles',
			before: { per1000: no('No exposure is known for the comparison'), exposure: null },
		},
		drivers: {
			events: 38,
			coachAbove: 4,
			list: [
				{
					driver: '5001',
					name: 'Chidi O’Neill',
					...change(14, 9),
					rate: { per1000: { value: 5.6 }, exposure: 2_500 },
					rateBefore: no('No exposure is known for the comparison'),
					notReviewed: 3,
					notReviewedShare: { value: 3 / 15 },
					needsCoaching: 1,
					coached: 8,
					dismissed: 1,
					topLabel: 'Braking',
					isAboveLine: true,
					safetyScore: { value: 71 },
				},
				{
					driver: '5002',
					name: '=HYPERLINK("http://x.example","Ada")',
					...change(4, 6),
					rate: { per1000: no('No exposure is known for this driver'), exposure: null },
					rateBefore: no('No exposure is known for the comparison'),
					notReviewed: 0,
					notReviewedShare: { value: 0 },
					needsCoaching: 0,
					coached: 3,
					dismissed: 0,
					topLabel: 'MobileUsage',
					isAboveLine: null,
					safetyScore: no('The input has no safety score of this driver'),
				},
			],
			leftOut: 3,
			hasExposure: true,
		},
	},
	moderation: {
		total: change(6, 0),
		isIncomplete: false,
		byDay: days([1, 1, 2, 0, 2, 0, 0], [0, 0, 0, 0, 0, 0, 0]),
		byType: breakdown([
			['moderation_decision', 4, 0],
			['user_report', 2, 0],
		]),
		decisions: change(4, 0),
		decisionsByLabel: breakdown([['spam', 4, 0]], true),
		decisionsBySource: breakdown([['human_moderator', 4, 0]]),
		reports: change(2, 0),
		reportsByLabel: breakdown([['scam', 2, 0]], true),
		appeals: change(0, 0),
		failed: 0,
		agreement: { value: null, reason: 'The input has no decision that SafetyKit rated', n: 0 },
	},
	visitors: {
		entries: change(31, 25),
		isIncomplete: false,
		onSite: 2,
		checkedOut: 29,
		checkOutShare: { value: 29 / 31 },
		medianStaySeconds: { value: 5_400 },
		byDay: days([6, 6, 5, 7, 7, 0, 0], [5, 5, 5, 5, 5, 0, 0]),
		byHour: grid([[1, 9, 6]]),
		byGate: breakdown([['North', 31, 25]]),
		byPurpose: breakdown([
			['Delivery', 20, 15],
			['', 11, 10],
		]),
		statistics: [
			{ totalEntries: 31, currentVisitors: 2, checkedOut: 29, averageStayMinutes: null },
		],
	},
	dangerZones: {
		count: 1,
		isIncomplete: true,
		byRisk: [{ value: 'high', count: 1 }],
		list: [
			{
				id: 'zone_1',
				name: 'Marina',
				riskLevel: 'high',
				incidents: 12,
				latitude: 6.45,
				longitude: 3.4,
				radiusMeters: 400,
				lastIncidentAt: '2026-11-21T20:00:00.000Z',
			},
		],
		leftOut: 0,
	},
	safetyScores: {
		groups: [
			{
				kind: 'drivers',
				count: 2,
				mean: { value: 80.5 },
				lowest: [
					{
						id: '5001',
						name: 'Chidi O’Neill',
						score: 71,
						driveDistanceMeters: 4_023_360,
						worstBehavior: 'harshBrake',
					},
				],
			},
		],
		places: [{ latitude: 6.45, longitude: 3.4, score: 58, level: 'moderate' }],
	},
	places: {
		radius: 200,
		located: 60,
		withoutPlace: 8,
		repeatPlaces: 2,
		list: [
			{
				latitude: 6.4541,
				longitude: 3.3947,
				address: 'Gate 4, 12 Marina Road <Lagos>',
				count: 9,
				before: 3,
				incidents: 9,
				safetyEvents: 0,
			},
			{
				latitude: 6.52,
				longitude: 3.37,
				address: '',
				count: 4,
				before: 5,
				incidents: 0,
				safetyEvents: 4,
			},
			{
				latitude: 6.6,
				longitude: 3.35,
				address: '',
				count: 1,
				before: 0,
				incidents: 1,
				safetyEvents: 0,
			},
		],
		leftOut: 0,
	},
	dataQuality: {
		items: 190,
		records: {
			incident: { period: 30, comparison: 11, outside: 4, withoutTime: 1 },
			safetyEvent: { period: 44, comparison: 40, outside: 0, withoutTime: 0 },
			moderation: { period: 6, comparison: 0, outside: 0, withoutTime: 0 },
			visit: { period: 31, comparison: 25, outside: 0, withoutTime: 0 },
			visitorStatistics: noRecords,
			dangerZone: noRecords,
			safetyScore: noRecords,
			placeScore: noRecords,
		},
		duplicates: 3,
		unrecognized: { count: 1, shapes: [{ fields: ['date', 'note'], count: 1 }] },
		unreadable: {
			count: 1,
			messages: [
				{ service: 'Sety', message: 'Sety did not answer "List danger zones" in time', count: 1 },
			],
		},
		missing: [{ kind: 'incident', field: 'category', count: 5 }],
		unknownValues: [{ kind: 'incident', field: 'severity', value: 'meh', count: 1 }],
		contradictoryTimes: 1,
	},
};
