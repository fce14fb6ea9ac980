import { z } from 'zod';

import { ApiFailure } from '../../core/failures/failures';
import { field } from '../../core/form/field';
import { someOf } from '../../core/form/oneOf';
import { positionOf } from '../../core/geo/position';
import type { JsonRecord } from '../../core/json';
import { drain, isJsonRecord } from '../../core/json';
import { simpleForm } from '../../core/record';
import type { SamsaraList } from '../lists';
import { readPage, readRecords } from '../lists';
import { batchReader } from '../readCalls';
import type { SamsaraClient } from '../service';
import { addressTooLong, READ_PERMISSION } from '../service';

/** A safety event whose ID was found. */
export type SafetyEvent = JsonRecord & { id: string };

export function isSafetyEvent(record: unknown): record is SafetyEvent {
	return isJsonRecord(record) && typeof record.id === 'string' && record.id !== '';
}

export const behaviorLabelsOf = (event: JsonRecord) => textsIn(event.behaviorLabels, 'label');
export const contextLabelsOf = (event: JsonRecord) => textsIn(event.contextLabels, 'name');

function textsIn(list: unknown, name: string): string[] {
	if (!Array.isArray(list)) return [];
	return list
		.map((entry: unknown) => (isJsonRecord(entry) ? entry[name] : entry))
		.filter((text): text is string => typeof text === 'string');
}

export const simpleSafetyEvent = simpleForm(
	{
		id: z.string(),
		// A time as text, despite its name.
		startTime: [z.string(), (event) => event.startMs],
		eventState: z.string(),
		behaviorLabels: [z.array(z.string()), behaviorLabelsOf],
		contextLabels: [z.array(z.string()), contextLabelsOf],
		maxAccelerationGForce: z.number(),
		asset: [z.string(), (event) => nameOf(event.asset)],
		driver: [z.string(), (event) => nameOf(event.driver)],
		mapUrl: [z.string(), (event) => mapUrlOf(event.location)],
		inboxEventUrl: z.string(),
	},
	{ always: ['id'] },
);

/** The name if the call included it, else the ID; undefined for an event without a driver, whose ID is empty. */
function nameOf(thing: unknown): unknown {
	if (!isJsonRecord(thing)) return undefined;
	return [thing.name, thing.id].find((value) => typeof value === 'string' && value !== '');
}

function mapUrlOf(location: unknown): string | undefined {
	const position = positionOf(location);
	if (position === undefined) return undefined;
	const [longitude, latitude] = position;
	return `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`;
}

/** What an answer carries besides the events: by the names of the fields that ask for it. */
export type Inclusions = Partial<
	Record<'includeAsset' | 'includeDriver' | 'includeVgOnlyEvents', true>
>;

export const include = field(
	{
		displayName: 'Include',
		name: 'include',
		type: 'multiOptions',
		options: [
			{ name: 'Asset', value: 'asset', description: 'Name, type and tags, not only the ID' },
			{ name: 'Driver', value: 'driver', description: 'Name and tags, not only the ID' },
			{
				name: 'Events of Vehicles Without Camera',
				value: 'vgOnlyEvents',
				description: 'Without this, Samsara omits them',
			},
		],
		default: ['asset', 'driver'],
		description: 'What to read in addition to the events',
	},
	// False is the default of all three, and is not sent.
	someOf(['asset', 'driver', 'vgOnlyEvents']).transform(
		(chosen): Inclusions => ({
			...(chosen.includes('asset') ? { includeAsset: true } : {}),
			...(chosen.includes('driver') ? { includeDriver: true } : {}),
			...(chosen.includes('vgOnlyEvents') ? { includeVgOnlyEvents: true } : {}),
		}),
	),
);

/**
 * IDs that one read asks for. No maximum is documented: 200 would make a query of 7.4 kB, near the usual 8 kB that a
 * whole request line may have, so 50 (assumed to be safe).
 */
export const LARGEST_READ = 50;

/** Reads events by their IDs, for Get and on the way of an update. */
export const eventsById = {
	call: {
		key: 'safetyEvent.get',
		title: 'Get safety events',
		method: 'GET',
		path: '/safety-events',
		evidence: 'documented',
		effect: 'read',
		permission: READ_PERMISSION,
		rateLimit: { name: 'safety-events', calls: 5, perMs: 1_000 },
		parameters: 'Safety Event IDs',
		fields: ['safetyEventIds', 'includeAsset', 'includeDriver', 'includeVgOnlyEvents', 'after'],
		fieldEvidence: 'documented',
		ownFields: ['safetyEventIds', 'after'],
		statuses: {
			404: ({ says }) => ({
				message: 'Samsara found nothing for "Get safety events"',
				howToGoOn: `Either at least one safety event of this call is unknown to Samsara (one call reads up to 50; how Samsara answers then is not documented), or the address is wrong. Check Safety Event IDs, and Region or Base URL of the credential.${says}`,
			}),
		},
	},
	isItem: isSafetyEvent,
	keyOf: ({ id }) => id.toLowerCase(),
} as const satisfies SamsaraList<SafetyEvent>;

