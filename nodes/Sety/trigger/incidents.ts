import type { ApiFailure } from '../../core/failures/failures';
import type { CollectionState } from '../../core/polling/collection';
import type { BaselineReading, Descent, FeedRecord, FeedState } from '../../core/polling/feed';
import { baseline, boundaryOf, fromTheBeginning, settleFeed } from '../../core/polling/feed';
import type { FeedTrouble } from '../../core/polling/readFeed';
import { readFeed, readForBaseline } from '../../core/polling/readFeed';
import { allKeys, shortKey } from '../../core/polling/seenKeys';
import type { PollEvent, SettleContext, Source } from '../../core/polling/source';
import { source } from '../../core/polling/source';
import type { SetyRecord } from '../answers';
import type { SetyClient } from '../service';
import { EMPTY_PAGE_PROMISES_MORE } from '../lists';
import { FIRST_STATUS, isFinal, isSameStatus } from '../incident/statuses';
import type { StatusLook } from './followed';
import { givenUp, lookAtStatuses, MAX_POLLS_NOT_FOUND, notFoundIn, statusesOf } from './followed';
import {
	createdAt,
	idOf,
	incidentPages,
	isWanted,
	isWantedChange,
	updatedAt,
} from './incidentRecords';
import type { IncidentState } from './incidentState';
import { fitted, incidentState } from './incidentState';
import type { WatchForm } from './watchForm';
import { simpleIncident } from '../incident/incident';

/** The first look of all reads a baseline: what is there is known. */
type Look = ({ baseline: BaselineReading } | { descent: Descent<SetyRecord> }) & {
	/** Absent when nobody asked for changes, or when they could not be read. */
	statuses?: StatusLook;
	/** Why statuses, or some of them, could not be read. */
	failure?: unknown;
};

/**
 * New incidents, and changes of their status. Changes need the new ones too: an incident can be over before it is ever
 * seen in a list of those under way.
 *
 * @param account what the state is only valid for: another address, or the other kind of key
 */
export function incidents(client: SetyClient, account: string, form: WatchForm): Source {
	const { triggerOn, filters, options } = form;
	const { lookbackMs, emitExisting } = options;
	const watchesStatus = triggerOn.has('incidentStatusChanged');
	return source<IncidentState, Look>({
		name: 'incidents',
		fingerprint: account,
		state: incidentState,
		async look(state, context) {
			const { most, now, outOfTime, warn } = context;
			const { readPage, tellUnfollowed } = incidentPages(client, filters);
			const onTrouble = (trouble: FeedTrouble) => warn(TROUBLES[trouble]);
			const reading = { readPage, lookbackMs, most, now, outOfTime, onTrouble };
			const read: Look =
				state === undefined && !emitExisting
					? { baseline: await readForBaseline(reading) }
					: { descent: await readFeed(state?.feed ?? fromTheBeginning, reading) };
			const unfollowed = tellUnfollowed(context, { isFirstLook: state === undefined });
			const look: Look = unfollowed === undefined ? read : { ...read, failure: unfollowed };
			if (!watchesStatus) return look;
			try {
				const statuses = await lookAtStatuses(client, state?.followed ?? [], context);
				const failure = unfollowed ?? statuses.failure;
				return { ...look, statuses, ...(failure === undefined ? {} : { failure }) };
			} catch (failure) {
				// New incidents are not kept back by it, unless it was never otherwise.
				if (state?.followed !== undefined) return { ...look, failure };
				return await Promise.reject(failure as Error);
			}
		},
		settle(state, look, context) {
			const settled = settleIncidents(state, look, form, context);
			const failure = look.failure ?? settled.failure;
			return {
				events: settled.events,
				state: fitted(settled.state, context),
				...(failure === undefined ? {} : { failure }),
			};
		},
	});
}

const TROUBLES: Record<FeedTrouble, string> = {
	repeatedPages:
		'Sety gives the same pages of incidents whatever the number of the page. Only the newest are seen.',
	emptyPage: EMPTY_PAGE_PROMISES_MORE,
	oldestFirst:
		'Sety lists the oldest incidents first, so each poll reads the list to its end to find the new ones.',
	tooManyPages:
		'The list of incidents does not end within the pages that one poll reads. The next poll goes on from there.',
	clockAhead:
		'What was remembered lies in the future: a clock was ahead, or the stored state is damaged. Reading goes on from the lookback before now, and incidents of that time may come again.',
};

function settleIncidents(
	state: IncidentState | undefined,
	look: Look,
	form: WatchForm,
	context: SettleContext,
): { state: IncidentState; events: PollEvent[]; failure?: ApiFailure } {
	const { lookbackMs } = form.options;
	const { statuses } = look;
	if ('baseline' in look) {
		// Another poll may have set the baseline meanwhile.
		const feed = state?.feed ?? baseline(look.baseline, lookbackMs);
		return { state: { feed, ...followedAfter(state?.followed, statuses) }, events: [] };
	}
	const { room } = context;
	const { state: feed, fresh } = settleFeed(state?.feed ?? fromTheBeginning, look.descent, {
		lookbackMs,
		most: room,
	});
	const events = form.triggerOn.has('incidentCreated') ? createdEvents(fresh, form) : [];
	if (!form.triggerOn.has('incidentStatusChanged')) return { state: { feed }, events };
	if (state?.followed === undefined) {
		return { state: { feed, ...followedAfter(undefined, statuses) }, events };
	}
	const followed = withNew(state.followed, fresh);
	const { notFound } = state;
	if (context.overtaken || statuses === undefined) {
		return { state: { feed, followed, notFound }, events };
	}
	const counted = countNotFound(notFound ?? [], statuses, context);
	const comesLater = notYetHandedOver(feed, lookbackMs);
	const lost = new Set(counted.lost);
	const changed = changesOf(
		followed.filter(([id]) => !lost.has(id)),
		{
			fresh,
			statuses,
			form,
			room: room - events.length,
			comesLater,
		},
	);
	for (const event of changed.events) events.push(event);
	return {
		state: { feed, followed: changed.followed, notFound: counted.notFound },
		events,
		...(counted.lost.length === 0 ? {} : { failure: givenUp(counted.lost) }),
	};
}

