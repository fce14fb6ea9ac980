import { isDeepStrictEqual } from 'node:util';
import type { Check } from '../checks.mts';
import { withoutButton } from '../exampleFile.mts';
import { untilPolled } from '../fromOutside.mts';
import type { Probe } from '../probe.mts';

/** By chat: the place that somebody is in charge of, and its zone in the sandbox. */
const INSIDE = {
	// In a corner of the boundary, and farther from its center than the radius.
	'-1000000000001': 'Depot Surulere is inside the danger zone Surulere (risk: critical).',
	'-1000000000002': 'Van LND-204-KJA is inside the danger zone Mushin (risk: critical).',
};

const told =
	(expected: Record<string, string>): Check =>
	(result, { messages }) => {
		const found = messages.map(({ chat_id, text }) => [chat_id, text]).sort();
		return [
			{
				text: 'the workflow ends with success',
				met: result.status === 'success',
				found: result.error,
			},
			{
				text: 'who is in charge of a place inside is told, and no one else',
				met: isDeepStrictEqual(found, Object.entries(expected).sort()),
				found,
			},
		];
	};

/** What examples/danger-zone-alert.json says on its note, for the zones of the sandbox. */
export const dangerZoneAlert: Check = told(INSIDE);

const NEW_ZONES = {
	// An L around the van, with the depot in its notch: no one there is inside.
	boundary: {
		type: 'Polygon' as const,
		coordinates: [
			[
				[3.35, 6.44],
				[3.39, 6.44],
				[3.39, 6.52],
				[3.37, 6.52],
				[3.37, 6.445],
				[3.35, 6.445],
				[3.35, 6.44],
			] as Array<[number, number]>,
		],
	},
	// About 700 m north of the truck.
	near: { center: { coordinates: [3.3219, 6.5048] as [number, number] } },
};

/** Zones that appear while the workflow is active: one with a notch in its boundary, and two around a truck. */
const appeared: Probe = {
	situation: 'started by zones that appear',
	change: withoutButton,
	async start(outside) {
		await untilPolled(outside);
		const { sety } = outside.sandbox.control;
		const { boundary, near } = NEW_ZONES;
		const zones = [
			{ zone_id: 'zone_l', name: 'L', risk_level: 'high' as const, boundary, radius_m: 50_000 },
			{ zone_id: 'zone_wide', name: 'Wide', risk_level: 'low' as const, ...near, radius_m: 800 },
			{ zone_id: 'zone_small', name: 'Small', risk_level: 'low' as const, ...near, radius_m: 600 },
		];
		await sety.putDangerZones(...zones);
		return { executions: 1, answers: [] };
	},
	async restore({ control }) {
		for (const id of ['zone_l', 'zone_wide', 'zone_small']) await control.sety.removeDangerZone(id);
	},
	check: told({
		'-1000000000002': 'Van LND-204-KJA is inside the danger zone L (risk: high).',
		'-1000000000003': 'Truck LND-871-KJA is inside the danger zone Wide (risk: low).',
	}),
};

export const dangerZoneProbes: Probe[] = [appeared];
