import { z } from 'zod';

import type { CollectionChange, CollectionState } from '../../shared/polling/collection';
import { applyChanges, compareCollections } from '../../shared/polling/collection';
import { shortKey } from '../../shared/polling/seenKeys';
import type { PollEvent, SettleContext, Source } from '../../shared/polling/source';
import { source } from '../../shared/polling/source';
import { featureOf } from '../../shared/places/geoJson';
import type { SetyRecord } from '../api/answers';
import { idIn } from '../api/answers';
import type { SetyClient } from '../api/client';
import { simplifyDangerZone } from '../output/simplify';
import { isInside } from './area';
import type { SetyEvent } from './events';
import { timeOf } from './incidentRecords';
import type { WatchForm } from './watchForm';

type Zones = ReadonlyMap<string, SetyRecord>;

interface ZoneLook {
	/** Those in the area. */
	readonly zones: Zones;
	/** The list came in more than one page, so that one can have slipped through between two. */
	readonly inPages: boolean;
	/** The list broke off, so that a missing one need not be gone. */
	readonly incomplete: boolean;
}

const EVENT_OF: Record<CollectionChange['kind'], SetyEvent> = {
	created: 'dangerZoneCreated',
	changed: 'dangerZoneChanged',
	removed: 'dangerZoneRemoved',
};

/**
 * Danger zones in the area that is watched, compared with the last look. Only keys and hashes are remembered, so a
 * removed zone is told by its id alone.
 */
export function dangerZones(client: SetyClient, account: string, form: WatchForm): Source {
	const { filters, options } = form;
	return source<CollectionState, ZoneLook>({
		name: 'dangerZones',
		// Another area is another collection: comparing the two would invent changes.
		fingerprint: shortKey(JSON.stringify([account, filters.area ?? null])),
		state: z.record(z.string()),
		async look(state, { warn }) {
			const look = await readZones(client, form, warn);
			const isMissing = Object.keys(state ?? {}).some((key) => !look.zones.has(key));
			if (!isMissing || !look.inPages || look.incomplete) return look;
			// What is missing is looked for once more.
			const again = await readZones(client, form, warn);
			return { ...again, zones: new Map([...look.zones, ...again.zones]) };
		},
		settle(state, look, context) {
			if (context.overtaken && state !== undefined) return { state, events: [] };
			const looks = new Map([...look.zones].map(([key, zone]) => [key, shortKey(sorted(zone))]));
			if (state === undefined && !options.emitExisting) {
				return { state: firstLook(looks, context), events: [] };
			}
			return settleZones(state ?? {}, look, looks, form, context);
		},
	});
}

function firstLook(looks: ReadonlyMap<string, string>, context: SettleContext): CollectionState {
	const { changes, unwatched } = compareCollections({}, looks, context.bytes);
	tellUnwatched(unwatched, context);
	return applyChanges({}, looks, changes);
}

function settleZones(
	before: CollectionState,
	{ zones, incomplete }: ZoneLook,
	looks: ReadonlyMap<string, string>,
	{ triggerOn, options }: WatchForm,
	context: SettleContext,
): { state: CollectionState; events: PollEvent[] } {
	const { changes: found, unwatched } = compareCollections(before, looks, context.bytes);
	tellUnwatched(unwatched, context);
	const changes = incomplete ? found.filter(({ kind }) => kind !== 'removed') : found;
	const silent = changes.filter(({ kind }) => !triggerOn.has(EVENT_OF[kind]));
	const told = changes.filter(({ kind }) => triggerOn.has(EVENT_OF[kind])).slice(0, context.room);
	return {
		state: applyChanges(before, looks, [...silent, ...told]),
		events: told.map((change) => zoneEvent(change, zones, options)),
	};
}

function zoneEvent(
	{ kind, key }: CollectionChange,
	zones: Zones,
	{ simplify }: WatchForm['options'],
): PollEvent {
	const zone = zones.get(key);
	const shown = zone === undefined ? { zone_id: key } : simplify ? simplifyDangerZone(zone) : zone;
	return {
		time: timeOf(zone?.updated_at) ?? Number.MAX_SAFE_INTEGER,
		json: { event: EVENT_OF[kind], dangerZone: shown },
	};
}

async function readZones(
	client: SetyClient,
	{ filters: { area } }: WatchForm,
	warn: (text: string) => void,
): Promise<ZoneLook> {
	let incomplete = false;
	const hint = (text: string) => {
		incomplete = true;
		warn(text);
	};
	const zones = await client.listDangerZones({}, { limit: undefined, hint });
	const inside = zones.filter((zone) => isInside(area, zone));
	return {
		zones: new Map(inside.map((zone) => [keyOf(zone), zone])),
		inPages: zones.length >= client.pageSizeOf('threatIntelligence.getDangerZones'),
		incomplete,
	};
}

/** A zone without an id is known by its name and place, or by all it says where it has neither. */
function keyOf(zone: SetyRecord): string {
	const id = idIn(zone, 'zone_id');
	if (id !== undefined) return id;
	const place = featureOf(zone).geometry;
	const telling = zone.name === undefined && place === null ? zone : [zone.name ?? null, place];
	return shortKey(sorted(telling));
}

/** The same text for the same content, whatever the order of the fields. */
function sorted(value: unknown): string {
	return JSON.stringify(value, (_key, inner: unknown) =>
		typeof inner === 'object' && inner !== null && !Array.isArray(inner)
			? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
			: inner,
	);
}

function tellUnwatched(unwatched: number, { warn }: SettleContext): void {
	if (unwatched === 0) return;
	warn(`${unwatched} danger zones are not watched: there are too many. Narrow the area.`);
}