/** The stream of events, for Get Many and for the trigger. */
export const streamedEvents = {
	call: {
		key: 'safetyEvent.getAll',
		title: 'Stream safety events',
		method: 'GET',
		path: '/safety-events/stream',
		evidence: 'documented',
		effect: 'read',
		permission: READ_PERMISSION,
		rateLimit: { name: 'safety-events/stream', calls: 5, perMs: 1_000 },
		parameters: 'Time Span, Start, End or Filters',
		fields: [
			'startTime',
			'endTime',
			'queryByTimeField',
			'assetIds',
			'driverIds',
			'tagIds',
			'assignedCoaches',
			'behaviorLabels',
			'eventStates',
			'includeAsset',
			'includeDriver',
			'includeVgOnlyEvents',
			'after',
		],
		fieldEvidence: 'documented',
		ownFields: ['after'],
		statuses: { 414: tooManyFilters, 431: tooManyFilters },
	},
	isItem: isSafetyEvent,
	keyOf: ({ id }) => id,
} as const satisfies SamsaraList<SafetyEvent>;

function tooManyFilters(refused: Parameters<typeof addressTooLong>[0]) {
	return addressTooLong(
		refused,
		'The IDs in Filters are part of it. Use fewer IDs, a tag instead, or several nodes.',
	);
}

/**
 * Makes a reader of events by ID in lower case, one for each run (batchReader). IDs that Samsara does not know are left out
 * (assumed). Throws ApiFailure.
 *
 * @param list by which call
 * @param withExtraFields false for a read that the user did not ask for
 */
export function eventReader(
	client: SamsaraClient,
	hint: (text: string) => void,
	list: SamsaraList<SafetyEvent> = eventsById,
) {
	const inBatches = batchReader(LARGEST_READ);
	return async (
		ids: readonly string[],
		inclusions: Inclusions,
		{ withExtraFields = true } = {},
	): Promise<Map<string, SafetyEvent>> => {
		const events = await inBatches(ids, async (some) => {
			const input = { fields: { safetyEventIds: some, ...inclusions }, withExtraFields };
			const options = { limit: undefined, hint, keep: (event: SafetyEvent) => event };
			return await readRecords(client, list, input, options);
		});
		return new Map(events.map((event) => [event.id.toLowerCase(), event]));
	};
}

/** A read leaves out the IDs that Samsara does not know (assumed). */
export function notFound(id: string): ApiFailure {
	return new ApiFailure(
		`Samsara returned no safety event ${id}`,
		'Check Safety Event IDs. The ID may be mistyped, or the event may belong to another organization or to a vehicle that the token may not see. For a vehicle without a camera, add Events of Vehicles Without Camera to Include.',
		{ recordId: id, attempts: 1, certainlyWithoutEffect: true },
	);
}

export interface StreamPage {
	events: SafetyEvent[];
	/** The records of the page without an ID. */
	withoutId: JsonRecord[];
	/** Where the next page begins; undefined keeps the place. */
	cursor: string | undefined;
	hasMore: boolean;
	/** Samsara's own clock, epoch milliseconds; undefined when it does not tell. */
	answeredAt: number | undefined;
}

/** One page of the stream without an end. The cursor stands in the query, as `after`. Throws ApiFailure. */
export async function readStreamPage(
	client: SamsaraClient,
	query: JsonRecord,
): Promise<StreamPage> {
	const read = await readPage(client, streamedEvents.call, { fields: query });
	const { data, cursor, hasMore, answeredAt } = read;
	const records = drain(data).map(withTextId);
	const events = records.filter(isSafetyEvent);
	const withoutId = records.filter((record) => !isSafetyEvent(record)).filter(isJsonRecord);
	return { events, withoutId, cursor, hasMore, answeredAt };
}

/** An ID that came as a number. */
function withTextId(record: unknown): unknown {
	if (!isJsonRecord(record) || !Number.isSafeInteger(record.id)) return record;
	return { ...record, id: String(record.id) };
}

/** Samsara's own clock, epoch milliseconds; undefined when it does not tell. Throws ApiFailure. */
export async function readServerTime(client: SamsaraClient): Promise<number | undefined> {
	// An empty window of long ago is the cheapest thing to ask for.
	const fields = { startTime: '2020-01-01T00:00:00.000Z', endTime: '2020-01-01T00:00:00.001Z' };
	return (await client.send(streamedEvents.call, { fields, withExtraFields: false })).answeredAt;
}
