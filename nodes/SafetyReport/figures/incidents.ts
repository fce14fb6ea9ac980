import type { IncidentRecord } from '../records/records';
import { breakdownBy } from './breakdown';
import { clocksOf, drillClocks } from './clocks';
import type { IncidentFigures, OpenIncidents } from './incidentFigures';
import { CLOCKS, isCancelled, isOpen, readClock } from './lifecycle';
import { known, shareOf, unknown } from './numbers';
import { byDay, byHour } from './overTime';
import { runChartOf } from './runChart';
import type { FigureSettings } from './settings';
import type { Timeframe } from './timeframe';

/** The figures of incidents; drills apart. */
export function incidentFigures(
	timeframe: Timeframe,
	all: readonly IncidentRecord[],
	settings: FigureSettings,
	isIncomplete: boolean,
): IncidentFigures {
	const { period, change } = timeframe;
	const { asOf } = period;
	const real = all.filter(({ isDrill }) => !isDrill);
	const drills = all.filter(({ isDrill }) => isDrill);
	const selection = timeframe.select(real);
	const drillSelection = timeframe.select(drills);
	const cancelledIn = (incidents: readonly IncidentRecord[]) =>
		incidents.filter(isCancelled).length;
	const answered = {
		now: selection.now.filter((one) => !isCancelled(one)),
		before: selection.before.filter((one) => !isCancelled(one)),
	};
	const total = selection.now.length;
	const cancelled = cancelledIn(selection.now);
	return {
		total: change(total, selection.before.length),
		isIncomplete,
		closed: answered.now.filter((one) => !isOpen(one, asOf)).length,
		cancelled: change(cancelled, cancelledIn(selection.before)),
		cancelledShare: shareOf(cancelled, total, 'There is no incident in the period'),
		open: openIncidents(real, settings, asOf),
		byDay: byDay(timeframe, selection),
		byHour: byHour(timeframe, selection),
		runChart: runChartOf(timeframe, selection),
		byCategory: breakdownBy(timeframe, selection, ({ category }) => category),
		bySeverity: breakdownBy(timeframe, selection, ({ severity }) => severity),
		byStatus: breakdownBy(timeframe, selection, ({ status }) => status),
		clocks: clocksOf(timeframe, answered, settings),
		responseClock: settings.responseClock,
		drills: {
			count: change(drillSelection.now.length, drillSelection.before.length),
			open: drills.filter((drill) => isOpen(drill, asOf)).length,
			clocks: drillClocks(
				drillSelection.now.filter((one) => !isCancelled(one)),
				asOf,
			),
		},
	};
}

const HOUR_SECONDS = 3_600;
/** Hours at which the bands of age begin. */
const AGES = [0, 1, 4, 24, 168];

function openIncidents(
	real: readonly IncidentRecord[],
	settings: FigureSettings,
	asOf: number,
): OpenIncidents {
	const open = real.filter((incident) => isOpen(incident, asOf));
	const ages = open.flatMap(({ time }) => (time === undefined ? [] : [ageOf(time, asOf)]));
	const hasTarget = CLOCKS.some((clock) => settings.targets[clock] !== undefined);
	const inBand = (fromHours: number, toHours: number) =>
		ages.filter((age) => age >= fromHours * HOUR_SECONDS && age < toHours * HOUR_SECONDS).length;
	return {
		count: open.length,
		overdue: hasTarget ? open.filter((one) => isOverdue(one, settings, asOf)).length : null,
		oldestSeconds:
			ages.length === 0
				? unknown('There is no open incident with a time')
				: known(ages.reduce((oldest, age) => Math.max(oldest, age), 0)),
		byAge: AGES.map((fromHours, index) => ({
			fromHours,
			toHours: AGES[index + 1] ?? null,
			count: inBand(fromHours, AGES[index + 1] ?? Infinity),
		})),
		withoutTime: open.length - ages.length,
	};
}

/** Seconds; 0 for a record that is newer than the clock of this host. */
export const ageOf = (time: number, asOf: number) => Math.max(0, asOf - time) / 1_000;

/** Whether an open incident has a clock that runs longer than its target. */
export function isOverdue(
	incident: IncidentRecord,
	{ targets }: Pick<FigureSettings, 'targets'>,
	asOf: number,
): boolean {
	return CLOCKS.some((clock) => {
		const target = targets[clock];
		if (target === undefined) return false;
		const reading = readClock(clock, incident, asOf);
		return reading?.state === 'running' && ageOf(reading.from, asOf) > target * 60;
	});
}
