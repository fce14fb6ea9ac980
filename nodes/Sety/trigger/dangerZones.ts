import { z } from 'zod';

import type { SnapshotChange, Snapshot } from '../../core/polling/snapshot';
import { applyChanges, snapshotSchema, compareSnapshots } from '../../core/polling/snapshot';
import { shortKey } from '../../core/polling/seenKeys';
import type { PollEvent, ReduceContext, Source } from '../../core/polling/source';
import { source } from '../../core/polling/source';
import { featureOf } from '../../core/geo/geoJson';
import type { SetyRecord } from '../answers';
import { idIn } from '../answers';
import type { SetyClient } from '../service';
import { pageSizeOf, readRecords } from '../lists';
import { dangerZones as zoneList, simpleDangerZone } from '../threatIntelligence/dangerZone';
import { isInside } from './area';

import { updatedAt } from './incidentRecords';
import type { SetyEvent, TriggerForm } from './form';

type Zones = ReadonlyMap<string, SetyRecord>;

interface ZoneScan {
	readonly zones: Zones;
	/** Keys of those in the area. */
	readonly inside: ReadonlySet<string>;
	/** The list came in more than one page, so that a zone can have slipped through between two. */
	readonly inPages: boolean;
	/** The list broke off, so that a missing zone need not be gone. */
	readonly incomplete: boolean;
}

interface ZoneState {
	/** The area that the zones were compared with. */
	readonly area: string;
	/** All zones, also those outside, so that another area makes up no changes and misses none. */
	readonly zones: Snapshot;
	/** There was no room for some zones outside. */
	readonly partial?: boolean | undefined;
}

const zoneState = z.object({
	area: z.string(),
	zones: snapshotSchema,
	partial: z.boolean().optional(),
});

/** Stands before the hash of a zone that lies outside the area. */
const OUTSIDE = '.';

const isOutside = (hash: string) => hash.startsWith(OUTSIDE);

/**
 * Danger zones, compared with the last scan; the trigger emits changes of those in the area. The state holds keys and
 * hashes only, so the event of a removed zone has its id alone.
 */
export function dangerZones(client: SetyClient, account: string, form: TriggerForm): Source {
	const { filters, options } = form;
	const area = shortKey(JSON.stringify(filters.area ?? null));
	return source<ZoneState, ZoneScan>({
		name: 'dangerZones',
		fingerprint: account,
		state: zoneState,
		async scan(state, { warn }) {
			const scan = await scanZones(client, form, warn);
			const isMissing = (state?.zones ?? []).some(([key]) => !scan.zones.has(key));
			if (!isMissing || !scan.inPages || scan.incomplete) return scan;
			// A zone that is missing may have moved to another page meanwhile.
			const again = await scanZones(client, form, warn);
			return {
				...again,
				zones: new Map([...scan.zones, ...again.zones]),
				inside: new Set([...scan.inside, ...again.inside]),
			};
		},
		reduce(state, scan, context) {
			if (context.overtaken && state !== undefined) return { state, emit: [] };
			const hashes = hashesOf(scan);
			const before = state === undefined ? [] : inArea(area, state, hashes);
			const { changes: found, unwatched } = compareSnapshots(before, hashes, context.bytes);
			warnOfUnwatched(unwatched.filter((key) => scan.inside.has(key)).length, context);
			const isBaseline = state === undefined && !options.emitExisting;
			const { changes, emit } = isBaseline
				? { changes: found, emit: [] }
				: emitted(found, scan, hashes, form, context);
			return {
				state: {
					area,
					zones: applyChanges(before, hashes, changes),
					partial: unwatched.length > 0,
				},
				emit,
			};
		},
	});
}

/** The hash of each zone, those in the area first, so that room runs out for the others first. */
function hashesOf({ zones, inside }: ZoneScan): ReadonlyMap<string, string> {
	const hashes = [...zones].map(([key, zone]): [string, string] => {
		return [key, (inside.has(key) ? '' : OUTSIDE) + shortKey(sorted(zone))];
	});
	return new Map(hashes.sort(([, a], [, b]) => Number(isOutside(a)) - Number(isOutside(b))));
}

