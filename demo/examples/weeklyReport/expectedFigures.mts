import type { StoredRecords } from '../checks.mts';

/** Milliseconds; `to` does not belong to it. */
export interface Span {
	from: number;
	to: number;
}

/** By the name of the figure. */
export type Counts = Record<string, number>;

/** What a report has to say about a span, counted from the records of the sandbox. */
export function expectedFigures(stored: StoredRecords, { from, to }: Span): Counts {
	const isWithin = (time: string) => Date.parse(time) >= from && Date.parse(time) < to;
	const all = stored.incidents.filter(({ created_at }) => isWithin(created_at));
	const incidents = all.filter(({ is_drill }) => !is_drill);
	const visits = stored.accessLogs.filter(({ entry_time }) => isWithin(entry_time));
	const events = stored.safetyEvents.filter(({ startMs }) => isWithin(startMs));
	const dismissed = events.filter(({ eventState }) => eventState === 'dismissed');
	const counted = events.filter((event) => !dismissed.includes(event));
	const secondsTo = (status: string) =>
		incidents
			.filter((incident) => incident.status !== 'cancelled')
			.flatMap(({ created_at, timeline }) =>
				timeline
					.filter((step) => step.status === status)
					.slice(0, 1)
					.map(({ timestamp }) => (Date.parse(timestamp) - Date.parse(created_at)) / 1_000),
			);
	return withoutZeros({
		incidents: incidents.length,
		drills: all.length - incidents.length,
		cancelled: incidents.filter(({ status }) => status === 'cancelled').length,
		...tally('category', incidents, ({ category }) => [category]),
		...tally('severity', incidents, ({ severity }) => [severity]),
		...tally('status', incidents, ({ status }) => [status]),
		...clock('createdToAssigned', secondsTo('assigned')),
		...clock('createdToResolved', secondsTo('resolved')),
		visits: visits.length,
		...tally('gate', visits, ({ gate }) => [gate ?? '']),
		events: events.length,
		dismissed: dismissed.length,
		counted: counted.length,
		...tally('state', events, ({ eventState }) => [eventState]),
		...tally('label', counted, ({ behaviorLabels }) =>
			behaviorLabels.length === 0 ? [''] : behaviorLabels.map(({ label }) => label),
		),
		...tally('driver', counted, ({ driver }) =>
			driver.name === '' ? [] : [onOneLine(driver.name)],
		),
	});
}

/** Names that differ in white space only count as one here. */
export const onOneLine = (name: string): string => name.replaceAll(/\s+/g, ' ').trim();

/** Whether a value is missing or 0 says the same here: a list leaves out what it has no record of. */
export const withoutZeros = (counts: Counts): Counts =>
	Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0));

function tally<T>(name: string, records: readonly T[], valuesOf: (record: T) => string[]): Counts {
	const counts: Counts = {};
	for (const value of records.flatMap(valuesOf)) {
		const key = `${name} ${value}`;
		counts[key] = (counts[key] ?? 0) + 1;
	}
	return counts;
}

function clock(name: string, seconds: number[]): Counts {
	const sorted = seconds.toSorted((a, b) => a - b);
	const lower = sorted[Math.ceil(sorted.length / 2) - 1];
	const upper = sorted[Math.floor(sorted.length / 2)];
	if (lower === undefined || upper === undefined) return {};
	return { [`${name} n`]: sorted.length, [`${name} median`]: (lower + upper) / 2 };
}

/** Names of the figures that differ, with both values. */
export const unequal = (expected: Counts, actual: Counts) =>
	[...new Set([...Object.keys(expected), ...Object.keys(actual)])]
		.filter((name) => expected[name] !== actual[name])
		.map((name) => ({ name, expected: expected[name], actual: actual[name] }));
