import { z } from 'zod';

import type { CollectionState } from '../../../../nodes/core/polling/collection.ts';
import type { BaselineReading, Descent, FeedState } from '../../../../nodes/core/polling/feed.ts';
import type { Source } from '../../../../nodes/core/polling/source.ts';
import type { StreamReading, StreamState } from '../../../../nodes/core/polling/stream.ts';
import {
	applyChanges,
	baseline,
	compareCollections,
	fitFeed,
	fitStream,
	fromTheBeginning,
	MOST_KEPT,
	readFeed,
	readForBaseline,
	readStream,
	settleFeed,
	settleStream,
	shortKey,
	source,
} from './engine.cts';
import type { ModelRecord, ModelService } from './service.cts';
import { Refused } from './service.cts';

/** What a user sets; it may change while the trigger is on. */
export interface Settings {
	most: number;
	lookbackMs: number;
	emitExisting: boolean;
	onlyEven: boolean;
	/** What is asked of the stream; a cursor of another query is refused. */
	query: string;
}

const seen = z.record(z.string());
const feedState = z.object({
	cursor: z.number().nullable(),
	floor: z.number().nullable(),
	seen,
	resumePage: z.number().optional(),
});
const members = z.array(z.tuple([z.string(), z.string()]));
const streamState = z.object({
	query: z.string().optional(),
	reached: z.number().optional(),
	startTime: z.string(),
	cursor: z.string().optional(),
	newest: z.number().nullable(),
	forgotten: z.number().nullable(),
	seen,
});

function toFeedRecord(record: ModelRecord, { onlyEven }: Settings) {
	if (record.broken) return [];
	const silent = onlyEven && record.category === 'odd';
	return [{ key: shortKey(record.id), time: record.time, item: record, silent }];
}

export function feedSource(service: ModelService, settings: Settings): Source {
	const { lookbackMs, emitExisting } = settings;
	return source<FeedState, { first: BaselineReading } | { descent: Descent<ModelRecord> }>({
		name: 'feed',
		fingerprint: 'account',
		state: feedState,
		async look(state, { most, now, outOfTime }) {
			let isFirst = true;
			const reading = {
				lookbackMs,
				most,
				now,
				outOfTime,
				onTrouble() {},
				async readPage(number: number) {
					if (isFirst && number > 1) service.resumed++;
					isFirst = false;
					const { records, hasMore } = await service.page(number);
					return {
						records: records.flatMap((record) => toFeedRecord(record, settings)),
						size: records.length,
						hasMore,
						serverNow: service.toldTime,
					};
				},
			};
			if (state === undefined && !emitExisting) return { first: await readForBaseline(reading) };
			const descent = await readFeed(state ?? fromTheBeginning, reading);
			const loud = descent.kept.filter(({ silent }) => silent !== true).length;
			if (loud > most || descent.kept.length > MOST_KEPT) throw new Error('Too much is kept');
			return { descent };
		},
		settle(state, look, { room, bytes }) {
			if ('first' in look) {
				return { state: state ?? baseline(look.first, lookbackMs), events: [] };
			}
			const settled = settleFeed(state ?? fromTheBeginning, look.descent, {
				lookbackMs,
				most: room,
			});
			const events = settled.fresh.filter(({ silent }) => silent !== true);
			return {
				state: fitFeed(settled.state, bytes).state,
				events: events.map(({ item, time }) => ({ time, json: { feed: item.id } })),
			};
		},
	});
}

export function streamSource(service: ModelService, settings: Settings): Source {
	const { lookbackMs, query } = settings;
	const begin = (host: number): StreamState => {
		const from = Math.min(service.toldTime ?? Infinity, host) - lookbackMs;
		const startTime = new Date(from).toISOString();
		return { query, startTime, newest: null, forgotten: from, seen: {} };
	};
	return source<StreamState, { began: StreamState; reading: StreamReading<ModelRecord> }>({
		name: 'stream',
		fingerprint: 'account',
		state: streamState,
		async look(state, { most, now, outOfTime }) {
			const began = state ?? begin(now());
			const reading = await readStream(began, {
				query,
				lookbackMs,
				most,
				now,
				outOfTime,
				isRefusedCursor: (reason) => reason instanceof Refused,
				onTrouble() {},
				async readPage(startTime, cursor) {
					const page = await service.streamPage(startTime, cursor, query);
					const records = page.records.map((item) => {
						return { key: shortKey(item.id), time: item.time, item };
					});
					return { ...page, records, size: records.length, serverNow: service.toldTime };
				},
			});
			return { began, reading };
		},
		settle(state, { began, reading }, { room, bytes }) {
			const settled = settleStream(state ?? began, reading, { lookbackMs, most: room });
			return {
				state: fitStream(settled.state, bytes).state,
				// The order is the service's own.
				events: settled.fresh.map(({ item }) => ({ time: 0, json: { stream: item.id } })),
			};
		},
	});
}

export function collectionSource(service: ModelService, { emitExisting }: Settings): Source {
	return source<CollectionState, Map<string, string>>({
		name: 'collection',
		fingerprint: 'account',
		state: members,
		look: async () => await service.collection(),
		settle(state, now, { room, overtaken, bytes }) {
			if (overtaken && state !== undefined) return { state, events: [] };
			const before = state ?? [];
			const { changes } = compareCollections(before, now, bytes);
			if (state === undefined && !emitExisting) {
				return { state: applyChanges(before, now, changes), events: [] };
			}
			const told = changes.slice(0, room);
			return {
				state: applyChanges(before, now, told),
				events: told.map(({ kind, key }) => {
					return { time: Infinity, json: { kind, member: key, looks: now.get(key) ?? null } };
				}),
			};
		},
	});
}