/** In how many polls each was not found, and those that are given up for it. */
function countNotFound(
	before: ReadonlyArray<readonly [string, number]>,
	{ gone, incidents }: StatusLook,
	{ warn }: SettleContext,
): { notFound: Array<[string, number]>; lost: string[] } {
	const polls = new Map(before.filter(([id]) => !incidents.has(id)));
	for (const id of gone) polls.set(id, (polls.get(id) ?? 0) + 1);
	const lost = [...polls].filter(([, count]) => count >= MAX_POLLS_NOT_FOUND).map(([id]) => id);
	for (const id of lost) polls.delete(id);
	if (gone.size > 0) warn(notFoundIn(gone));
	return { notFound: [...polls], lost };
}

/** Whether an incident is still to come by the feed; only then its changes begin. */
function notYetHandedOver(feed: FeedState, lookbackMs: number): (incident: SetyRecord) => boolean {
	const boundary = boundaryOf(feed, lookbackMs);
	const known = allKeys(feed.seen);
	return (incident) => {
		const time = createdAt(incident);
		return time !== undefined && time >= boundary && !known.has(shortKey(idOf(incident) ?? ''));
	};
}

/** What is followed from the first look on: everything under way, as it is. */
function followedAfter(
	followed: CollectionState | undefined,
	statuses: StatusLook | undefined,
): { followed?: CollectionState } {
	if (followed !== undefined) return { followed };
	if (statuses === undefined) return {};
	const underWay = [...statusesOf(statuses.incidents)].filter(([, status]) => !isFinal(status));
	return { followed: underWay };
}

/** A new incident is followed from its beginning, whatever its status is by now. */
function withNew(
	followed: CollectionState,
	fresh: ReadonlyArray<FeedRecord<SetyRecord>>,
): CollectionState {
	const beginning = fresh.map(({ item }): [string, string] => [idOf(item) ?? '', FIRST_STATUS]);
	return [...new Map([...followed, ...beginning, ...followed])];
}

function createdEvents(
	fresh: ReadonlyArray<FeedRecord<SetyRecord>>,
	{ filters, options }: WatchForm,
): PollEvent[] {
	return fresh
		.filter(({ item }) => isWanted(item, filters))
		.map(({ item, time }) => ({
			time,
			json: { event: 'incidentCreated', incident: shown(item, options) },
		}));
}

interface Changes {
	fresh: ReadonlyArray<FeedRecord<SetyRecord>>;
	statuses: StatusLook;
	form: WatchForm;
	/** Changes beyond it are left as they were known, so that the next poll finds them again. */
	room: number;
	comesLater(incident: SetyRecord): boolean;
}

function changesOf(
	followed: CollectionState,
	{ fresh, statuses, form: { filters, options }, room, comesLater }: Changes,
): { followed: CollectionState; events: PollEvent[] } {
	const present = new Map(fresh.map(({ item }) => [idOf(item) ?? '', item]));
	// The lists were read after the feed, and what was read by id after those.
	for (const [id, incident] of statuses.incidents) present.set(id, incident);
	const after = new Map(followed);
	// Those that were asked for one by one go to the end, so that the others have their turn.
	for (const id of statuses.askedById) moveToEnd(after, id);
	const adopted: Array<[string, string]> = [];
	const events: PollEvent[] = [];
	for (const [id, status] of statusesOf(present)) {
		const previousStatus = after.get(id);
		const incident = present.get(id) ?? {};
		if (previousStatus === undefined) {
			if (!isFinal(status) && !comesLater(incident)) adopted.push([id, status]);
			continue;
		}
		if (!isSameStatus(previousStatus, status)) {
			const tells = isWanted(incident, filters) && isWantedChange(previousStatus, status, filters);
			if (tells && events.length >= room) continue;
			if (tells) events.push(statusEvent(incident, previousStatus, options));
		}
		if (isFinal(status)) after.delete(id);
		else after.set(id, status);
	}
	return { followed: [...adopted, ...after], events };
}

function moveToEnd(entries: Map<string, string>, key: string): void {
	const value = entries.get(key);
	if (value === undefined) return;
	entries.delete(key);
	entries.set(key, value);
}

function statusEvent(
	incident: SetyRecord,
	previousStatus: string,
	options: WatchForm['options'],
): PollEvent {
	return {
		time: updatedAt(incident) ?? createdAt(incident) ?? Number.MAX_SAFE_INTEGER,
		json: { event: 'incidentStatusChanged', incident: shown(incident, options), previousStatus },
	};
}

function shown(incident: SetyRecord, { simplify }: WatchForm['options']): SetyRecord {
	return simplify ? simpleIncident.simplify(incident) : incident;
}
