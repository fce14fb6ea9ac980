import { DAY_MS } from '../period/zone';
import type { VisitorStatisticsRecord, VisitRecord } from '../records/records';
import { breakdownBy } from './breakdown';
import { medianOf, shareOf } from './numbers';
import type { VisitorFigures } from './otherFigures';
import { byDay, byHour } from './overTime';
import type { Timeframe } from './timeframe';

/** The figures of visits. */
export function visitorFigures(
	timeframe: Timeframe,
	all: readonly VisitRecord[],
	statistics: readonly VisitorStatisticsRecord[],
	isIncomplete: boolean,
): VisitorFigures {
	const { asOf } = timeframe.period;
	const selection = timeframe.select(all);
	const { now, before } = selection;
	const old = now.filter(({ time }) => time !== undefined && time <= asOf - DAY_MS);
	const stays = now
		.flatMap(({ time, leftAt }) =>
			time === undefined || leftAt === undefined || leftAt < time ? [] : [(leftAt - time) / 1_000],
		)
		.sort((a, b) => a - b);
	return {
		entries: timeframe.change(now.length, before.length),
		isIncomplete,
		onSite: all.filter((visit) => !hasLeft(visit)).length,
		checkedOut: now.filter(hasLeft).length,
		checkOutShare: shareOf(
			old.filter(hasLeft).length,
			old.length,
			'No visit of the period began a day ago or earlier',
		),
		medianStaySeconds: medianOf(stays, 'No visit of the period has both of its times'),
		byDay: byDay(timeframe, selection),
		byHour: byHour(timeframe, selection),
		byGate: breakdownBy(timeframe, selection, ({ gate }) => gate),
		byPurpose: breakdownBy(timeframe, selection, ({ purpose }) => purpose),
		statistics: statistics.map(({ totalEntries, currentVisitors, checkedOut, ...rest }) => ({
			totalEntries: totalEntries ?? null,
			currentVisitors: currentVisitors ?? null,
			checkedOut: checkedOut ?? null,
			averageStayMinutes: rest.averageStayMinutes ?? null,
		})),
	};
}

/** A status is assumed to say so, too. */
function hasLeft({ leftAt, status }: VisitRecord): boolean {
	return leftAt !== undefined || /^(?:checked[ _-]?out|exited|left)$/i.test(status);
}
