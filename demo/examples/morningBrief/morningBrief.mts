import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Check, Expectation, Observed } from '../checks.mts';
import { itemsOf, onlyRead, type ExecutionResult, type ItemJson } from '../execution.mts';

const brief = z.object({
	period: z.object({ from: z.string(), to: z.string(), asOf: z.string() }),
	incidents: z.object({
		total: z.object({ now: z.number() }),
		open: z.object({ count: z.number() }),
	}),
	needsAction: z.object({ list: z.array(z.object({ id: z.string() })) }),
	dangerZones: z.object({ count: z.number(), list: z.array(z.object({ id: z.string() })) }),
	dataQuality: z.object({
		unrecognized: z.object({ count: z.number() }),
		unreadable: z.object({ count: z.number() }),
	}),
	summary: z.object({ text: z.string() }),
});

/** The one item of the node; throws where it has another shape. */
export const briefIn = (result: ExecutionResult): z.infer<typeof brief> =>
	z.tuple([brief]).parse(itemsOf(result, 'Safety Report'))[0];

/** The sites on the node of the example. */
const SITES = [
	{ latitude: 6.4549, longitude: 3.4246, radiusKm: 5 },
	{ latitude: 6.6018, longitude: 3.3515, radiusKm: 4 },
	{ latitude: 6.5095, longitude: 3.3711, radiusKm: 3 },
];

const EARTH_RADIUS_KM = 6_371;

/** Whether a place is near one of the sites, by the angle between two points of a sphere. */
export function isNearSite({
	latitude,
	longitude,
}: {
	latitude: number;
	longitude: number;
}): boolean {
	const radians = (degrees: number) => (degrees * Math.PI) / 180;
	return SITES.some((site) => {
		const angle = Math.acos(
			Math.sin(radians(latitude)) * Math.sin(radians(site.latitude)) +
				Math.cos(radians(latitude)) *
					Math.cos(radians(site.latitude)) *
					Math.cos(radians(longitude - site.longitude)),
		);
		return angle * EARTH_RADIUS_KM <= site.radiusKm;
	});
}

/** The brief arrives as one chat message, and nothing else is sent. */
export const sentBrief = (
	result: ExecutionResult,
	{ mails, messages }: Pick<Observed, 'mails' | 'messages'>,
): Expectation => ({
	text: 'one chat message arrives, with the summary',
	met:
		mails.length === 0 &&
		isDeepStrictEqual(messages, [
			{ chat_id: '-1000000000000', text: briefIn(result).summary.text },
		]),
	found: messages,
});

const incidentRead = z.object({
	incident_id: z.string(),
	status: z.string(),
	is_drill: z.boolean(),
	created_at: z.string(),
	location: z.object({ coordinates: z.tuple([z.number(), z.number()]).optional() }),
});

/** Of what was read, what is near: an incident without coordinates may be. */
function incidentsNear(result: ExecutionResult) {
	const read = z.array(incidentRead).parse(itemsOf(result, 'List Incidents'));
	return read
		.filter(({ is_drill: isDrill }) => !isDrill)
		.filter(({ location: { coordinates } }) => {
			if (coordinates === undefined) return true;
			const [longitude, latitude] = coordinates;
			return isNearSite({ latitude, longitude });
		});
}

const isOpen = ({ status }: { status: string }) => !['resolved', 'cancelled'].includes(status);

/** examples/morning-brief.json: what is open, and which zones there are, near the sites. */
export const morningBrief: Check = (result, observed) => {
	const { received } = observed;
	const { incidents, needsAction, dangerZones, dataQuality, summary, period } = briefIn(result);
	const near = incidentsNear(result);
	const open = near.filter(isOpen).map(({ incident_id: id }) => id);
	const yesterday = near.filter(
		({ created_at: at }) =>
			Date.parse(at) >= Date.parse(period.from) && Date.parse(at) < Date.parse(period.to),
	);
	const zones = itemsOf(result, 'Find Danger Zones');
	const zonesNear = [...new Set(zones.map((zone) => String(zone['zone_id'])))];
	return [
		sentBrief(result, observed),
		{
			text: 'zones are asked for around each of the three sites, and incidents once',
			met:
				isDeepStrictEqual(
					received
						.filter(({ path }) => path === '/danger-zones')
						.map(({ query }) => [query['lat'], query['lng'], query['radius_km']].map(Number))
						.sort(),
					SITES.map(({ latitude, longitude, radiusKm }) => [latitude, longitude, radiusKm]).sort(),
				) && received.filter(({ path }) => path === '/incidents').length === 1,
			found: received.map(({ path, query }) => [path, query]),
		},
		{
			text: 'nothing is changed at Sety',
			met: onlyRead(received),
			found: received.map(({ method, path, status }) => [method, path, status]),
		},
		{
			text: 'the open incidents near the sites are those of the sandbox, and so are those of yesterday',
			met:
				incidents.open.count === open.length &&
				incidents.total.now === yesterday.length &&
				isDeepStrictEqual(idsIn(needsAction.list), open.sort()),
			found: [incidents, needsAction, open, yesterday.length],
		},
		{
			text: 'the danger zones near a site are in it, each once',
			met:
				zonesNear.length > 0 &&
				zones.every(isZoneNear) &&
				isDeepStrictEqual(idsIn(dangerZones.list), zonesNear.sort()),
			found: [dangerZones, zones],
		},
		{
			text: 'the message names a zone, and the report knows all records',
			met:
				/^Danger zone: /m.test(summary.text) &&
				dataQuality.unrecognized.count === 0 &&
				dataQuality.unreadable.count === 0,
			found: [summary.text, dataQuality],
		},
	];
};

const isZoneNear = (zone: ItemJson) =>
	isNearSite({ latitude: Number(zone['latitude']), longitude: Number(zone['longitude']) });

const idsIn = (list: ReadonlyArray<{ id: string }>): string[] => list.map(({ id }) => id).sort();
