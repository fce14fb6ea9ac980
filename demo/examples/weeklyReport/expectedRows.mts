import type { StoredRecords } from '../checks.mts';

/** Milliseconds; from and to as they were asked for. */
export interface Week {
	from: number;
	to: number;
}

/** A number that the report has to have, computed from the records of the sandbox. */
export interface ExpectedRow {
	section: string;
	key: string;
	value: number;
}

/** All that the report has to say about one week, as far as it can be counted. */
export function expectedRows(stored: StoredRecords, { from, to }: Week): ExpectedRow[] {
	const inWeek = (time: string) => Date.parse(time) >= from && Date.parse(time) <= to;
	const all = stored.incidents.filter(({ created_at }) => inWeek(created_at));
	const incidents = all.filter(({ is_drill }) => !is_drill);
	const visits = stored.accessLogs.filter(({ entry_time }) => inWeek(entry_time));
	// Samsara's end of a time span does not belong to it.
	const events = stored.safetyEvents.filter(
		({ startMs }) => inWeek(startMs) && Date.parse(startMs) < to,
	);
	const minutesTo = (status: string) =>
		incidents.flatMap(({ created_at, timeline }) =>
			timeline
				.filter((step) => step.status === status)
				.map(({ timestamp }) => (Date.parse(timestamp) - Date.parse(created_at)) / 60_000),
		);
	const rows: Array<[string, string, number | undefined]> = [
		['Incidents', 'incidents', incidents.length],
		['Incidents', 'drills (not counted above or below)', all.length - incidents.length],
		['Incidents', 'cancelled, % of incidents', percent(incidents, 'status', 'cancelled')],
		['Incidents', 'resolved, % of incidents', percent(incidents, 'status', 'resolved')],
		['Incidents', 'median minutes until assigned', median(minutesTo('assigned'))],
		['Incidents', 'median minutes until resolved', median(minutesTo('resolved'))],
		...tally('Incidents by category', incidents, ({ category }) => [category]),
		...tally('Incidents by severity', incidents, ({ severity }) => [severity]),
		...tally('Incidents by status', incidents, ({ status }) => [status]),
		['Visitors', 'entries', visits.length],
		['Visitors', 'checked out', visits.filter(({ checkout_time }) => checkout_time).length],
		['Visitors', 'not checked out', visits.filter(({ checkout_time }) => !checkout_time).length],
		['Safety events', 'safety events', events.length],
		[
			'Safety events',
			'not reviewed yet, % of events',
			percent(events, 'eventState', 'needsReview'),
		],
		...tally('Safety events by behavior', events, ({ behaviorLabels }) =>
			behaviorLabels.length === 0 ? ['no label'] : behaviorLabels.map(({ label }) => label),
		),
		...tally('Safety events by state', events, ({ eventState }) => [eventState]),
		...topTen(tally('Safety events by vehicle, top 10', events, ({ asset }) => [asset.name])),
		...topTen(
			tally('Safety events by driver, top 10', events, ({ driver }) => [
				driver.name === '' ? 'nobody assigned' : driver.name,
			]),
		),
	];
	return rows.flatMap(([section, key, value]) =>
		value === undefined ? [] : [{ section, key, value }],
	);
}

const rounded = (value: number) => Number(value.toFixed(1));

function percent<T>(records: readonly T[], field: keyof T, wanted: string): number | undefined {
	const part = records.filter((one) => one[field] === wanted).length;
	return records.length === 0 ? undefined : rounded((part / records.length) * 100);
}

function median(values: number[]): number | undefined {
	const sorted = values.toSorted((a, b) => a - b);
	const half = Math.floor(sorted.length / 2);
	const upper = sorted[half];
	const lower = sorted.length % 2 === 0 ? sorted[half - 1] : upper;
	return upper === undefined || lower === undefined ? undefined : rounded((lower + upper) / 2);
}

function tally<T>(
	section: string,
	records: readonly T[],
	keysOf: (record: T) => string[],
): Array<[string, string, number]> {
	const keys = records.flatMap(keysOf);
	return [...new Set(keys)].map((key) => [section, key, keys.filter((one) => one === key).length]);
}

const topTen = (counted: Array<[string, string, number]>) =>
	counted.toSorted(([, a, most], [, b, less]) => less - most || (a < b ? -1 : 1)).slice(0, 10);
