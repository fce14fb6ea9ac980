import { z } from 'zod';
import { pageFields, periodFields } from './fields.cts';
import { parseLatLng } from './geography.cts';
import type { LngLat } from './model.cts';
import { listAnswer, operation, refusal, servedPage } from './operation.cts';
import { analytics, analyzeRoute, heatmap, safetyScore, within } from './threats.cts';

const DEFAULT_RADIUS_KM = 5;
const DEFAULT_DAYS = 30;

const place = { lat: z.number(), lng: z.number() };
const radius = { radius_km: z.number().default(DEFAULT_RADIUS_KM) };
const optionalPlace = { lat: z.number().optional(), lng: z.number().optional() };

const PLACE_NAMES = { lat: 'latitude', lng: 'longitude' };
const AREA_NAMES = { ...PLACE_NAMES, radius_km: 'radius' };

const getDangerZones = operation({
	name: 'threatIntelligence.getDangerZones',
	method: 'GET',
	path: '/danger-zones',
	otherNames: { path: '/threats/zones', rename: { ...AREA_NAMES, limit: 'per_page' } },
	plural: 'danger_zones',
	input: z.object({ ...optionalPlace, ...radius, ...pageFields }),
	run({ lat, lng, radius_km, ...page }, { world }) {
		if ((lat === undefined) !== (lng === undefined)) return refusal(400, 'lat and lng go together');
		const around = surrounding(lat, lng, radius_km);
		return listAnswer(world.zones.page(around, servedPage(page, world.settings)), world.settings);
	},
});

const getDangerAnalytics = operation({
	name: 'threatIntelligence.getDangerAnalytics',
	method: 'GET',
	path: '/danger-zones/analytics',
	otherNames: { path: '/threats/analytics', method: 'POST', rename: AREA_NAMES },
	input: z.object({ ...place, ...radius, days: z.number().default(DEFAULT_DAYS) }),
	run({ lat, lng, radius_km, days }, { now, world }) {
		const around = { center: [lng, lat] satisfies LngLat, radiusKm: radius_km };
		return { status: 200, body: analytics(world.history, around, { days, now }) };
	},
});

const getHeatmap = operation({
	name: 'threatIntelligence.getHeatmap',
	method: 'GET',
	path: '/heatmap',
	otherNames: {
		path: '/threats/heatmap',
		rename: { ...AREA_NAMES, from_date: 'from', to_date: 'to' },
	},
	input: z.object({ ...optionalPlace, ...radius, ...periodFields }),
	run({ lat, lng, radius_km, from_date = -Infinity, to_date = Infinity }, { now, world }) {
		if ((lat === undefined) !== (lng === undefined)) return refusal(400, 'lat and lng go together');
		const around = surrounding(lat, lng, radius_km);
		const threats = world.history.filter(
			({ at, coordinates }) =>
				at >= from_date && at <= to_date && (!around || within(around, coordinates)),
		);
		const generated_at = new Date(now).toISOString();
		return { status: 200, body: { points: heatmap(threats), generated_at } };
	},
});

const getSafetyScore = operation({
	name: 'threatIntelligence.getSafetyScore',
	method: 'GET',
	path: '/safety/score',
	otherNames: { rename: PLACE_NAMES },
	input: z.object(place),
	run({ lat, lng }, { now, world }) {
		const coordinates: LngLat = [lng, lat];
		const score = safetyScore(world.zones.all(), coordinates);
		const updated_at = new Date(now).toISOString();
		return { status: 200, body: { ...score, location: { coordinates }, updated_at } };
	},
});

const route = operation({
	name: 'threatIntelligence.analyzeRoute',
	method: 'GET',
	path: '/safety/route',
	otherNames: { path: '/routes/safety', rename: { origin: 'from', destination: 'to' } },
	input: z.object({
		origin: z.string(),
		destination: z.string(),
		waypoints: z.string().optional(),
	}),
	run({ origin, waypoints, destination }, { world }) {
		const stops: LngLat[] = [];
		const between = (waypoints?.split('|') ?? []).map((text) => ['waypoints', text] as const);
		for (const [field, text] of [
			['origin', origin] as const,
			...between,
			['destination', destination] as const,
		]) {
			const stop = parseLatLng(text);
			if (!stop) return refusal(400, `${field} must be a latitude and a longitude`);
			stops.push(stop);
		}
		return { status: 200, body: analyzeRoute(world.zones.all(), stops) };
	},
});

export const threatOperations = [
	getDangerZones,
	getDangerAnalytics,
	getHeatmap,
	getSafetyScore,
	route,
];

function surrounding(lat: number | undefined, lng: number | undefined, radiusKm: number) {
	if (lat === undefined || lng === undefined) return undefined;
	const center: LngLat = [lng, lat];
	return { center, radiusKm };
}
