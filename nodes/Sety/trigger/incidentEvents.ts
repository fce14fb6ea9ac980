import { fieldIn, isJsonRecord, isText } from '../../core/json';
import { recordTime } from '../../core/polling/recordTime';
import type { PollEvent } from '../../core/polling/source';
import type { SetyRecord } from '../answers';
import { simpleIncident } from '../incident/incident';
import { isSameStatus, isStatus } from '../incident/statuses';
import type { TriggerForm } from './form';
import { createdAt, idOf, statusOf, updatedAt } from './incidentRecords';

type Options = Pick<TriggerForm['options'], 'simplify'>;

/** A new incident. It is new once, so its id is all that the event id needs. */
export function createdEvent(incident: SetyRecord, options: Options): PollEvent {
	const type = 'incidentCreated';
	return {
		id: `${type}:${idOf(incident) ?? ''}`,
		type,
		time: createdAt(incident),
		json: { incident: incidentIn(incident, options) },
	};
}

/** A change of status. An incident can come into the same status again, so the event id names the time as well. */
export function statusEvent(
	incident: SetyRecord,
	previousStatus: string | undefined,
	options: Options,
): PollEvent {
	const type = 'incidentStatusChanged';
	const time = statusPeriod(incident).since ?? updatedAt(incident) ?? createdAt(incident);
	const at = time === undefined ? '' : new Date(time).toISOString();
	return {
		id: `${type}:${idOf(incident) ?? ''}:${statusOf(incident) ?? ''}:${at}`,
		type,
		time,
		json: {
			incident: incidentIn(incident, options),
			...(previousStatus === undefined ? {} : { previousStatus }),
		},
	};
}

/**
 * Since when the incident has its status, and the statuses before, the latest first, as the timeline tells; without one,
 * the field of that status (`resolved_at`). Both stay the same when somebody adds a note, which `updated_at` does not.
 */
export function statusPeriod(incident: SetyRecord): { since?: number; earlier: string[] } {
	const status = statusOf(incident) ?? '';
	const timeline = Array.isArray(incident.timeline) ? incident.timeline.filter(isJsonRecord) : [];
	const entries = timeline
		.map(({ status, event, ...entry }) => ({
			// A timeline also holds events that are no status, such as notes.
			named: isText(status) ? status : [event].filter(isText).find(isStatus),
			time: recordTime(fieldIn(entry, 'timestamp')),
		}))
		.sort((a, b) => (a.time ?? 0) - (b.time ?? 0));
	let since: number | undefined;
	const earlier: string[] = [];
	for (const { named, time } of entries.reverse()) {
		if (named === undefined) continue;
		if (!isSameStatus(named, status)) {
			if (since !== undefined) earlier.push(named);
		} else if (earlier.length === 0) since = time ?? since;
	}
	since ??= recordTime(fieldIn(incident, `${status}_at`));
	return since === undefined ? { earlier } : { since, earlier };
}

/** The incident as an event has it. */
function incidentIn(incident: SetyRecord, { simplify }: Options): SetyRecord {
	return simplify ? simpleIncident.simplify(incident) : incident;
}
