import { z } from 'zod';

import { ApiFailure } from '../../shared/errors/ApiFailure';
import type { JsonRecord } from '../../shared/json';
import type { FeedRecord } from '../../shared/polling/feed';
import { readStream } from '../../shared/polling/readStream';
import { shortKey } from '../../shared/polling/seenKeys';
import type { PollEvent, Source } from '../../shared/polling/source';
import { source } from '../../shared/polling/source';
import type { StreamReading, StreamState } from '../../shared/polling/stream';
import { fitStream, settleStream } from '../../shared/polling/stream';
import type { SamsaraClient } from '../api/client';
import { onlyTrue } from '../api/client';
import type { SafetyEvent } from '../api/safetyEvent';
import { simplifyEvent } from '../output/simplify';
import type { SamsaraEvent } from './events';
import { askedOfSamsara, isWanted } from './filters';
import type { WatchForm } from './watchForm';

const streamState = z.object({
	startTime: z.string(),
	cursor: z.string().optional(),
	newest: z.number().nullable(),
	forgotten: z.number().nullable(),
	seen: z.record(z.string()),
});

/** The part of the client that following the stream needs. */
export type StreamClient = Pick<
	SamsaraClient,
	'account' | 'clock' | 'readStreamPage' | 'serverTime'
>;

interface Look {
	/** The state that the reading began with, when there was none. */
	first: StreamState | undefined;
	reading: StreamReading<SafetyEvent>;
	/** False when time ran out before the end of the stream. */
	complete: boolean;
}

/**
 * Safety events as they are made, or each change of them.
 *
 * Both follow the stream of updates, the only one of which following is documented (no end, the last cursor kept, the
 * start time repeated to the letter). A new event is known by its id and the time it was made, a change by the id and
 * the time of the change. What was made or changed before the remembered time counts as known, so an old event that is
 * updated is not taken for a new one. An event that nobody wants is known like all others, so a new one counts by how it
 * is when it is first seen.
 */
export function eventStream(client: StreamClient, event: SamsaraEvent, form: WatchForm): Source {
	const { lookbackMs, emitExisting } = form.options;
	const query: JsonRecord = {
		queryByTimeField: 'updatedAtTime',
		...askedOfSamsara(form.filters),
		...onlyTrue(form.include),
	};
	return source<StreamState, Look>({
		name: event,
		fingerprint: shortKey(JSON.stringify([client.account, query])),
		state: streamState,
		async look(state, context) {
			const first = state === undefined ? await beginning(client, lookbackMs) : undefined;
			let complete = false;
			const reading = await readStream((state ?? first) as StreamState, {
				readPage: async (startTime, cursor) => {
					const page = await client.readStreamPage({ startTime, ...query, after: cursor });
					complete = !page.hasMore;
					return {
						cursor: page.cursor,
						hasMore: page.hasMore,
						serverNow: page.answeredAt,
						records: page.events.flatMap((one) => recordsOf(one, event, form)),
					};
				},
				isRefusedCursor,
				// To know what is there already, all of it has to be read.
				most: first === undefined || emitExisting ? context.most : Infinity,
				outOfTime: context.outOfTime,
				onReseed: () =>
					context.warn(
						'Samsara no longer knows the place in the stream. Reading goes on from the lookback before the newest known event.',
					),
			});
			return { first, reading, complete };
		},
		settle(state, { first, reading, complete }, context) {
			const begin = state ?? first ?? { ...reading.place, newest: null, forgotten: null, seen: {} };
			const isBaseline = state === undefined && !emitExisting;
			const settled = settleStream(begin, onlyNew(reading, begin.forgotten), {
				lookbackMs,
				most: isBaseline ? Infinity : context.room,
			});
			const { state: fitted, narrowed } = fitStream(settled.state, context.bytes);
			if (narrowed) {
				context.warn(
					'More safety events came within the lookback than can be remembered. Those that show up late may be missed: shorten Lookback.',
				);
			}
			if (!isBaseline) {
				const wanted = settled.fresh.filter(({ silent }) => silent !== true);
				return { state: fitted, events: wanted.map(toEvent(event, form)) };
			}
			// When time ran out, what was not read yet is known for its age alone.
			const forgotten = complete ? fitted.forgotten : (serverNowOf(reading) ?? fitted.forgotten);
			return { state: { ...fitted, forgotten }, events: [] };
		},
	});
}

/** The place at which a watch begins: the lookback before now, by Samsara's own clock where it tells. */
async function beginning(client: StreamClient, lookbackMs: number): Promise<StreamState> {
	const now = (await client.serverTime()) ?? client.clock.now();
	const from = now - lookbackMs;
	return { startTime: new Date(from).toISOString(), newest: null, forgotten: from, seen: {} };
}

/** The event as what is watched, if it is that. */
function recordsOf(
	event: SafetyEvent,
	watched: SamsaraEvent,
	{ filters }: WatchForm,
): Array<FeedRecord<SafetyEvent>> {
	const created = timeOf(event.createdAtTime);
	const updated = timeOf(event.updatedAtTime) ?? created;
	// An event that nobody touched since it was made (assumed: both times are the same) is no update.
	if (watched === 'safetyEventUpdated' && updated === created) return [];
	const time = watched === 'safetyEventCreated' ? (created ?? updated) : updated;
	if (time === undefined) return [];
	const key = shortKey(watched === 'safetyEventCreated' ? event.id : `${event.id} ${time}`);
	if (isWanted(event, filters)) return [{ key, time, item: event }];
	// Of those that nobody wants no more is kept than it takes to know them.
	return [{ key, time, item: { id: event.id }, silent: true }];
}

/**
 * The answer to a cursor that is too old, or does not belong to its parameters, is 400 (observed). Its wording may change
 * at any time (documented), so every 400 is taken for that; if it was about something else, the new beginning meets it
 * again.
 */
function isRefusedCursor(reason: unknown): boolean {
	return reason instanceof ApiFailure && reason.details.status === 400;
}

function onlyNew(
	reading: StreamReading<SafetyEvent>,
	forgotten: number | null,
): StreamReading<SafetyEvent> {
	if (forgotten === null) return reading;
	const pages = reading.pages.map((page) => ({
		...page,
		records: page.records.filter(({ time }) => time >= forgotten),
	}));
	return { ...reading, pages };
}

function serverNowOf({ pages }: StreamReading<SafetyEvent>): number | undefined {
	return pages.at(-1)?.serverNow;
}

function toEvent(event: SamsaraEvent, { options }: WatchForm) {
	return ({ item, time }: { item: SafetyEvent; time: number }): PollEvent => ({
		time,
		json: { event, safetyEvent: options.simplify ? simplifyEvent(item) : item },
	});
}

function timeOf(value: unknown): number | undefined {
	const time = typeof value === 'string' ? Date.parse(value) : NaN;
	return Number.isNaN(time) ? undefined : time;
}
