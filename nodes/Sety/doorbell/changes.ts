import type { PollEvent } from '../../core/polling/source';
import { FIRST_STATUS, isSameStatus, isStatus } from '../incident/statuses';
import type { SetyRecord } from '../answers';
import { createdEvent, statusEvent, statusPeriod } from '../trigger/incidentEvents';
import { createdAt, isWanted, isWantedChange, statusOf } from '../trigger/incidentRecords';
import type { DoorbellForm } from './form';

/** An incident counts as new for this long: a delivery may come when its status has changed already. */
const NEW_FOR_MS = 600_000;

/**
 * The events that a delivery stands for, by the incident as it was read.
 *
 * Sety sends a delivery for every change. So a delivery whose words name only an earlier status of the incident starts
 * nothing: the delivery of the present status does. In doubt, as without a timeline, it counts.
 */
export function eventsOf(
	incident: SetyRecord,
	words: readonly string[],
	{ triggerOn, filters, options }: DoorbellForm,
	now: number,
): PollEvent[] {
	const status = statusOf(incident);
	if (status === undefined || !isWanted(incident, filters)) return [];
	const names = (one: string) => words.some((word) => isSameStatus(word, one));
	const { earlier } = statusPeriod(incident);
	const isSuperseded = !names(status) && earlier.some(names);
	const isFirst = isSameStatus(status, FIRST_STATUS);
	const events: PollEvent[] = [];

	const age = now - (createdAt(incident) ?? -Infinity);
	const isNew = isFirst || (age < NEW_FOR_MS && (names(FIRST_STATUS) || !words.some(isStatus)));
	if (triggerOn.has('incidentCreated') && isNew) events.push(createdEvent(incident, options));

	const [before] = earlier;
	const isChange = !isFirst && !isSuperseded && isWantedChange(before, status, filters);
	if (triggerOn.has('incidentStatusChanged') && isChange) {
		events.push(statusEvent(incident, before, options));
	}
	return events;
}
