import { z } from 'zod';

import type { CollectionState } from '../../shared/polling/collection';
import type { Descent, FeedRecord, FeedState } from '../../shared/polling/feed';
import { baseline, fitFeed, fromTheBeginning, settleFeed } from '../../shared/polling/feed';
import { readFeed, readForBaseline } from '../../shared/polling/readFeed';
import type { PollEvent, SettleContext, Source } from '../../shared/polling/source';
import { source } from '../../shared/polling/source';
import type { SetyRecord } from '../api/answers';
import type { SetyClient } from '../api/client';
import { simplifyIncident } from '../output/simplify';
import type { StatusLook } from './followed';
import { lookAtStatuses, statusesOf } from './followed';
import {
	FIRST_STATUS,
	idOf,
	isFinal,
	isWanted,
	isWantedChange,
	readIncidentPage,
	timeOf,
} from './incidentRecords';
import type { WatchForm } from './watchForm';

interface IncidentState {
	feed: FeedState;
	/** Last known status of the incidents under way, by id; absent when nobody asked for changes. */
	followed?: CollectionState | undefined;
}

const incidentState = z.object({
	feed: z.object({
		cursor: z.number().nullable(),
		floor: z.number().nullable(),
		seen: z.record(z.string()),
		resumePage: z.number().optional(),
	}),
	followed: z.record(z.string()).optional(),
});

type Look = {
	/** The first look of all: what is there is known. */
	baseline?: Descent<null>;
	descent?: Descent<SetyRecord>;
	statuses?: StatusLook;
};

/**
 * New incidents, and changes of their status. Changes need the new ones too: an incident can be over before it is ever
 * seen in a list of those under way.
 *
 * @param account what the state is only valid for: another address, or the other kind of key
 */
export function incidents(client: SetyClient, account: string, form: WatchForm): Source {
	const { triggerOn, options } = form;
	const { lookbackMs, emitExisting } = options;
	const watchesStatus = triggerOn.has('incidentStatusChanged');
	return source<IncidentState, Look>({
		name: 'incidents',
		fingerprint: account,
		state: incidentState,
		async look(state, context) {
			const readPage = async (page: number) => await readIncidentPage(client, page, context.warn);
			const { most, outOfTime } = context;
			const reading = { readPage, lookbackMs, most, outOfTime };
			const look: Look =
				state === undefined && !emitExisting
					? { baseline: await readForBaseline(reading) }
					: { descent: await readFeed(state?.feed ?? fromTheBeginning, reading) };
			if (!watchesStatus) return look;
			return { ...look, statuses: await lookAtStatuses(client, state?.followed ?? {}, context) };
		},
		settle(state, look, context) {
			const settled = settleIncidents(state, look, form, context);
			return { ...settled, state: fitted(settled.state, context) };
		},
	});
}

function settleIncidents(
	state: IncidentState | undefined,
	{ baseline: first, descent, statuses }: Look,
	form: WatchForm,
	context: SettleContext,
): { state: IncidentState; events: PollEvent[] } {
	const { lookbackMs } = form.options;
	if (descent === undefined) {
		// Another poll may have set the baseline meanwhile.
		const feed = state?.feed ?? baseline(first ?? noDescent, lookbackMs);
		return { state: { feed, ...followedAfter(state?.followed, statuses) }, events: [] };
	}
	const { room } = context;
	const { state: feed, fresh } = settleFeed(state?.feed ?? fromTheBeginning, descent, {
		lookbackMs,
		most: room,
	});
	const events = form.triggerOn.has('incidentCreated') ? createdEvents(fresh, form) : [];
	if (statuses === undefined) return { state: { feed }, events };
	if (state?.followed === undefined) {
		return { state: { feed, ...followedAfter(undefined, statuses) }, events };
	}
	const followed = withNew(state.followed, fresh);
	if (context.overtaken) return { state: { feed, followed }, events };
	const changed = changesOf(followed, fresh, statuses, form, room - events.length);
	for (const event of changed.events) events.push(event);
	return { state: { feed, followed: changed.followed }, events };
}

