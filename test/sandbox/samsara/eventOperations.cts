import { z } from 'zod';
import { cursorFor, readCursor, type Position } from './cursor.cts';
import { served, type SafetyEvent } from './model.cts';
import { operation, perSecond, refusal, type Context, type Operation } from './operation.cts';
import { uuid } from './seed.cts';

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
	run({ safetyEventIds: ids, ...change }, { now, world }) {
		const { events, settings, random } = world;
		if (settings.largestBody !== null && ids.length > settings.largestBody) {
			return refusal(413, 'Content too large.');
		}
		// All ids are looked up before anything is changed (documented); which one is missing is not told (assumed).
		if (ids.some((id) => events.get(id.toLowerCase()) === undefined)) {
			return refusal(404, 'Object not found.');
		}
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
	run({ safetyEventIds, includeVgOnlyEvents, after, ...include }, { now, world, rawQuery }) {
		const { events, settings } = world;
		const wanted = [...new Set(safetyEventIds.map((id) => id.toLowerCase()))];
		const found = wanted
			.map((id) => events.get(id))
			.filter((event): event is SafetyEvent => event !== undefined)
			.filter((event) => includeVgOnlyEvents || event.asset.hasCamera);
		if (settings.unknownIdsAre404 && found.length < wanted.length) {
			return refusal(404, 'Object not found.');
		}
		const offset = after === undefined ? 0 : readCursor(after, rawQuery, now);
		if (typeof offset === 'string') return refusal(400, offset);
		const from = typeof offset === 'number' ? 0 : offset.time;
		const page = found.slice(from, from + settings.pageSize);
		const next = from + page.length;
		const hasNextPage = next < found.length;
		const endCursor = hasNextPage ? cursorFor(rawQuery, { time: next, id: '' }, now) : '';
		return {
			status: 200,
			body: {
				data: page.map((event) => served(event, include)),
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
		const after = input.after === undefined ? undefined : readCursor(input.after, rawQuery, now);
		if (typeof after === 'string') return refusal(400, after);
		const { settings } = world;
		const matching = streamOf(input, context, after);
		world.pagesServed += 1;
		const isEmpty =
			settings.emptyPageEvery > 0 && world.pagesServed % settings.emptyPageEvery === 0;
		const page = isEmpty ? [] : matching.slice(0, settings.pageSize);
		const hasNextPage = page.length < matching.length;
		const last = page.at(-1);
		const position: Position = last
			? { time: last.time, id: last.event.id }
			: (after ?? { time: -1, id: '' });
		// Always there when the stream goes on, empty when a bounded query is over (assumed).
		const endCursor =
			hasNextPage || input.endTime === undefined ? cursorFor(rawQuery, position, now) : '';
		return {
			status: 200,
			body: {
				data: page.map(({ event }) => served(event, input)),
				pagination: { endCursor, hasNextPage },
			},
		};
	},
});

interface Timed {
	readonly event: SafetyEvent;
	readonly time: number;
}

/** What the query asks for beyond the position, by time and then id (the order is assumed). */
function streamOf(
	input: StreamInput,
	{ now, world }: Context,
	after: Position | undefined,
): Timed[] {
	const from = Date.parse(input.startTime);
	const until = input.endTime === undefined ? Infinity : Date.parse(input.endTime);
	const timeOf = (event: SafetyEvent) =>
		Date.parse(input.queryByTimeField === 'createdAtTime' ? event.startMs : event.updatedAtTime);
	const candidates = world.events
		.all()
		.filter((event) => matches(event, input))
		.filter((event) => Date.parse(event.updatedAtTime) + world.settings.lateIndexingMs <= now)
		.map((event): Timed => ({ event, time: timeOf(event) }));
	const chosen =
		until === from
			? latestPerAsset(candidates.filter(({ time }) => time < from))
			: candidates.filter(({ time }) => time >= from && time < until);
	return chosen
		.filter(
			({ event, time }) =>
				after === undefined || time > after.time || (time === after.time && event.id > after.id),
		)
		.sort((a, b) => a.time - b.time || (a.event.id < b.event.id ? -1 : 1));
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

/** Filters all hold, of the values in one filter any does (assumed). */
function matches(event: SafetyEvent, input: StreamInput): boolean {
	const oneOf = (wanted: readonly string[] | undefined, values: readonly string[]) =>
		wanted === undefined || values.some((value) => wanted.includes(value));
	return (
		(input.includeVgOnlyEvents || event.asset.hasCamera) &&
		oneOf(input.assetIds, [event.asset.id]) &&
		oneOf(input.driverIds, [event.driver.id]) &&
		oneOf(
			input.tagIds,
			event.asset.tags.map(({ id }) => id),
		) &&
		oneOf(input.assignedCoaches, event.assignedCoach === undefined ? [] : [event.assignedCoach]) &&
		oneOf(
			input.behaviorLabels,
			event.behaviorLabels.map(({ label }) => label),
		) &&
		oneOf(input.eventStates, [event.eventState])
	);
}

export const eventOperations: readonly Operation[] = [update, get, getAll];
