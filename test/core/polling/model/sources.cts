import { z } from 'zod';

import type { BaselineScan } from '../../../../nodes/core/polling/baseline.ts';
import type { NewestFirstState, Scan } from '../../../../nodes/core/polling/newestFirst.ts';
import type { Snapshot } from '../../../../nodes/core/polling/snapshot.ts';
import type { Source } from '../../../../nodes/core/polling/source.ts';
import type { StreamScan, StreamState } from '../../../../nodes/core/polling/stream.ts';
import {
	applyChanges,
	baseline,
	compareSnapshots,
	fitNewestFirst,
	fitStream,
	fromTheBeginning,
	MAX_CANDIDATES,
	reduceNewestFirst,
	reduceStream,
	scanBaseline,
	scanNewestFirst,
	scanStream,
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
	total: z.number().optional(),
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

function toCandidate(record: ModelRecord, { onlyEven }: Settings) {
	if (record.broken) return [];
	const silent = onlyEven && record.category === 'odd';
	return [{ key: shortKey(record.id), time: record.time, item: record, silent }];
}

export function feedSource(service: ModelService, settings: Settings): Source {
	const { lookbackMs, emitExisting } = settings;
	return source<NewestFirstState, { first: BaselineScan } | { scan: Scan<ModelRecord> }>({
		name: 'feed',
		fingerprint: 'account',
		state: feedState,
		async scan(state, { most, now, outOfTime }) {
			let before: number | undefined;
			const request = {
				lookbackMs,
				most,
				now,
				outOfTime,
				onTrouble() {},
				async readPage(number: number) {
					if (number > (before ?? number) + 1) service.probes++;
					before = number;
					const { records, hasMore, total } = await service.page(number);
					return {
						records: records.flatMap((record) => toCandidate(record, settings)),
						size: records.length,
						hasMore,
						total,
						serverNow: service.toldTime,
					};
				},
			};
			if (state === undefined && !emitExisting) return { first: await scanBaseline(request) };
			const scan = await scanNewestFirst(state ?? fromTheBeginning, request);
			const loud = scan.candidates.filter(({ silent }) => silent !== true).length;
			if (loud > most || scan.candidates.length > MAX_CANDIDATES)
				throw new Error('Too much is kept');
			return { scan };
		},
		reduce(state, scanned, { room, bytes }) {
			if ('first' in scanned) {
				return { state: state ?? baseline(scanned.first, lookbackMs), emit: [] };
			}
			const reduced = reduceNewestFirst(state ?? fromTheBeginning, scanned.scan, {
				lookbackMs,
				most: room,
			});
			const events = reduced.fresh.filter(({ silent }) => silent !== true);
			return {
				state: fitNewestFirst(reduced.state, bytes).state,
				emit: events.map(({ item, time }) => ({
					id: item.id,
					type: 'feed',
					time,
					json: { feed: item.id },
				})),
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
	return source<StreamState, { began: StreamState; scan: StreamScan<ModelRecord> }>({
		name: 'stream',
		fingerprint: 'account',
		state: streamState,
		async scan(state, { most, now, outOfTime }) {
			const began = state ?? begin(now());
			const scan = await scanStream(began, {
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
					return {
						records,
						size: records.length,
						next: page.cursor,
						hasMore: page.hasMore,
						serverNow: service.toldTime,
					};
				},
			});
			return { began, scan };
		},
		reduce(state, { began, scan }, { room, bytes }) {
			const reduced = reduceStream(state ?? began, scan, { lookbackMs, most: room });
			return {
				state: fitStream(reduced.state, bytes).state,
				// The order is the service's own.
				emit: reduced.fresh.map(({ item }) => ({
					id: item.id,
					type: 'stream',
					time: 0,
					json: { stream: item.id },
				})),
			};
		},
	});
}

export function collectionSource(service: ModelService, { emitExisting }: Settings): Source {
	return source<Snapshot, Map<string, string>>({
		name: 'collection',
		fingerprint: 'account',
		state: members,
		scan: async () => await service.collection(),
		reduce(state, now, { room, overtaken, bytes }) {
			if (overtaken && state !== undefined) return { state, emit: [] };
			const before = state ?? [];
			const { changes } = compareSnapshots(before, now, bytes);
			if (state === undefined && !emitExisting) {
				return { state: applyChanges(before, now, changes), emit: [] };
			}
			const emitted = changes.slice(0, room);
			return {
				state: applyChanges(before, now, emitted),
				emit: emitted.map(({ kind, key }) => {
					const json = { kind, member: key, looks: now.get(key) ?? null };
					return { id: key, type: kind, time: undefined, json };
				}),
			};
		},
	});
}
