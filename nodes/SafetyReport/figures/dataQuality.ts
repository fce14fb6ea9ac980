import type { ReadItems } from '../records/readItems';
import type { IncidentRecord, RecordKind, ReportRecord } from '../records/records';
import type { DataQuality, RecordCounts } from './figures';
import { CLOCKS, isKnownStatus, readClock } from './lifecycle';
import { compareTexts } from './numbers';
import type { Timeframe } from './timeframe';

/** The most shapes, messages and unknown values that a report names. */
export const MOST_SHAPES = 20;
export const MOST_MESSAGES = 20;
export const MOST_VALUES = 50;

/** Values that Sety and Samsara document; high, medium and the names of risks are assumed. */
const SEVERITIES = new Set(['critical', 'high', 'medium', 'low']);
const EVENT_STATES = new Set([
	'coached',
	'dismissed',
	'needsCoaching',
	'needsRecognition',
	'needsReview',
	'recognized',
	'reviewed',
	'unknown',
]);

/** Fields whose absence a report names, by kind. */
const EXPECTED: {
	[Kind in RecordKind]?: ReadonlyArray<
		readonly [field: string, isMissing: (record: Extract<ReportRecord, { kind: Kind }>) => boolean]
	>;
} = {
	incident: [
		['category', ({ category }) => category === ''],
		['severity', ({ severity }) => severity === ''],
		['status', ({ status }) => status === ''],
		['location', ({ place }) => place === undefined],
		['timeline', ({ hasTimeline }) => !hasTimeline],
	],
	safetyEvent: [
		['behaviorLabels', ({ labels }) => labels.length === 0],
		['driver', ({ driverId, driverName }) => driverId === '' && driverName === ''],
		['eventState', ({ state }) => state === ''],
		['location', ({ place }) => place === undefined],
	],
	visit: [['gate', ({ gate }) => gate === '']],
};

/** What a report could not use, or not trust. */
export function dataQualityOf({ spanOf, period }: Timeframe, read: ReadItems): DataQuality {
	const records = emptyCounts();
	const missing = new Map<string, DataQuality['missing'][number]>();
	const unknownValues = new Map<string, DataQuality['unknownValues'][number]>();
	let contradictoryTimes = 0;
	for (const record of read.records) {
		const counts = records[record.kind];
		const span = 'time' in record ? spanOf(record.time) : 0;
		if ('time' in record && record.time === undefined) counts.withoutTime++;
		else if (span === undefined) counts.outside++;
		else if (span === 0) counts.period++;
		else counts.comparison++;
		if (span !== 0) continue;
		for (const field of missingIn(record)) {
			add(missing, `${record.kind} ${field}`, { kind: record.kind, field });
		}
		for (const { field, value } of unknownIn(record)) {
			add(unknownValues, `${record.kind} ${field} ${value}`, { kind: record.kind, field, value });
		}
		if (record.kind === 'incident' && contradicts(record, period.asOf)) contradictoryTimes++;
	}
	const sorted = <Entry extends { count: number }>(entries: Map<string, Entry>, most: number) =>
		[...entries]
			.sort(([a, one], [b, other]) => other.count - one.count || compareTexts(a, b))
			.slice(0, most)
			.map(([, entry]) => entry);
	return {
		items: read.items,
		records,
		duplicates: read.duplicates,
		unrecognized: {
			count: read.unrecognizedCount,
			shapes: sorted(read.unrecognized, MOST_SHAPES),
		},
		unreadable: {
			count: read.unreadableCount,
			messages: sorted(read.unreadable, MOST_MESSAGES),
		},
		missing: sorted(missing, MOST_VALUES),
		unknownValues: sorted(unknownValues, MOST_VALUES),
		contradictoryTimes,
	};
}

function emptyCounts(): DataQuality['records'] {
	const none = (): RecordCounts => ({ period: 0, comparison: 0, outside: 0, withoutTime: 0 });
	return {
		incident: none(),
		safetyEvent: none(),
		moderation: none(),
		visit: none(),
		visitorStatistics: none(),
		dangerZone: none(),
		safetyScore: none(),
		placeScore: none(),
	};
}

function add<Entry extends object>(
	entries: Map<string, Entry & { count: number }>,
	key: string,
	entry: Entry,
): void {
	const known = entries.get(key);
	if (known === undefined) entries.set(key, { ...entry, count: 1 });
	else known.count++;
}

function missingIn(record: ReportRecord): string[] {
	const expected = (EXPECTED[record.kind] ?? []) as ReadonlyArray<
		readonly [string, (one: ReportRecord) => boolean]
	>;
	return expected.filter(([, isMissing]) => isMissing(record)).map(([field]) => field);
}

function unknownIn(record: ReportRecord): Array<{ field: string; value: string }> {
	if (record.kind === 'safetyEvent') {
		const { state } = record;
		const isKnown = state === '' || EVENT_STATES.has(state);
		return isKnown ? [] : [{ field: 'eventState', value: state }];
	}
	if (record.kind !== 'incident') return [];
	const { severity, status } = record;
	return [
		...(severity === '' || SEVERITIES.has(severity.toLowerCase())
			? []
			: [{ field: 'severity', value: severity }]),
		...(status === '' || isKnownStatus(status) ? [] : [{ field: 'status', value: status }]),
	];
}

const contradicts = (incident: IncidentRecord, asOf: number) =>
	CLOCKS.some((clock) => readClock(clock, incident, asOf)?.state === 'contradictory');