/** The zones of the last scan, as they lie in the present area. */
function inArea(
	area: string,
	{ area: areaBefore, zones, partial }: ZoneState,
	hashes: ReadonlyMap<string, string>,
): Snapshot {
	if (area === areaBefore) return zones;
	const moved = zones.map(([key, before]): readonly [string, string] => {
		const now = hashes.get(key);
		if (now === undefined) return [key, before];
		return [key, (isOutside(now) ? OUTSIDE : '') + before.replace(OUTSIDE, '')];
	});
	if (partial !== true) return moved;
	// Which of the zones that were outside are new is unknown then, so they count as known.
	const known = new Map(zones);
	return [...moved, ...[...hashes].filter(([key]) => !known.has(key))];
}

/** What the trigger emits and remembers of the changes; it only remembers those outside the area or of another kind. */
function emitted(
	found: readonly SnapshotChange[],
	{ zones, incomplete }: ZoneScan,
	hashes: ReadonlyMap<string, string>,
	{ triggerOn, options }: TriggerForm,
	{ room }: ReduceContext,
): { changes: SnapshotChange[]; emit: PollEvent[] } {
	const silent: SnapshotChange[] = [];
	const loud: Array<{ change: SnapshotChange; event: SetyEvent }> = [];
	for (const change of found) {
		if (change.kind === 'removed' && incomplete) continue;
		const event = eventOf(change, hashes);
		if (event === undefined || !triggerOn.has(event)) silent.push(change);
		else loud.push({ change, event });
	}
	const fitting = loud.slice(0, room);
	return {
		changes: [...silent, ...fitting.map(({ change }) => change)],
		emit: fitting.map(({ change, event }) =>
			zoneEvent(event, change, zones.get(change.key), options),
		),
	};
}

/** What a change is for the area: a zone that moves into it is created, one that moves out is removed. */
function eventOf(
	change: SnapshotChange,
	hashes: ReadonlyMap<string, string>,
): SetyEvent | undefined {
	const wasInside = change.kind !== 'created' && !isOutside(change.before);
	const isInsideNow = change.kind !== 'removed' && !isOutside(hashes.get(change.key) ?? OUTSIDE);
	if (wasInside) return isInsideNow ? 'dangerZoneChanged' : 'dangerZoneRemoved';
	return isInsideNow ? 'dangerZoneCreated' : undefined;
}

/** The event id names the content before and after: a zone that changes back and forth brings an event each time. */
export function zoneEvent(
	type: SetyEvent,
	change: SnapshotChange,
	zone: SetyRecord | undefined,
	{ simplify }: TriggerForm['options'],
): PollEvent {
	const before = change.kind === 'created' ? [] : [change.before.replace(OUTSIDE, '')];
	const after = zone === undefined ? [] : [shortKey(sorted(zone))];
	const id = `${type}:${change.key}:${[...before, ...after].join('-')}`;
	const time = zone === undefined ? undefined : updatedAt(zone);
	if (zone === undefined || type === 'dangerZoneRemoved') {
		return { id, type, time, json: { dangerZone: { zone_id: change.key } } };
	}
	return {
		id,
		type,
		time,
		json: { dangerZone: simplify ? simpleDangerZone.simplify(zone) : zone },
	};
}

async function scanZones(
	client: SetyClient,
	{ filters: { area } }: TriggerForm,
	warn: (text: string) => void,
): Promise<ZoneScan> {
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

/** The id of a zone; without one its name and place, without those all that it holds. */
export function keyOf(zone: SetyRecord): string {
	const id = idIn(zone, 'zone_id');
	if (id !== undefined) return id;
	const place = featureOf(zone).geometry;
	const identity = zone.name === undefined && place === null ? zone : [zone.name ?? null, place];
	return shortKey(sorted(identity));
}

/** The same text for the same content, whatever the order of the fields. */
function sorted(value: unknown): string {
	return JSON.stringify(value, (_key, inner: unknown) =>
		typeof inner === 'object' && inner !== null && !Array.isArray(inner)
			? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
			: inner,
	);
}

function warnOfUnwatched(unwatched: number, { warn }: ReduceContext): void {
	if (unwatched === 0) return;
	warn(
		`The trigger cannot watch ${unwatched} of the danger zones, because there are too many. Narrow the area.`,
	);
}
