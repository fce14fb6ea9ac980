import { DAY_MS } from '../period/zone';
import type { SafetyEventRecord, SafetyScoreRecord } from '../records/records';
import { breakdownBy, breakdownByAll } from './breakdown';
import { driverFigures } from './drivers';
import { shareOf, unknown } from './numbers';
import { byDay, byHour } from './overTime';
import { rateOf } from './rates';
import { runChartOf } from './runChart';
import type { CoachingFigures, SafetyEventFigures } from './safetyEventFigures';
import type { FigureSettings } from './settings';
import type { Timeframe } from './timeframe';
import { NO_COMPARISON } from './timeframe';

export const isDismissed = ({ state }: SafetyEventRecord) => state === 'dismissed';
export const isNotReviewed = ({ state }: SafetyEventRecord) => state === 'needsReview';
export const hasNoDriver = ({ driverId, driverName }: SafetyEventRecord) =>
	driverId === '' && driverName === '';

/** The figures of safety events. */
export function safetyEventFigures(
	timeframe: Timeframe,
	all: readonly SafetyEventRecord[],
	scores: readonly SafetyScoreRecord[],
	settings: FigureSettings,
	isIncomplete: boolean,
): SafetyEventFigures {
	const { change, average } = timeframe;
	const selection = timeframe.select(all);
	const counted = {
		now: selection.now.filter((event) => !isDismissed(event)),
		before: selection.before.filter((event) => !isDismissed(event)),
	};
	const total = selection.now.length;
	const totalBefore = selection.before.length;
	const { unit, total: exposure, totalBefore: exposureBefore } = settings.exposure;
	const countedBefore = average(counted.before.length);
	const notReviewed = selection.now.filter(isNotReviewed).length;
	return {
		total: change(total, totalBefore),
		isIncomplete,
		dismissed: change(total - counted.now.length, totalBefore - counted.before.length),
		counted: change(counted.now.length, counted.before.length),
		byDay: byDay(timeframe, selection),
		byHour: byHour(timeframe, selection),
		runChart: runChartOf(timeframe, selection),
		byLabel: breakdownByAll(timeframe, counted, ({ labels }) => labels),
		byState: breakdownBy(timeframe, selection, ({ state }) => state),
		byVehicle: breakdownBy(timeframe, counted, vehicleOf),
		review: {
			notReviewed,
			notReviewedShare: shareOf(notReviewed, total, NO_EVENT),
			notReviewedAfterDay: {
				now: notReviewedAfterDay(selection.now, timeframe),
				before: timeframe.hasComparison
					? notReviewedAfterDay(selection.before, timeframe)
					: unknown(NO_COMPARISON),
			},
		},
		coaching: coachingOf(selection.now),
		rate: {
			unit,
			...rateOf(counted.now.length, exposure, unit),
			before: countedBefore === null ? null : rateOf(countedBefore, exposureBefore, unit),
		},
		drivers: driverFigures(timeframe, selection, scores, settings),
	};
}

const NO_EVENT = 'There is no safety event in the period';

export const vehicleOf = ({ vehicleName, vehicleId }: SafetyEventRecord) =>
	vehicleName || vehicleId;

function notReviewedAfterDay(events: readonly SafetyEventRecord[], { period }: Timeframe) {
	const old = events.filter(({ time }) => time !== undefined && time <= period.asOf - DAY_MS);
	const open = old.filter(isNotReviewed).length;
	return shareOf(open, old.length, 'No safety event is a day old yet');
}

function coachingOf(events: readonly SafetyEventRecord[]): CoachingFigures {
	const having = (wanted: string) => events.filter(({ state }) => state === wanted).length;
	const coached = having('coached');
	const needsCoaching = having('needsCoaching');
	return {
		needsCoaching,
		coached,
		needsRecognition: having('needsRecognition'),
		recognized: having('recognized'),
		reviewed: having('reviewed'),
		dismissed: having('dismissed'),
		completion: shareOf(coached, coached + needsCoaching, 'No safety event was up for coaching'),
		withoutDriver: events.filter((event) => hasNoDriver(event) && !isDismissed(event)).length,
	};
}
