import { z } from 'zod';
import { cursorFor, readCursor, type Place, type Position } from './cursor.cts';
import type { Entry } from './events.cts';
import { mediaOf } from './media.cts';
import { served, type SafetyEvent } from './model.cts';
import { operation, perSecond, refusal, type Context, type Operation } from './operation.cts';
import { uuid } from './seed.cts';
import type { STREAM_ORDERS } from './world.cts';

const inclusions = {
	includeAsset: z.boolean().default(false),
	includeDriver: z.boolean().default(false),
	includeVgOnlyEvents: z.boolean().default(false),
};
const texts = z.array(z.string()).optional();

const update = operation({
	name: 'safetyEvent.update',
	method: 'PATCH',
	path: '/safety-events/batch',
	permission: 'Write Safety Events & Scores',
	limit: perSecond('safety-events/batch'),
	input: z.object({
		safetyEventIds: z.array(z.string()),
		eventState: z.string().optional(),
		dismissalReason: z.object({ code: z.string(), comment: z.string().optional() }).optional(),
		contextLabelsToAdd: texts,
		contextLabelsToRemove: texts,
		behaviorLabelsToAdd: texts,
		behaviorLabelsToRemove: texts,
	}),
	run({ safetyEventIds: ids, ...change }, { now, world, sees }) {
		const { events, settings, random } = world;
		if (settings.largestBody !== null && ids.length > settings.largestBody) {
			return refusal(413, 'Content too large.');
		}
		// All ids are looked up before anything is changed (documented); which one is missing is not told (assumed).
		const isKnown = (id: string) => {
			const event = events.get(id.toLowerCase());
			return event !== undefined && sees(event);
		};
		if (!ids.every(isKnown)) return refusal(404, 'Object not found.');
		const { eventState, dismissalReason, ...labels } = change;
		const hasLabels = Object.values(labels).some((list) => list !== undefined);
		const labelsFail = hasLabels && settings.labelStep !== 'ok';
		const done = labelsFail ? { eventState, dismissalReason } : change;
		for (const id of ids) events.accept(id.toLowerCase(), done, now + settings.applyDelayMs);
		if (labelsFail && settings.labelStep === 'refused') {
			return refusal(400, 'Labels could not be changed.');
		}
		return {
			status: 202,
			body: {
				requestId: uuid(random),
				responses: ids.map((safetyEventId) => ({ data: { safetyEventId }, status: 202 })),
			},
		};
	},
});

const get = operation({
	name: 'safetyEvent.get',
	method: 'GET',
	path: '/safety-events',
	permission: 'Read Safety Events & Scores',
	limit: perSecond('safety-events'),
	input: z.object({
		safetyEventIds: z.array(z.string()),
		...inclusions,
		after: z.string().optional(),
	}),
	run({ safetyEventIds, includeVgOnlyEvents, after, ...include }, context) {
		const { now, world, rawQuery, sees } = context;
		const { events, settings } = world;
		const wanted = [...new Set(safetyEventIds.map((id) => id.toLowerCase()))];
		const found = wanted
			.map((id) => events.get(id))
			.filter((event): event is SafetyEvent => event !== undefined)
			.filter(sees)
			.filter((event) => includeVgOnlyEvents || event.asset.hasCamera);
		if (settings.unknownIdsAre404 && found.length < wanted.length) {
			return refusal(404, 'Object not found.');
		}
		const offset = after === undefined ? 0 : readCursor(after, rawQuery, now);
		if (typeof offset === 'string') return refusal(400, offset);
		const from = typeof offset === 'number' ? 0 : (offset.after?.time ?? 0);
		const page = found.slice(from, from + settings.pageSize);
		const next = from + page.length;
		const hasNextPage = next < found.length;
		const endCursor = hasNextPage
			? cursorFor(rawQuery, { after: { time: next, seq: 0 } }, now)
			: '';
		return {
			status: 200,
			body: {
				data: page.map((event) => ({ ...served(event, include), ...mediaOf(event, context) })),
				pagination: { endCursor, hasNextPage },
			},
		};
	},
});

const streamInput = z.object({
	startTime: z.string(),
	endTime: z.string().optional(),
	queryByTimeField: z.enum(['updatedAtTime', 'createdAtTime']).default('updatedAtTime'),
	assetIds: texts,
	driverIds: texts,
	tagIds: texts,
	assignedCoaches: texts,
	behaviorLabels: texts,
	eventStates: texts,
	...inclusions,
	after: z.string().optional(),
});

type StreamInput = z.output<typeof streamInput>;