const noDescent: Descent<null> = {
	firstPage: 1,
	nextPage: 1,
	complete: true,
	kept: [],
	oldestLeft: null,
	longestPage: 0,
	serverNow: undefined,
};

/** What is followed from the first look on: everything under way, as it is. */
function followedAfter(
	followed: CollectionState | undefined,
	statuses: StatusLook | undefined,
): { followed?: CollectionState } {
	if (followed !== undefined) return { followed };
	if (statuses === undefined) return {};
	const underWay = [...statusesOf(statuses.incidents)].filter(([, status]) => !isFinal(status));
	return { followed: Object.fromEntries(underWay) };
}

/** A new incident is followed from its beginning, whatever its status is by now. */
function withNew(
	followed: CollectionState,
	fresh: ReadonlyArray<FeedRecord<SetyRecord>>,
): CollectionState {
	const beginning = fresh.map(({ item }) => [idOf(item) ?? '', FIRST_STATUS]);
	return { ...Object.fromEntries(beginning), ...followed };
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

/** Changes beyond `room` are left as they were known, so that the next poll finds them again. */
function changesOf(
	followed: CollectionState,
	fresh: ReadonlyArray<FeedRecord<SetyRecord>>,
	{ incidents: seen, gone }: StatusLook,
	{ filters, options }: WatchForm,
	room: number,
): { followed: CollectionState; events: PollEvent[] } {
	const present = new Map(fresh.map(({ item }) => [idOf(item) ?? '', item]));
	// The lists were read after the feed, and what was read by id after those.
	for (const [id, incident] of seen) present.set(id, incident);
	const after = new Map(Object.entries(followed).filter(([id]) => !gone.has(id)));
	const events: PollEvent[] = [];
	for (const [id, status] of statusesOf(present)) {
		const previousStatus = after.get(id);
		const incident = present.get(id) ?? {};
		if (previousStatus !== undefined && previousStatus !== status) {
			const tells = isWanted(incident, filters) && isWantedChange(previousStatus, status, filters);
			if (tells && events.length >= room) continue;
			if (tells) events.push(statusEvent(incident, previousStatus, options));
		}
		if (isFinal(status)) after.delete(id);
		else after.set(id, status);
	}
	return { followed: Object.fromEntries(after), events };
}

function statusEvent(
	incident: SetyRecord,
	previousStatus: string,
	options: WatchForm['options'],
): PollEvent {
	return {
		time: timeOf(incident.updated_at) ?? timeOf(incident.created_at) ?? Number.MAX_SAFE_INTEGER,
		json: { event: 'incidentStatusChanged', incident: shown(incident, options), previousStatus },
	};
}

function shown(incident: SetyRecord, { simplify }: WatchForm['options']): SetyRecord {
	return simplify ? simplifyIncident(incident) : incident;
}

/** Half of the room for the incidents that are followed, the rest for the keys of those seen. */
function fitted({ feed, followed }: IncidentState, { bytes, warn }: SettleContext): IncidentState {
	const keptFollowed = followed === undefined ? undefined : firstThatFit(followed, bytes / 2, warn);
	const taken = keptFollowed === undefined ? 0 : JSON.stringify(keptFollowed).length;
	const { state, narrowed } = fitFeed(feed, bytes - taken);
	if (narrowed) {
		warn(
			'More incidents came within the lookback than can be remembered. Those that show up late may be missed: shorten Lookback.',
		);
	}
	return { feed: state, ...(keptFollowed === undefined ? {} : { followed: keptFollowed }) };
}

function firstThatFit(
	followed: CollectionState,
	bytes: number,
	warn: (text: string) => void,
): CollectionState {
	let left = bytes;
	const entries = Object.entries(followed);
	const fitting = entries.filter(([id, status]) => {
		left -= id.length + status.length + 6;
		return left >= 0;
	});
	if (fitting.length < entries.length) {
		warn(
			`${entries.length - fitting.length} of the incidents under way cannot be followed: too many are under way at once. Their changes are not told.`,
		);
	}
	return Object.fromEntries(fitting);
}
