import type { SafetyEventRecord, SafetyScoreRecord } from '../records/records';
import { compareTexts, known, shareOf, unknown } from './numbers';
import { rateOf } from './rates';
import type { DriverFigures, DriverRow } from './safetyEventFigures';
import type { FigureSettings } from './settings';
import type { Selection, Timeframe } from './timeframe';

/** The most drivers of the list. */
export const MOST_DRIVERS = 50;

interface Driver {
	id: string;
	name: string;
	/** Whether no other driver has the name: what was driven under it is theirs. */
	isOnlyOfName: boolean;
	events: SafetyEventRecord[];
	before: SafetyEventRecord[];
}

/** Drivers by their events, beside how far they drove. */
export function driverFigures(
	timeframe: Timeframe,
	selection: Selection<SafetyEventRecord>,
	scores: readonly SafetyScoreRecord[],
	settings: FigureSettings,
): DriverFigures {
	const scoreOf = new Map(
		scores
			.filter(({ scoreOf: kind }) => kind === 'drivers')
			.map(({ id, score }) => [id.toLowerCase(), score]),
	);
	const rows = driversIn(selection).map((driver) => rowOf(timeframe, driver, scoreOf, settings));
	const { exposure, coachAbove = null } = settings;
	return {
		events: rows.reduce((sum, { now }) => sum + now, 0),
		coachAbove,
		list: rows.sort(inOrder).slice(0, MOST_DRIVERS),
		leftOut: Math.max(0, rows.length - MOST_DRIVERS),
		hasExposure: exposure.unit !== 'none' && exposure.byDriver.size > 0,
	};
}

function inOrder(a: DriverRow, b: DriverRow): number {
	const rate = ({ rate: { per1000 } }: DriverRow) => per1000.value ?? -1;
	return rate(b) - rate(a) || b.now - a.now || compareTexts(a.driver, b.driver);
}

/** Drivers by ID. The simplified output of an event has the name alone, which other events may belong to an ID. */
function driversIn({ now, before }: Selection<SafetyEventRecord>): Driver[] {
	const idOfName = new Map<string, string>();
	const namesOf = new Map<string, string>();
	for (const { driverId, driverName } of [...before, ...now]) {
		if (driverId === '' || driverName === '') continue;
		const other = idOfName.get(driverName);
		// Two drivers of one name stay apart.
		idOfName.set(driverName, other === undefined || other === driverId ? driverId : '');
		namesOf.set(driverId, driverName);
	}
	const drivers = new Map<string, Driver>();
	const add = (event: SafetyEventRecord, span: 'before' | 'events') => {
		const { driverId, driverName } = event;
		const id = driverId || idOfName.get(driverName) || driverName;
		if (id === '') return;
		let driver = drivers.get(id);
		if (driver === undefined) {
			const name = namesOf.get(id) ?? driverName;
			const isOnlyOfName = (idOfName.get(name) ?? id) === id;
			driver = { id, name, isOnlyOfName, events: [], before: [] };
			drivers.set(id, driver);
		}
		driver[span].push(event);
	};
	for (const event of now) add(event, 'events');
	for (const event of before) add(event, 'before');
	return [...drivers.values()];
}

function rowOf(
	{ change, average }: Timeframe,
	{ id, name, isOnlyOfName, events, before }: Driver,
	scoreOf: ReadonlyMap<string, number>,
	{ exposure, coachAbove }: FigureSettings,
): DriverRow {
	const inState = (wanted: string) => events.filter(({ state }) => state === wanted).length;
	const dismissed = inState('dismissed');
	const counted = events.length - dismissed;
	const countedBefore = before.filter(({ state }) => state !== 'dismissed').length;
	const { unit, least } = exposure;
	const drove = (of: ReadonlyMap<string, number>) =>
		of.get(id.toLowerCase()) ?? (isOnlyOfName ? of.get(name.toLowerCase()) : undefined);
	const rate = rateOf(counted, drove(exposure.byDriver), unit, least);
	const rateBefore = rateOf(
		average(countedBefore) ?? 0,
		drove(exposure.byDriverBefore),
		unit,
		least,
	);
	const score = scoreOf.get(id.toLowerCase());
	const measure = unit === 'none' ? counted : rate.per1000.value;
	const notReviewed = inState('needsReview');
	return {
		driver: id,
		name,
		...change(counted, countedBefore),
		rate,
		rateBefore: rateBefore.per1000,
		notReviewed,
		notReviewedShare: shareOf(notReviewed, events.length, 'The driver has no event in the period'),
		needsCoaching: inState('needsCoaching'),
		coached: inState('coached'),
		dismissed,
		topLabel: mostFrequentLabel(events),
		isAboveLine: coachAbove === undefined || measure === null ? null : measure > coachAbove,
		safetyScore:
			score === undefined ? unknown('The input has no safety score of this driver') : known(score),
	};
}

function mostFrequentLabel(events: readonly SafetyEventRecord[]): string {
	const counts = new Map<string, number>();
	for (const { state, labels } of events) {
		if (state === 'dismissed') continue;
		for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
	}
	const [top] = [...counts].sort(([a, one], [b, other]) => other - one || compareTexts(a, b));
	return top?.[0] ?? '';
}
