import { polygonsIn, reachesInto } from '../../../nodes/core/geo/polygon.ts';

type Corner = [longitude: number, latitude: number];

const square = (west: number, south: number, east: number, north: number): Corner[] => [
	[west, south],
	[east, south],
	[east, north],
	[west, north],
	[west, south],
];
const ring = square(3, 6, 4, 7);
const asRecords = (lng: string, lat: string) => ring.map(([x, y]) => ({ [lng]: x, [lat]: y }));

describe('finds the polygons of', () => {
	it.each<[string, Record<string, unknown>, unknown]>([
		['a Polygon', { boundary: { type: 'Polygon', coordinates: [ring] } }, [[ring]]],
		['a bare Polygon', { type: 'Polygon', coordinates: [ring] }, [[ring]]],
		[
			'a Feature',
			{ type: 'Feature', geometry: { type: 'Polygon', coordinates: [ring] } },
			[[ring]],
		],
		['one with a hole', { area: { coordinates: [ring, ring] } }, [[ring, ring]]],
		[
			'a MultiPolygon',
			{ area: { type: 'MultiPolygon', coordinates: [[ring], [ring, ring]] } },
			[[ring], [ring, ring]],
		],
		['corners as pairs', { polygon: ring }, [[ring]]],
		['corners as lat and lng', { polygon: asRecords('lng', 'lat') }, [[ring]]],
		[
			'corners as latitude and longitude',
			{ polygon: asRecords('longitude', 'latitude') },
			[[ring]],
		],
		['a point', { center: { coordinates: [3, 6] } }, []],
		['a way of two places', { path: ring.slice(0, 2) }, []],
		['a ring with a corner that is none', { polygon: [...ring, 'north'] }, []],
		[
			'a list of records with places',
			{ incidents: asRecords('lng', 'lat').map((at) => ({ id: 1, status: 'x', ...at })) },
			[],
		],
		['a list of numbers', { by_hour: [1, 2, 3, 4] }, []],
		['a triangle', { area: ring.slice(0, 3) }, [[ring.slice(0, 3)]]],
		['rings at two depths', { area: [ring, [ring]] }, [[ring], [ring]]],
		['a ring among other things', { area: [ring, 'north'] }, [[ring]]],
		['lists of MultiPolygons', { areas: [[[[ring], [ring]]]] }, [[ring], [ring]]],
		['what is nested deeper', { areas: [[[[[ring], [ring]]]]] }, []],
		['an empty list', { area: [] }, []],
		['nothing', {}, []],
	])('%s', (_what, record, polygons) => {
		expect(polygonsIn(record)).toEqual(polygons);
	});
});

describe('a circle reaches into a polygon', () => {
	const hole = square(3.2, 6.2, 3.8, 6.8);
	const diamond: Corner[] = [
		[3, 6],
		[4, 7],
		[5, 6],
		[4, 5],
	];

	it.each<[string, { latitude: number; longitude: number; radiusKm: number }, Corner[][], boolean]>(
		[
			['that is around it', { latitude: 6.5, longitude: 3.5, radiusKm: 1 }, [ring], true],
			['that lies within it', { latitude: 6.5, longitude: 3.5, radiusKm: 500 }, [ring], true],
			['over an edge', { latitude: 6.5, longitude: 2.98, radiusKm: 3 }, [ring], true],
			['not as far as its edge', { latitude: 6.5, longitude: 2.98, radiusKm: 2 }, [ring], false],
			['over a corner', { latitude: 5.99, longitude: 2.99, radiusKm: 1.6 }, [ring], true],
			[
				'not as far as its corner',
				{ latitude: 5.99, longitude: 2.99, radiusKm: 1.5 },
				[ring],
				false,
			],
			['not from its hole', { latitude: 6.5, longitude: 3.5, radiusKm: 1 }, [ring, hole], false],
			[
				'from its hole, over the edge',
				{ latitude: 6.5, longitude: 3.21, radiusKm: 2 },
				[ring, hole],
				true,
			],
			[
				'between outline and hole',
				{ latitude: 6.1, longitude: 3.5, radiusKm: 1 },
				[ring, hole],
				true,
			],
			[
				'that is not closed',
				{ latitude: 6.5, longitude: 3.5, radiusKm: 1 },
				[ring.slice(0, 4)],
				true,
			],
			[
				'across the date line',
				{ latitude: 0, longitude: -179.9, radiusKm: 1 },
				[square(179, -1, -179, 1)],
				true,
			],
			['with a corner to its west', { latitude: 6, longitude: 3.5, radiusKm: 1 }, [diamond], true],
			['from the west of a corner', { latitude: 6, longitude: 2, radiusKm: 1 }, [diamond], false],
			['from the north', { latitude: 8, longitude: 3.5, radiusKm: 1 }, [diamond], false],
			['with no radius', { latitude: 6.5, longitude: 3.5, radiusKm: 0 }, [ring], true],
			['that has it as a corner', { latitude: 7, longitude: 4, radiusKm: 0 }, [ring], true],
			// A tenth of a degree of longitude has 5.6 km here, and 11.1 km at the equator.
			[
				'over an edge, far north',
				{ latitude: 60, longitude: 9.9, radiusKm: 6 },
				[square(10, 59, 11, 61)],
				true,
			],
			[
				'not as far as its edge, far south',
				{ latitude: -60, longitude: 9.9, radiusKm: 5 },
				[square(10, -61, 11, -59)],
				false,
			],
			['of nothing', { latitude: 6.5, longitude: 3.5, radiusKm: 9_000 }, [], false],
		],
	)('%s', (_what, circle, polygon, reaches) => {
		expect(reachesInto(circle, polygon)).toBe(reaches);
	});
});

describe('a place is in a triangle that stands askew', () => {
	const corners: Corner[] = [
		[3, 6],
		[5, 6.5],
		[3.5, 8],
	];
	/** On the left of each side, when one goes round by the left. */
	const isInside = ([x, y]: Corner): boolean =>
		corners.every(([x1, y1], at) => {
			const [x2, y2] = corners[(at + 1) % corners.length] as Corner;
			return (x2 - x1) * (y - y1) - (y2 - y1) * (x - x1) > 0;
		});
	const places = [2.83, 3.05, 3.31, 3.62, 4.07, 4.53, 4.88, 5.21].flatMap((x) =>
		[5.79, 6.08, 6.27, 6.49, 6.85, 7.33, 7.71, 8.12].map((y): Corner => [x, y]),
	);

	it.each([
		['to the left', corners],
		['to the right', corners.toReversed()],
	])('with corners %s', (_way, ring) => {
		const inside = places.filter(([longitude, latitude]) =>
			reachesInto({ longitude, latitude, radiusKm: 0.001 }, [ring]),
		);

		expect(inside).toEqual(places.filter(isInside));
		expect(inside.length).toBeGreaterThan(8);
	});
});
