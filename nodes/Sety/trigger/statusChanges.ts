import { ApiFailure } from '../../core/failures/failures';
import type { Candidate, PollEvent, ReduceContext } from '../../core/polling/source';
import type { NewestFirstState } from '../../core/polling/newestFirst';
import { boundaryOf } from '../../core/polling/newestFirst';
import { allKeys, shortKey } from '../../core/polling/seenKeys';
import type { Snapshot } from '../../core/polling/snapshot';
import type { SetyRecord } from '../answers';
import { FIRST_STATUS, isFinal, isSameStatus } from '../incident/statuses';
import type { TriggerForm } from './form';
import { statusEvent } from './incidentEvents';
import { createdAt, idOf, isWanted, isWantedChange, statusOf } from './incidentRecords';
import type { StatusScan } from './statusScan';
import { MAX_POLLS_NOT_FOUND, notFoundMessage } from './statusScan';

/** In how many polls in a row Sety answered 404 for an incident that is followed, by id. */
export type NotFound = ReadonlyArray<readonly [id: string, polls: number]>;

interface StatusState {
	followed: Snapshot;
	notFound: NotFound | undefined;
}

/** What a poll found, in the order in which it read. */
interface Found {
	fresh: ReadonlyArray<Candidate<SetyRecord>>;
	/** Undefined when the statuses could not be read. */
	statuses: StatusScan | undefined;
	/** The state after `fresh`. */
	feed: NewestFirstState;
}

/** The reducer of status changes. Pure. Changes beyond the room stay as they were known, for the next poll. */
export function reduceStatuses(
	state: StatusState,
	{ fresh, statuses, feed }: Found,
	form: TriggerForm,
	context: ReduceContext,
): StatusState & { emit: PollEvent[]; failure?: ApiFailure } {
	const followed = followNew(state.followed, fresh);
	if (context.overtaken || statuses === undefined) {
		return { followed, notFound: state.notFound, emit: [] };
	}
	const { notFound, lost } = countNotFound(state.notFound ?? [], statuses, context);
	const isLost = new Set(lost);
	const comesLater = notYetEmitted(feed, form.options.lookbackMs);
	const changes = changesOf(
		followed.filter(([id]) => !isLost.has(id)),
		{ fresh, statuses, form, room: context.room, comesLater },
	);
	return { ...changes, notFound, ...(lost.length === 0 ? {} : { failure: givenUp(lost) }) };
}

/** The active incidents with their status, which the trigger follows from the first scan on. */
export function keepActive({ incidents }: StatusScan): Snapshot {
	return statusesOf(incidents).filter(([, status]) => !isFinal(status));
}

/** The trigger follows a new incident from its beginning, whatever its status is by now. */
function followNew(followed: Snapshot, fresh: ReadonlyArray<Candidate<SetyRecord>>): Snapshot {
	const beginning = fresh.map(({ item }): [string, string] => [idOf(item) ?? '', FIRST_STATUS]);
	return [...new Map([...followed, ...beginning, ...followed])];
}

/** In how many polls Sety found none of each incident, and those that are given up for it. */
function countNotFound(
	before: NotFound,
	{ gone, incidents }: StatusScan,
	{ warn }: ReduceContext,
): { notFound: NotFound; lost: string[] } {
	const polls = new Map(before.filter(([id]) => !incidents.has(id)));
	for (const id of gone) polls.set(id, (polls.get(id) ?? 0) + 1);
	const lost = [...polls].filter(([, count]) => count >= MAX_POLLS_NOT_FOUND).map(([id]) => id);
	for (const id of lost) polls.delete(id);
	if (gone.size > 0) warn(notFoundMessage(gone));
	return { notFound: [...polls], lost };
}

/** The failure for incidents that the trigger gives up: it emits no more changes of them. */
function givenUp(ids: readonly string[]): ApiFailure {
	return new ApiFailure(
		`The trigger no longer follows ${ids.length} of the incidents, such as ${ids[0] ?? ''}: Sety answered 404 in ${MAX_POLLS_NOT_FOUND} polls`,
		'It does not emit their further changes. Check them in Sety: perhaps they were deleted, or the API Key belongs to another organization.',
		{ status: 404, attempts: MAX_POLLS_NOT_FOUND, certainlyWithoutEffect: true },
	);
}

/** Whether an incident is still to be emitted as a new one; only then its changes begin. */
function notYetEmitted(
	feed: NewestFirstState,
	lookbackMs: number,
): (incident: SetyRecord) => boolean {
	const boundary = boundaryOf(feed, lookbackMs);
	const known = allKeys(feed.seen);
	return (incident) => {
		const time = createdAt(incident);
		return time !== undefined && time >= boundary && !known.has(shortKey(idOf(incident) ?? ''));
	};
}

interface Present {
	fresh: ReadonlyArray<Candidate<SetyRecord>>;
	statuses: StatusScan;
	form: TriggerForm;
	room: number;
	comesLater(incident: SetyRecord): boolean;
}

function changesOf(
	followed: Snapshot,
	{ fresh, statuses, form: { filters, options }, room, comesLater }: Present,
): { followed: Snapshot; emit: PollEvent[] } {
	const present = new Map(fresh.map(({ item }) => [idOf(item) ?? '', item]));
	// The poll reads the lists after the new incidents, and single incidents after those.
	for (const [id, incident] of statuses.incidents) present.set(id, incident);
	const after = new Map(followed);
	// Those that were read one by one go to the end, so that the others have their turn.
	for (const id of statuses.readById) moveToEnd(after, id);
	const adopted: Array<[string, string]> = [];
	const emit: PollEvent[] = [];
	for (const [id, status] of statusesOf(present)) {
		const previousStatus = after.get(id);
		const incident = present.get(id) ?? {};
		if (previousStatus === undefined) {
			if (!isFinal(status) && !comesLater(incident)) adopted.push([id, status]);
			continue;
		}
		if (!isSameStatus(previousStatus, status)) {
			const emits = isWanted(incident, filters) && isWantedChange(previousStatus, status, filters);
			if (emits && emit.length >= room) continue;
			if (emits) emit.push(statusEvent(incident, previousStatus, options));
		}
		if (isFinal(status)) after.delete(id);
		else after.set(id, status);
	}
	return { followed: [...adopted, ...after], emit };
}

function moveToEnd(entries: Map<string, string>, key: string): void {
	const value = entries.get(key);
	if (value === undefined) return;
	entries.delete(key);
	entries.set(key, value);
}

function statusesOf(incidents: ReadonlyMap<string, SetyRecord>): Array<[string, string]> {
	return [...incidents].flatMap(([id, incident]): Array<[string, string]> => {
		const status = statusOf(incident);
		return status === undefined ? [] : [[id, status]];
	});
}
