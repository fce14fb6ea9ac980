import { z } from 'zod';

import { ApiFailure } from '../../core/failures/failures';
import type { JsonRecord } from '../../core/json';
import type { Candidate, PollEvent, Source } from '../../core/polling/source';
import { reachOf } from '../../core/polling/clocks';
import type { StreamTrouble, StreamScan, StreamState } from '../../core/polling/stream';
import { scanStream, fitStream, reduceStream } from '../../core/polling/stream';
import { lacksOffset, recordTime } from '../../core/polling/recordTime';
import { shortKey } from '../../core/polling/seenKeys';
import { source } from '../../core/polling/source';
import { unusableRecords } from '../../core/polling/unusableRecords';
import type { SafetyEvent, StreamPage } from '../safetyEvent/safetyEvent';
import { simpleSafetyEvent } from '../safetyEvent/safetyEvent';
import { isWanted, streamFilters } from './filters';
import type { SamsaraEvent, TriggerForm } from './form';

/** What a Date can hold. */
const time = z.number().min(-8.64e15).max(8.64e15);

const streamState = z.object({
	startTime: z.string().refine((text) => !Number.isNaN(Date.parse(text))),
	cursor: z.string().optional(),
	newest: time.nullable(),
	forgotten: time.nullable(),
	seen: z.record(z.string()),
	query: z.string(),
	reached: time.optional(),
});

/** The calls that following the stream takes. */
export interface StreamClient {
	/** Stored places in the stream are valid for it alone: the address of the region. */
	account: string;
	readStreamPage(query: JsonRecord): Promise<StreamPage>;
	readServerTime(): Promise<number | undefined>;
}

interface Scanned {
	/** The state that the scan began with, when there was none. */
	first: StreamState | undefined;
	scan: StreamScan<SafetyEvent>;
	/** False when time ran out before the end of the stream. */
	complete: boolean;
	/** Why records there cannot be followed, when that has to be seen. */
	failure: unknown;
}

const TROUBLES: Record<StreamTrouble, string> = {
	refusedCursor:
		'Samsara no longer accepts the stored cursor. The trigger continues from the lookback before the newest known event.',
	clockAhead:
		'The stored state is in the future: a clock was ahead, or the state is damaged. The trigger continues from the lookback before now and may emit events of that time again.',
	repeatedCursor:
		'Samsara announced another page but sent a cursor that was already read. The next poll continues from there.',
	tooManyPages:
		'Samsara has more pages than one poll reads, or sends empty pages. The next poll continues from there.',
};

const NO_OFFSET = 'Samsara sends times without an offset. The trigger reads them as UTC.';

/**
 * Safety events as they are made, or each change of them.
 *
 * Both follow the stream of updates, the only one of which following is documented (no end, the last cursor kept, the
 * start time repeated to the letter). The key of a new event is its id, with the time it was made; that of a change is the
 * id and the time of the change. What was made or changed before the remembered time counts as known, so an old event
 * that is updated is not taken for a new one. An event that the filters leave out is known like all others, so a new one
 * counts by how it is when it is first seen.
 */
