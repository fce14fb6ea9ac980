import type { SeededRandom } from '../random.cts';
import { dashcams } from './media.cts';
import type { Asset, Driver, SafetyEvent } from './model.cts';

const HOUR = 3_600_000;
export const TAG_IDS = ['3914', '3915', '3916', '4815'] as const;
const EAST = { id: '3914', name: 'East Coast' } as const;
/** A child of it. A filter by the parent leaves its members out (documented). */
const BOSTON = { id: '3915', name: 'Boston', parentTagId: '3914' } as const;
const HARBOR = { id: '3916', name: 'Harbor Depot', parentTagId: '3915' } as const;
const WEST = { id: '4815', name: 'West Coast' } as const;
export const TAGS = [EAST, BOSTON, HARBOR, WEST] as const;

export const ASSETS: readonly Asset[] = Array.from({ length: 8 }, (_value, index) => ({
	id: String(281474978683353 + index),
	name: `Truck ${index + 1}`,
	type: 'vehicle' as const,
	tags: [index % 2 === 0 ? EAST : WEST],
	hasCamera: index < 6,
}));

export const DRIVERS: readonly Driver[] = [
	...['Ada Lowe', 'Ben Okoro', 'Carla Ruiz', 'Dan Petrov', 'Esi Mensah'].map((name, index) => ({
		id: String(5001 + index),
		name,
	})),
	{ id: '', name: '' },
];

const BEHAVIORS = ['Braking', 'FollowingDistance', 'MobileUsage', 'HarshTurn', 'Speeding'] as const;

const hex = (random: SeededRandom, length: number) =>
	Array.from({ length }, () => random.integer(0, 15).toString(16)).join('');

/** A UUID in the form of version 4. */
export function uuid(random: SeededRandom): string {
	const variant = random.integer(8, 11).toString(16);
	return `${hex(random, 8)}-${hex(random, 4)}-4${hex(random, 3)}-${variant}${hex(random, 3)}-${hex(random, 12)}`;
}

export function newEvent(
	random: SeededRandom,
	at: number,
	fields: Partial<SafetyEvent> = {},
): SafetyEvent {
	const time = new Date(at).toISOString();
	const camera = ASSETS.filter(({ hasCamera }) => hasCamera);
	return {
		id: uuid(random),
		asset: random.pick([camera[0] as Asset, ...camera.slice(1)]),
		driver: random.pick([DRIVERS[0] as Driver, ...DRIVERS.slice(1)]),
		eventState: 'needsReview',
		behaviorLabels: [{ label: random.pick([...BEHAVIORS]), source: 'automated' }],
		contextLabels: [],
		createdAtTime: time,
		updatedAtTime: time,
		startMs: new Date(at - 10_000).toISOString(),
		endMs: new Date(at - 5_000).toISOString(),
		maxAccelerationGForce: Math.round(random.between(0.2, 0.9) * 100) / 100,
		location: {
			latitude: Math.round(random.between(33, 42) * 1e4) / 1e4,
			longitude: Math.round(random.between(-118, -74) * 1e4) / 1e4,
			headingDegrees: random.integer(0, 359),
		},
		...fields,
	};
}

/** Forty events of the last four days: every third is minor, some are of vehicles without a camera. */
export function seedEvents(random: SeededRandom, now: number): SafetyEvent[] {
	return Array.from({ length: 40 }, (_value, index) => {
		const event = newEvent(random, now - (40 - index) * 2.4 * HOUR);
		if (index % 3 === 0) event.maxAccelerationGForce = 0.2 + (index % 10) / 100;
		else event.maxAccelerationGForce = Math.max(0.45, event.maxAccelerationGForce);
		if (index % 8 === 7) event.asset = ASSETS[6 + (index % 2)] as Asset;
		if (event.asset.hasCamera) event.media = dashcams(0);
		if (index % 10 === 4) event.eventState = 'needsCoaching';
		return event;
	});
}
