import { statusWord } from '../records/incident';
import type { IncidentRecord } from '../records/records';
import type { Clock } from './incidentFigures';

/** Statuses of an incident under way, in their order. `on_scene` is assumed, the others are documented. */
const UNDER_WAY = ['created', 'dispatching', 'assigned', 'responding', 'onscene'];
const OVER = UNDER_WAY.length;
const RANKS = new Map<string, number>([
	...UNDER_WAY.map((status, rank): [string, number] => [status, rank]),
	...['resolved', 'cancelled', 'closed', 'completed', 'expired'].map((status): [string, number] => [
		status,
		OVER,
	]),
]);

/** Statuses, severities and states that the services document or that are assumed; in one word. */
export const isKnownStatus = (status: string) => RANKS.has(wordOf(status));

/** Most statuses are written as they are listed, and need no work. */
const wordOf = (status: string) => (RANKS.has(status) ? status : statusWord(status));

/** A record may be newer than the clock of this host by as much, in milliseconds. */
const CLOCK_SKEW = 300_000;

export const isCancelled = ({ status, cancelledAt }: IncidentRecord) =>
	status === '' ? cancelledAt !== undefined : wordOf(status) === 'cancelled';

/** Whether an incident is under way at a moment. One of unknown status is, so that it is not overlooked. */
export function isOpen(incident: IncidentRecord, asOf: number): boolean {
	const { time, resolvedAt, cancelledAt } = incident;
	if (time !== undefined && time > asOf + CLOCK_SKEW) return false;
	const endedAt = resolvedAt ?? cancelledAt;
	if (endedAt !== undefined && endedAt > asOf + CLOCK_SKEW) return true;
	return rankOf(incident) < OVER;
}

function rankOf({ status, resolvedAt, cancelledAt }: IncidentRecord): number {
	if (status === '') return resolvedAt === undefined && cancelledAt === undefined ? 0 : OVER;
	return RANKS.get(wordOf(status)) ?? 0;
}

export const CLOCKS: readonly Clock[] = [
	'createdToAssigned',
	'assignedToOnScene',
	'createdToOnScene',
	'createdToResolved',
];

const ENDS = {
	createdToAssigned: ['time', 'assignedAt', 'assigned'],
	assignedToOnScene: ['assignedAt', 'onSceneAt', 'onscene'],
	createdToOnScene: ['time', 'onSceneAt', 'onscene'],
	createdToResolved: ['time', 'resolvedAt', 'resolved'],
} as const;

/** What a clock shows for an incident. */
export type Reading =
	| { state: 'ended'; from: number; seconds: number }
	| { state: 'running'; from: number }
	/** Past its end, whose time is missing. */
	| { state: 'unusable' }
	| { state: 'contradictory' };

/** Reads a clock of an incident at a moment; undefined before the clock begins. */
export function readClock(
	clock: Clock,
	incident: IncidentRecord,
	asOf: number,
): Reading | undefined {
	const [startField, endField, endStatus] = ENDS[clock];
	const from = incident[startField];
	const to = incident[endField];
	if (from === undefined || from > asOf + CLOCK_SKEW) return undefined;
	if (to !== undefined && to < from) return { state: 'contradictory' };
	if (to !== undefined && to <= asOf + CLOCK_SKEW) {
		return { state: 'ended', from, seconds: (to - from) / 1_000 };
	}
	const isPast = to === undefined && rankOf(incident) >= (RANKS.get(endStatus) ?? OVER);
	return isPast ? { state: 'unusable' } : { state: 'running', from };
}