export function eventStream(client: StreamClient, event: SamsaraEvent, form: TriggerForm): Source {
	const { lookbackMs, emitExisting } = form.options;
	const query: JsonRecord = {
		queryByTimeField: 'updatedAtTime',
		...streamFilters(form.filters),
		...form.include,
	};
	const asked = shortKey(JSON.stringify(query));
	return source<StreamState, Scanned>({
		name: event,
		fingerprint: shortKey(client.account),
		state: streamState,
		async scan(state, context) {
			const first =
				state === undefined ? await beginning(client, asked, context.now(), lookbackMs) : undefined;
			const unusable = unusableRecords('safety events', ['an ID', 'a readable time']);
			let complete = false;
			let saysNoOffset = false;
			const scan = await scanStream((state ?? first) as StreamState, {
				query: asked,
				lookbackMs,
				readPage: async (startTime, cursor) => {
					const page = await client.readStreamPage({ startTime, ...query, after: cursor });
					complete = !page.hasMore;
					for (const one of page.withoutId) unusable.add(one, undefined);
					for (const one of page.events) {
						if (timeIn(one, event) === undefined) unusable.add(one, one.id);
						else unusable.addUsable();
						saysNoOffset ||= [one.createdAtTime, one.updatedAtTime].some(lacksOffset);
					}
					return {
						next: page.cursor,
						hasMore: page.hasMore,
						serverNow: page.answeredAt,
						size: page.events.length + page.withoutId.length,
						records: page.events.flatMap((one) => candidatesOf(one, event, form)),
					};
				},
				isRefusedCursor,
				// To know what is there already, all of it has to be read.
				most: first === undefined || emitExisting ? context.most : Infinity,
				now: context.now,
				outOfTime: context.outOfTime,
				onTrouble: (trouble) => context.warn(TROUBLES[trouble]),
			});
			if (saysNoOffset && context.isFirst('samsara offset')) context.warn(NO_OFFSET);
			const failure = unusable.failure(context, { isFirstScan: state === undefined });
			return { first, scan, complete, failure };
		},
		reduce(state, { first, scan, complete, failure }, context) {
			const begin = state ?? first ?? { ...scan.place, newest: null, forgotten: null, seen: {} };
			const isBaseline = state === undefined && !emitExisting;
			const { state: next, fresh } = reduceStream(begin, scan, {
				lookbackMs,
				most: isBaseline ? Infinity : context.room,
				dropsOlder: true,
			});
			const failed = failure === undefined ? {} : { failure };
			const { state: fitted, narrowed } = fitStream(next, context.bytes);
			if (narrowed) {
				context.warn(
					'The lookback has more safety events than the trigger can store, so it may miss events that arrive late. Shorten Lookback.',
				);
			}
			if (!isBaseline) {
				const wanted = fresh.filter(({ silent }) => silent !== true);
				return { state: fitted, emit: wanted.map(toEvent(event, form)), ...failed };
			}
			// When time ran out, what was not read yet is known for its age alone.
			const forgotten = complete ? fitted.forgotten : reachOf(scan.clocks);
			return { state: { ...fitted, forgotten }, emit: [], ...failed };
		},
	});
}

/** The place at which a new trigger begins: the lookback before now, by the clock that is behind the other. */
async function beginning(
	client: StreamClient,
	query: string,
	host: number,
	lookbackMs: number,
): Promise<StreamState> {
	const from = reachOf({ service: await client.readServerTime(), host }) - lookbackMs;
	const startTime = new Date(from).toISOString();
	return { startTime, query, newest: null, forgotten: from, seen: {} };
}

/** The time by which an event is followed: when it was made, or when it changed. */
export function timeIn(event: SafetyEvent, watched: SamsaraEvent): number | undefined {
	const created = recordTime(event.createdAtTime);
	const updated = recordTime(event.updatedAtTime);
	return watched === 'safetyEventCreated'
		? (created ?? recordTime(event.startMs) ?? updated)
		: (updated ?? created);
}

/** The event as a candidate, if it is what the trigger watches. */
function candidatesOf(
	event: SafetyEvent,
	watched: SamsaraEvent,
	{ filters }: TriggerForm,
): Array<Candidate<SafetyEvent>> {
	const time = timeIn(event, watched);
	if (time === undefined) return [];
	// An event that did not change since it was made (assumed: both times are the same) is no update.
	if (watched === 'safetyEventUpdated' && time === recordTime(event.createdAtTime)) return [];
	const key = shortKey(watched === 'safetyEventCreated' ? event.id : `${event.id} ${time}`);
	if (isWanted(event, filters)) return [{ key, time, item: event }];
	// To know an event that the filters leave out, its ID is enough.
	return [{ key, time, item: { id: event.id }, silent: true }];
}

/** 400 is observed, the others are assumed. */
const REFUSALS = new Set([400, 404, 410, 422]);

/**
 * The answer to a cursor that is too old, or does not belong to its parameters, is 400 (observed). Its wording may change
 * at any time (documented), so every 400 counts as that; if it was about something else, the new beginning meets it again.
 */
function isRefusedCursor(reason: unknown): boolean {
	return reason instanceof ApiFailure && REFUSALS.has(reason.details.status ?? 0);
}

/** What the trigger emits of a safety event. */
export function toEvent(event: SamsaraEvent, { options }: TriggerForm) {
	return ({ item, time }: { item: SafetyEvent; time: number | undefined }): PollEvent => ({
		id: eventIdOf(event, item, time),
		type: event,
		time,
		json: { safetyEvent: options.simplify ? simpleSafetyEvent.simplify(item) : item },
	});
}

/** An event is created once, and changed at many times. */
function eventIdOf(event: SamsaraEvent, { id }: SafetyEvent, time: number | undefined): string {
	if (event === 'safetyEventCreated') return `${event}:${id}`;
	return `${event}:${id}:${time === undefined ? '' : new Date(time).toISOString()}`;
}