const getAll = operation({
	name: 'safetyEvent.getAll',
	method: 'GET',
	path: '/safety-events/stream',
	permission: 'Read Safety Events & Scores',
	limit: perSecond('safety-events/stream'),
	input: streamInput,
	run(input, context) {
		const { now, world, rawQuery } = context;
		const position = input.after === undefined ? {} : readCursor(input.after, rawQuery, now);
		if (typeof position === 'string') return refusal(400, position);
		const { settings } = world;
		const matching = streamOf(input, context, position);
		world.pagesServed += 1;
		const isEmpty =
			settings.emptyPageEvery > 0 && world.pagesServed % settings.emptyPageEvery === 0;
		const page = isEmpty ? [] : matching.slice(0, settings.pageSize);
		const hasNextPage = page.length < matching.length || settings.endlessPages;
		const next = nextPosition(position, page, { hasNextPage, order: settings.streamOrder });
		// Always there when the stream goes on, empty when a bounded query is over (assumed).
		const endCursor =
			hasNextPage || input.endTime === undefined ? cursorFor(rawQuery, next, now) : '';
		if (settings.streamOrder === 'mixed') {
			page.sort((a, b) => (a.event.id < b.event.id ? -1 : 1));
		}
		return {
			status: 200,
			body: {
				data: page.map(({ event }) => ({ ...served(event, input), ...mediaOf(event, context) })),
				pagination: { endCursor, hasNextPage },
			},
		};
	},
});

interface Timed extends Entry, Place {}

const isAfter = (one: Place, other: Place) =>
	one.time > other.time || (one.time === other.time && one.seq > other.seq);

/** What the query asks for beyond the position, in the order in which it is served. */
function streamOf(
	input: StreamInput,
	{ now, world, sees }: Context,
	{ after, before }: Position,
): Timed[] {
	const { lateIndexingMs, streamEntries, streamOrder, tagsWithIds } = world.settings;
	const from = Date.parse(input.startTime);
	const until = input.endTime === undefined ? Infinity : Date.parse(input.endTime);
	const byDetection = input.queryByTimeField === 'createdAtTime';
	const timeOf = (event: SafetyEvent) =>
		Date.parse(byDetection ? event.startMs : event.updatedAtTime);
	const once = byDetection || streamEntries === 'latest';
	const candidates = (once ? world.events.latest() : world.events.log())
		.filter(({ event }) => sees(event) && matches(event, input, tagsWithIds))
		.filter(({ event }) => Date.parse(event.updatedAtTime) + lateIndexingMs <= now)
		.map((entry): Timed => ({ ...entry, time: timeOf(entry.event) }));
	const chosen =
		until === from
			? latestPerAsset(candidates.filter(({ time }) => time < from))
			: candidates.filter(({ time }) => time >= from && time < until);
	const oldestFirst = chosen
		.filter((one) => after === undefined || isAfter(one, after))
		.filter((one) => before === undefined || isAfter(before, one))
		.sort((a, b) => a.time - b.time || a.seq - b.seq);
	return streamOrder === 'newestFirst' ? oldestFirst.reverse() : oldestFirst;
}

/** Where a reading goes on after this page. From the newest, a finished reading goes on with what came since it began. */
function nextPosition(
	position: Position,
	page: readonly Timed[],
	{ hasNextPage, order }: { hasNextPage: boolean; order: (typeof STREAM_ORDERS)[number] },
): Position {
	const placeOf = (one: Timed | undefined): Place | undefined =>
		one && { time: one.time, seq: one.seq };
	const last = placeOf(page.at(-1));
	if (order !== 'newestFirst') return { after: last ?? position.after };
	const top = position.top ?? placeOf(page[0]);
	return hasNextPage
		? { after: position.after, before: last ?? position.before, top }
		: { after: top ?? position.after };
}

/** Documented for an endTime that equals the startTime. */
function latestPerAsset(candidates: readonly Timed[]): Timed[] {
	const latest = new Map<string, Timed>();
	for (const candidate of candidates) {
		const known = latest.get(candidate.event.asset.id);
		if (known === undefined || candidate.time > known.time) {
			latest.set(candidate.event.asset.id, candidate);
		}
	}
	return [...latest.values()];
}

/** Filters all hold, of the values in one filter any does (assumed). Only the asset's own tags count, not their parents. */
function matches(event: SafetyEvent, input: StreamInput, tagsWithIds: 'and' | 'union'): boolean {
	const oneOf = (wanted: readonly string[] | undefined, values: readonly string[]) =>
		wanted === undefined || values.some((value) => wanted.includes(value));
	const hasTag = oneOf(
		input.tagIds,
		event.asset.tags.map(({ id }) => id),
	);
	const hasId =
		oneOf(input.assetIds, [event.asset.id]) && oneOf(input.driverIds, [event.driver.id]);
	const namesIds = input.assetIds !== undefined || input.driverIds !== undefined;
	const isUnion = tagsWithIds === 'union' && input.tagIds !== undefined && namesIds;
	const hasTagAndId = isUnion ? hasTag || hasId : hasTag && hasId;
	return (
		(input.includeVgOnlyEvents || event.asset.hasCamera) &&
		hasTagAndId &&
		oneOf(input.assignedCoaches, event.assignedCoach === undefined ? [] : [event.assignedCoach]) &&
		oneOf(
			input.behaviorLabels,
			event.behaviorLabels.map(({ label }) => label),
		) &&
		oneOf(input.eventStates, [event.eventState])
	);
}

export const eventOperations: readonly Operation[] = [update, get, getAll];
