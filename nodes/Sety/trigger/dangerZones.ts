import { z } from 'zod';

import type { CollectionChange, CollectionState } from '../../core/polling/collection';
import { applyChanges, collectionState, compareCollections } from '../../core/polling/collection';
import { shortKey } from '../../core/polling/seenKeys';
import type { PollEvent, SettleContext, Source } from '../../core/polling/source';
import { source } from '../../core/polling/source';
import { featureOf } from '../../core/geo/geoJson';
import type { SetyRecord } from '../answers';
import { idIn } from '../answers';
import type { SetyClient } from '../service';
import { isInside } from './area';
import type { SetyEvent } from './events';
import { updatedAt } from './incidentRecords';
import type { WatchForm } from './watchForm';
import { pageSizeOf, readRecords } from '../lists';
import { dangerZones as zoneList, simpleDangerZone } from '../threatIntelligence/dangerZone';

type Zones = ReadonlyMap<string, SetyRecord>;

interface ZoneLook {
	readonly zones: Zones;
	/** Keys of those in the area. */
	readonly inside: ReadonlySet<string>;
	/** The list came in more than one page, so that one can have slipped through between two. */
	readonly inPages: boolean;
	/** The list broke off, so that a missing one need not be gone. */
	readonly incomplete: boolean;
}

interface ZoneState {
	/** The area that the zones were compared with. */
	readonly area: string;
	/** All zones, also those outside, so that another area invents no changes and misses none. */
	readonly zones: CollectionState;
	/** There was no room for some of those outside. */
	readonly partial?: boolean | undefined;
}

const zoneState = z.object({
	area: z.string(),
	zones: collectionState,
	partial: z.boolean().optional(),
});

/** Stands before the hash of a zone that lies outside the area. */
const OUTSIDE = '.';

const isOutside = (looks: string) => looks.startsWith(OUTSIDE);

/**
 * Danger zones, compared with the last look; events tell of those in the area. Only keys and hashes are remembered, so a
 * removed zone is told by its id alone.
 */
export function dangerZones(client: SetyClient, account: string, form: WatchForm): Source {
	const { filters, options } = form;
	const area = shortKey(JSON.stringify(filters.area ?? null));
	return source<ZoneState, ZoneLook>({
		name: 'dangerZones',
		fingerprint: account,
		state: zoneState,
		async look(state, { warn }) {
			const look = await readZones(client, form, warn);
			const isMissing = (state?.zones ?? []).some(([key]) => !look.zones.has(key));
			if (!isMissing || !look.inPages || look.incomplete) return look;
			// What is missing is looked for once more.
			const again = await readZones(client, form, warn);
			return {
				...again,
				zones: new Map([...look.zones, ...again.zones]),
				inside: new Set([...look.inside, ...again.inside]),
			};
		},
		settle(state, look, context) {
			if (context.overtaken && state !== undefined) return { state, events: [] };
			const looks = looksOf(look);
			const before = state === undefined ? [] : asSeenFrom(area, state, looks);
			const { changes: found, unwatched } = compareCollections(before, looks, context.bytes);
			tellUnwatched(unwatched.filter((key) => look.inside.has(key)).length, context);
			const isBaseline = state === undefined && !options.emitExisting;
			const { changes, events } = isBaseline
				? { changes: found, events: [] }
				: told(found, look, looks, form, context);
			return {
				state: { area, zones: applyChanges(before, looks, changes), partial: unwatched.length > 0 },
				events,
			};
		},
	});
}

/** What each zone looks like, those in the area first: for the others there is room last. */
function looksOf({ zones, inside }: ZoneLook): ReadonlyMap<string, string> {
	const looks = [...zones].map(([key, zone]): [string, string] => {
		return [key, (inside.has(key) ? '' : OUTSIDE) + shortKey(sorted(zone))];
	});
	return new Map(looks.sort(([, a], [, b]) => Number(isOutside(a)) - Number(isOutside(b))));
}

/** The zones of the last look, as they lie in the present area. */
function asSeenFrom(
	area: string,
	{ area: areaBefore, zones, partial }: ZoneState,
	looks: ReadonlyMap<string, string>,
): CollectionState {
	if (area === areaBefore) return zones;
	const moved = zones.map(([key, before]): readonly [string, string] => {
		const now = looks.get(key);
		if (now === undefined) return [key, before];
		return [key, (isOutside(now) ? OUTSIDE : '') + before.replace(OUTSIDE, '')];
	});
	if (partial !== true) return moved;
	// Which of the zones in another area are new is not known then, so they count as known.
	const known = new Map(zones);
	return [...moved, ...[...looks].filter(([key]) => !known.has(key))];
}

/** What of it is told: changes that nobody asked for, and those outside the area, are only remembered. */
function told(
	found: readonly CollectionChange[],
	{ zones, incomplete }: ZoneLook,
	looks: ReadonlyMap<string, string>,
	{ triggerOn, options }: WatchForm,
	{ room }: SettleContext,
): { changes: CollectionChange[]; events: PollEvent[] } {
	const silent: CollectionChange[] = [];
	const loud: Array<{ change: CollectionChange; event: SetyEvent }> = [];
	for (const change of found) {
		if (change.kind === 'removed' && incomplete) continue;
		const event = eventOf(change, looks);
		if (event === undefined || !triggerOn.has(event)) silent.push(change);
		else loud.push({ change, event });
	}
	const fitting = loud.slice(0, room);
	return {
		changes: [...silent, ...fitting.map(({ change }) => change)],
		events: fitting.map(({ change, event }) => zoneEvent(event, change.key, zones, options)),
	};
}

/** What a change is for the area: a zone that moves into it is there from now on, one that moves out is gone. */
function eventOf(
	change: CollectionChange,
	looks: ReadonlyMap<string, string>,
): SetyEvent | undefined {
	const wasInside = change.kind !== 'created' && !isOutside(change.before);
	const isInsideNow = change.kind !== 'removed' && !isOutside(looks.get(change.key) ?? OUTSIDE);
	if (wasInside) return isInsideNow ? 'dangerZoneChanged' : 'dangerZoneRemoved';
	return isInsideNow ? 'dangerZoneCreated' : undefined;
}

function zoneEvent(
	event: SetyEvent,
	key: string,
	zones: Zones,
	{ simplify }: WatchForm['options'],
): PollEvent {
	const zone = event === 'dangerZoneRemoved' ? undefined : zones.get(key);
	const shown =
		zone === undefined ? { zone_id: key } : simplify ? simpleDangerZone.simplify(zone) : zone;
	const time = zone === undefined ? undefined : updatedAt(zone);
	return { time: time ?? Number.MAX_SAFE_INTEGER, json: { event, dangerZone: shown } };
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
	const zones = await readRecords(client, zoneList, {}, { limit: undefined, hint });
	const keyed = new Map(zones.map((zone) => [keyOf(zone), zone]));
	const inside = [...keyed].filter(([, zone]) => isInside(area, zone));
	return {
		zones: keyed,
		inside: new Set(inside.map(([key]) => key)),
		inPages: zones.length >= pageSizeOf(client, zoneList),
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
