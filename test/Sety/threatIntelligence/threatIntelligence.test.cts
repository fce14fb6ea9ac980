import { setyBench } from '../../../harness/engine/sety.cts';
import { callSety } from '../../sandbox/callSety.cts';
import type { DangerZone, LngLat, Place } from '../../../sandbox/sety/model.cts';

const sety = setyBench();

const lagos = { latitude: '6.5244', longitude: '3.3792' };

/** What Sety itself answers. */
async function answerOf<T>(path: string, params: object = {}): Promise<T> {
	return (await callSety(sety.sandbox).get<T>(path, { params })).data;
}

const place = { lat: 6.5244, lng: 3.3792 };

interface HeatPoint extends Place {
	weight: number;
}

async function lastQuery() {
	return (await sety.sandbox.control.received()).at(-1)?.query;
}

interface Collection {
	type: string;
	features: Array<{
		geometry: { type: string; coordinates: unknown } | null;
		properties: Record<string, unknown>;
	}>;
}

async function geoJsonOf(operation: string, parameters: object): Promise<Collection> {
	const { json } = await sety.run(operation, { ...parameters, output: 'geoJson' });
	expect(json).toHaveLength(1);
	return json[0] as unknown as Collection;
}

describe('getDangerZones', () => {
	it('lists them, simplified or raw', async () => {
		const simple = await sety.run('threatIntelligence.getDangerZones', { returnAll: true });
		const raw = await sety.run('threatIntelligence.getDangerZones', {
			returnAll: true,
			output: 'raw',
		});

		const { results } = await answerOf<{ results: DangerZone[] }>('/danger-zones', { limit: 100 });
		expect(results).toHaveLength(12);
		expect(raw.json).toEqual(results);
		expect(simple.json).toMatchObject(
			results.map(({ zone_id, risk_level, center: { coordinates } }) => {
				const [longitude, latitude] = coordinates;
				return { zone_id, risk_level, latitude, longitude };
			}),
		);
	});

	it('sends the area', async () => {
		await sety.run('threatIntelligence.getDangerZones', { filters: { ...lagos, radiusKm: 2 } });

		expect(await lastQuery()).toMatchObject({ lat: '6.5244', lng: '3.3792', radius_km: '2' });
	});

	it('draws areas as polygons and the others as points', async () => {
		const { features } = await geoJsonOf('threatIntelligence.getDangerZones', { returnAll: true });

		const { results } = await answerOf<{ results: DangerZone[] }>('/danger-zones', { limit: 100 });
		expect(results.filter(({ boundary }) => boundary)).toHaveLength(4);
		expect(features.map(({ geometry }) => geometry)).toEqual(
			results.map(({ boundary, center }) => boundary ?? { type: 'Point', ...center }),
		);
	});
});

describe('getDangerAnalytics', () => {
	it('analyses a place', async () => {
		const additionalFields = { days: 7, radiusKm: 3 };
		const result = await sety.run('threatIntelligence.getDangerAnalytics', {
			...lagos,
			additionalFields,
		});

		const query = await lastQuery();
		const answer = await answerOf<{ incident_count: number; risk_level: string }>(
			'/danger-zones/analytics',
			{ ...place, radius_km: 3, days: 7 },
		);
		const { incident_count, risk_level } = answer;
		expect(result.json).toMatchObject([
			{ incident_count, risk_level, latitude: 6.5244, longitude: 3.3792 },
		]);
		expect(query).toEqual({
			lat: '6.5244',
			lng: '3.3792',
			radius_km: '3',
			days: '7',
		});
	});

	it('gives everything as Raw, and the place as GeoJSON', async () => {
		const raw = await sety.run('threatIntelligence.getDangerAnalytics', {
			...lagos,
			output: 'raw',
		});
		const { features } = await geoJsonOf('threatIntelligence.getDangerAnalytics', lagos);

		expect(raw.json[0]?.by_hour).toHaveLength(24);
		expect(features).toMatchObject([
			{ geometry: { type: 'Point', coordinates: [3.3792, 6.5244] } },
		]);
	});
});

