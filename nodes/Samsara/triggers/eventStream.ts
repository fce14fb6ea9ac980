import { z } from 'zod';

import { ApiFailure } from '../../shared/errors/ApiFailure';
import type { JsonRecord } from '../../shared/json';
import { readStream } from '../../shared/polling/readStream';
import { shortKey } from '../../shared/polling/seenKeys';
import type { PollEvent, Source } from '../../shared/polling/source';
import { source } from '../../shared/polling/source';
import type { StreamPage, StreamReading, StreamState } from '../../shared/polling/stream';
import { fitStream, settleStream } from '../../shared/polling/stream';
import type { SamsaraClient } from '../api/client';
import { onlyTrue } from '../api/client';
import type { SafetyEvent } from '../api/safetyEvent';
import { simplifyEvent } from '../output/simplify';
import type { SamsaraEvent } from './events';
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
 * updated is not taken for a new one.
 */
export function eventStream(client: StreamClient, event: SamsaraEvent, form: WatchForm): Source {
	const { lookbackMs, emitExisting } = form.options;
	const query: JsonRecord = {
		queryByTimeField: 'updatedAtTime',
		...form.filters,
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
					const page = await readPage(client, { startTime, ...query, after: cursor }, event);
					complete = !page.hasMore;
					return page;
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
			if (!isBaseline) return { state: fitted, events: settled.fresh.map(toEvent(event, form)) };
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

async function readPage(
	client: StreamClient,
	query: JsonRecord,
	watched: SamsaraEvent,
): Promise<StreamPage<SafetyEvent>> {
	const { events, cursor, hasMore, answeredAt } = await client.readStreamPage(query);
	return {
		cursor,
		hasMore,
		serverNow: answeredAt,
		records: events.flatMap((event) => {
			const created = timeOf(event.createdAtTime);
			const updated = timeOf(event.updatedAtTime) ?? created;
			if (watched === 'safetyEventCreated') {
				const time = created ?? updated;
				return time === undefined ? [] : [{ key: shortKey(event.id), time, item: event }];
			}
			// An event that nobody touched since it was made (assumed: both times are the same) is no update.
			if (updated === undefined || updated === created) return [];
			return [{ key: shortKey(`${event.id} ${updated}`), time: updated, item: event }];
		}),
	};
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
