import type { IncidentRecord, SafetyEventRecord } from '../records/records';
import type { ActionItem, ActionKind, NeedsAction } from './figures';
import { ageOf, isOverdue } from './incidents';
import { isOpen } from './lifecycle';
import { compareTexts } from './numbers';
import { hasNoDriver, isDismissed, isNotReviewed, vehicleOf } from './safetyEvents';
import type { FigureSettings } from './settings';
import { timeText } from './zonesAndScores';

/** The most records of the list. */
export const MOST_ACTIONS = 50;

/** The most urgent first. */
const KINDS: readonly ActionKind[] = [
	'incidentOverdue',
	'incidentOpen',
	'eventNotReviewed',
	'eventNeedsCoaching',
	'eventWithoutDriver',
];

/** What waits for somebody, whenever it began. */
export function needsActionOf(
	incidents: readonly IncidentRecord[],
	safetyEvents: readonly SafetyEventRecord[],
	settings: FigureSettings,
	asOf: number,
): NeedsAction {
	const counts: NeedsAction['counts'] = {
		incidentOverdue: 0,
		incidentOpen: 0,
		eventNotReviewed: 0,
		eventNeedsCoaching: 0,
		eventWithoutDriver: 0,
	};
	const waiting: Array<{ kind: ActionKind; record: IncidentRecord | SafetyEventRecord }> = [];
	const add = (record: IncidentRecord | SafetyEventRecord, having: Record<string, boolean>) => {
		const kinds = KINDS.filter((kind) => having[kind] === true);
		for (const kind of kinds) counts[kind]++;
		const [kind] = kinds;
		if (kind !== undefined) waiting.push({ kind, record });
	};
	for (const incident of incidents) {
		if (incident.isDrill || !isOpen(incident, asOf)) continue;
		add(incident, { incidentOpen: true, incidentOverdue: isOverdue(incident, settings, asOf) });
	}
	for (const event of safetyEvents) {
		add(event, {
			eventNotReviewed: isNotReviewed(event),
			eventNeedsCoaching: event.state === 'needsCoaching',
			eventWithoutDriver: hasNoDriver(event) && !isDismissed(event),
		});
	}
	const byUrgency = waiting.sort(
		(a, b) =>
			KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) ||
			(a.record.time ?? -Infinity) - (b.record.time ?? -Infinity) ||
			compareTexts(a.record.id, b.record.id),
	);
	return {
		total: waiting.length,
		counts,
		list: byUrgency.slice(0, MOST_ACTIONS).map(({ kind, record }) => itemOf(kind, record, asOf)),
	};
}

function itemOf(
	kind: ActionKind,
	record: IncidentRecord | SafetyEventRecord,
	asOf: number,
): ActionItem {
	const common = {
		kind,
		id: record.id,
		since: timeText(record.time),
		ageSeconds: record.time === undefined ? null : ageOf(record.time, asOf),
	};
	if (record.kind === 'incident') {
		const { category, severity, status, address } = record;
		return { ...common, what: category, severity, status, where: address, url: '' };
	}
	const { labels, state, url, driverName, driverId } = record;
	const where = [driverName || driverId, vehicleOf(record)].filter((part) => part !== '');
	return {
		...common,
		what: labels[0] ?? '',
		severity: '',
		status: state,
		where: where.join(', '),
		url,
	};
}