describe('getHeatmap', () => {
	it('gives one item for each point', async () => {
		const result = await sety.run('threatIntelligence.getHeatmap', {});

		const { points } = await answerOf<{ points: HeatPoint[] }>('/heatmap');
		expect(points).toHaveLength(300);
		expect(result.json).toEqual(
			points.map(({ coordinates: [longitude, latitude], weight }) => ({
				latitude,
				longitude,
				weight,
			})),
		);
	});

	it('gives the answer as Raw, and the points as GeoJSON', async () => {
		const raw = await sety.run('threatIntelligence.getHeatmap', { output: 'raw' });
		const { features } = await geoJsonOf('threatIntelligence.getHeatmap', {});

		const { points } = await answerOf<{ points: HeatPoint[] }>('/heatmap');
		expect(raw.json[0]?.points).toEqual(points);
		expect(features).toMatchObject(
			points.map(({ coordinates, weight }) => ({
				geometry: { type: 'Point', coordinates },
				properties: { weight },
			})),
		);
	});

	it('sends area and time', async () => {
		await sety.run('threatIntelligence.getHeatmap', {
			filters: {
				...lagos,
				radiusKm: 10,
				fromDate: '2026-01-01T00:00:00Z',
				toDate: '2026-02-01T00:00:00Z',
			},
		});

		expect(await lastQuery()).toEqual({
			lat: '6.5244',
			lng: '3.3792',
			radius_km: '10',
			from_date: '2026-01-01T00:00:00.000Z',
			to_date: '2026-02-01T00:00:00.000Z',
		});
	});
});

describe('getSafetyScore', () => {
	it('rates a place', async () => {
		const result = await sety.run('threatIntelligence.getSafetyScore', lagos);
		const { features } = await geoJsonOf('threatIntelligence.getSafetyScore', lagos);

		const { score, level } = await answerOf<{ score: number; level: string }>(
			'/safety/score',
			place,
		);
		const coordinates: LngLat = [3.3792, 6.5244];
		expect(result.json).toMatchObject([{ score, level }]);
		expect(features).toMatchObject([
			{ geometry: { type: 'Point', coordinates }, properties: { score } },
		]);
	});
});

describe('analyzeRoute', () => {
	const route = { origin: '6.5244, 3.3792', destination: '6.4281,3.4219' };

	it('rates a route, with or without places on the way', async () => {
		const straight = await sety.run('threatIntelligence.analyzeRoute', route);
		const withWay = await sety.run('threatIntelligence.analyzeRoute', {
			...route,
			waypoints: '6.5000, 3.3900 | 6.4600, 3.4000',
		});

		const query = await lastQuery();
		const { overall_score } = await answerOf<{ overall_score: number }>('/safety/route', {
			origin: '6.5244,3.3792',
			destination: '6.4281,3.4219',
		});
		expect(straight.json).toMatchObject([{ overall_score, segment_count: 1 }]);
		expect(withWay.json).toMatchObject([{ segment_count: 3 }]);
		expect(query).toEqual({
			origin: '6.5244,3.3792',
			destination: '6.4281,3.4219',
			waypoints: '6.5,3.39|6.46,3.4',
		});
	});

	it('takes places on the way from a list', async () => {
		await sety.run(
			'threatIntelligence.analyzeRoute',
			{ ...route, waypoints: '={{ $json.stops }}' },
			{ input: [[{ stops: ['6.5,3.39', { latitude: 6.46, longitude: 3.4 }] }]] },
		);

		expect(await lastQuery()).toMatchObject({ waypoints: '6.5,3.39|6.46,3.4' });
	});

	it('draws the sections as lines', async () => {
		const { features } = await geoJsonOf('threatIntelligence.analyzeRoute', route);

		const coordinates: LngLat[] = [
			[3.3792, 6.5244],
			[3.4219, 6.4281],
		];
		expect(features).toMatchObject([{ geometry: { type: 'LineString', coordinates } }]);
	});
});
