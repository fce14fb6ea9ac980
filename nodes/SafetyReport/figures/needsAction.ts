import type { IncidentRecord, SafetyEventRecord } from '../records/records';
import type { ActionItem, ActionKind, NeedsAction } from './figures';
import { ageOf, isOverdue } from './incidents';
import { isOpen } from './lifecycle';
import { hasNoDriver, isDismissed, isNotReviewed, vehicleOf } from './safetyEvents';
import type { FigureSettings } from './settings';
import { timeText } from './zonesAndScores';

/** The most records of the list. */
export const MOST_ACTIONS = 50;

type Waiting = IncidentRecord | SafetyEventRecord;

/**
 * What waits for somebody, whenever it began: the most urgent kind first, and of each the oldest, since the records come in
 * that order.
 */
export function needsActionOf(
	incidents: readonly IncidentRecord[],
	safetyEvents: readonly SafetyEventRecord[],
	settings: FigureSettings,
	asOf: number,
): NeedsAction {
	const open = incidents.filter((incident) => !incident.isDrill && isOpen(incident, asOf));
	const [overdue, inTime] = divide(open, (incident) => isOverdue(incident, settings, asOf));
	const [notReviewed, reviewed] = divide(safetyEvents, isNotReviewed);
	const [needsCoaching, others] = divide(reviewed, ({ state }) => state === 'needsCoaching');
	const isWithoutDriver = (event: SafetyEventRecord) => hasNoDriver(event) && !isDismissed(event);
	const byUrgency: ReadonlyArray<readonly [ActionKind, readonly Waiting[]]> = [
		['incidentOverdue', overdue],
		['incidentOpen', inTime],
		['eventNotReviewed', notReviewed],
		['eventNeedsCoaching', needsCoaching],
		['eventWithoutDriver', others.filter(isWithoutDriver)],
	];
	return {
		total: byUrgency.reduce((sum, [, records]) => sum + records.length, 0),
		counts: {
			incidentOverdue: overdue.length,
			incidentOpen: open.length,
			eventNotReviewed: notReviewed.length,
			eventNeedsCoaching: needsCoaching.length,
			eventWithoutDriver: safetyEvents.filter(isWithoutDriver).length,
		},
		list: byUrgency
			.flatMap(([kind, records]) =>
				records.slice(0, MOST_ACTIONS).map((record) => itemOf(kind, record, asOf)),
			)
			.slice(0, MOST_ACTIONS),
	};
}

function divide<Item>(items: readonly Item[], is: (item: Item) => boolean): [Item[], Item[]] {
	const divided: [Item[], Item[]] = [[], []];
	for (const item of items) divided[is(item) ? 0 : 1].push(item);
	return divided;
}

function itemOf(kind: ActionKind, record: Waiting, asOf: number): ActionItem {
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
