import type { Clock } from '../figures/incidentFigures';
import { isOpen, readClock } from '../figures/lifecycle';
import type { Timeframe } from '../figures/timeframe';
import { timeText } from '../figures/zonesAndScores';
import type { ReportRecord } from '../records/records';
import { valueName } from '../wording/names';
import type { Cell } from './csv';
import { csv } from './csv';

type Column = readonly [name: string, cell: (record: ReportRecord, timeframe: Timeframe) => Cell];

/** Times are ISO 8601 in UTC, codes stand beside their labels; what a kind of record does not have is empty. */
const COLUMNS: readonly Column[] = [
	['record', ({ kind }) => kind],
	['id', (record) => ('id' in record ? record.id : '')],
	['time', (record) => timeText(timeOf(record))],
	['span', (record, { spanOf }) => spanName(timeOf(record), spanOf)],
	['value', (record) => valuesOf(record).join('; ')],
	['label', (record) => valuesOf(record).map(labelOf).join('; ')],
	['severity', (record) => (record.kind === 'incident' ? record.severity : '')],
	['status', statusOf],
	['statusLabel', (record) => labelOf(statusOf(record))],
	['drill', (record) => (record.kind === 'incident' ? yesOrNo(record.isDrill) : '')],
	[
		'open',
		(record, { period }) =>
			record.kind === 'incident' ? yesOrNo(isOpen(record, period.asOf)) : '',
	],
	secondsOf('createdToAssigned'),
	secondsOf('assignedToOnScene'),
	secondsOf('createdToOnScene'),
	secondsOf('createdToResolved'),
	['score', (record) => ('score' in record ? record.score : null)],
	['place', placeOf],
	['latitude', (record) => ('place' in record ? (record.place?.latitude ?? null) : null)],
	['longitude', (record) => ('place' in record ? (record.place?.longitude ?? null) : null)],
	['driverId', (record) => (record.kind === 'safetyEvent' ? record.driverId : '')],
	['driver', (record) => (record.kind === 'safetyEvent' ? record.driverName : '')],
	['vehicleId', (record) => (record.kind === 'safetyEvent' ? record.vehicleId : '')],
	['vehicle', (record) => (record.kind === 'safetyEvent' ? record.vehicleName : '')],
	['url', (record) => (record.kind === 'safetyEvent' ? record.url : '')],
];

/** Every record that the report has read as CSV, one row for each, the oldest first. */
export function renderRecords(
	records: readonly ReportRecord[],
	timeframe: Timeframe,
	options: { byteOrderMark?: boolean } = {},
): string {
	return csv(rowsOf(records, timeframe), options);
}

/** One at a time: of 100,000 records, all rows together would take more memory than the records. */
function* rowsOf(
	records: readonly ReportRecord[],
	timeframe: Timeframe,
): Generator<readonly Cell[]> {
	yield COLUMNS.map(([name]) => name);
	for (const record of records) yield COLUMNS.map(([, cell]) => cell(record, timeframe));
}

const timeOf = (record: ReportRecord) => ('time' in record ? record.time : undefined);
const labelOf = (value: string) => (value === '' ? '' : valueName(value));
const yesOrNo = (is: boolean) => (is ? 'yes' : 'no');

/** Empty for records without a time, which a report takes as they are now. */
function spanName(time: number | undefined, spanOf: Timeframe['spanOf']): string {
	if (time === undefined) return '';
	const span = spanOf(time);
	if (span === undefined) return 'outside';
	return span === 0 ? 'period' : 'comparison';
}

/** What a record is about: category, behavior labels, type, purpose, risk level, or what a score is of. */
function valuesOf(record: ReportRecord): readonly string[] {
	switch (record.kind) {
		case 'incident':
			return [record.category];
		case 'safetyEvent':
			return record.labels;
		case 'moderation':
			return [record.type];
		case 'visit':
			return [record.purpose];
		case 'dangerZone':
			return [record.riskLevel];
		case 'safetyScore':
			return [record.scoreOf];
		case 'placeScore':
			return [record.level];
		case 'visitorStatistics':
			return [];
	}
}

function statusOf(record: ReportRecord): string {
	if (record.kind === 'safetyEvent') return record.state;
	return 'status' in record ? record.status : '';
}

/** The address of an incident, the gate of a visit, the name of a zone. */
function placeOf(record: ReportRecord): string {
	if (record.kind === 'incident') return record.address;
	if (record.kind === 'visit') return record.gate;
	return record.kind === 'dangerZone' ? record.name : '';
}

function secondsOf(clock: Clock): Column {
	return [
		`${clock}Seconds`,
		(record, { period }) => {
			if (record.kind !== 'incident') return null;
			const reading = readClock(clock, record, period.asOf);
			return reading?.state === 'ended' ? reading.seconds : null;
		},
	];
}
