import {
	featureCollection,
	featureOf,
	recordsWithPlaces,
} from '../../../nodes/core/geo/geoJson.ts';
import { positionOf } from '../../../nodes/core/geo/position.ts';

const lagos = [3.3792, 6.5244];

it.each<[string, unknown]>([
	['coordinates', { coordinates: [3.3792, 6.5244] }],
	['a GeoJSON point', { type: 'Point', coordinates: [3.3792, 6.5244, 12] }],
	['lat and lng', { lat: 6.5244, lng: 3.3792 }],
	['lat and lon', { lat: 6.5244, lon: 3.3792 }],
	['latitude and longitude', { latitude: 6.5244, longitude: 3.3792 }],
	['text', '6.5244, 3.3792'],
])('finds a place written as %s', (_form, value) => {
	expect(positionOf(value)).toEqual(lagos);
});

it.each<[unknown]>([
	[{ coordinates: [200, 6] }],
	[{ coordinates: ['3', '6'] }],
	[{ coordinates: [[3, 6]] }],
	[{ lat: '6.5', lng: '3.3' }],
	[{ lat: 6.5 }],
	['6.5'],
	['6.5,3.3,1'],
	['north,east'],
	['6.5,'],
	[',3.3'],
	[{ coordinates: 'x', lng: 3.3 }],
	[null],
	[' , 3.3792'],
	['6.5244, '],
	[undefined],
	[[3, 6]],
])('finds none in %j', (value) => {
	expect(positionOf(value)).toBeUndefined();
});

const boundary = {
	type: 'Polygon',
	coordinates: [
		[
			[3, 6],
			[4, 6],
			[4, 7],
			[3, 6],
		],
	],
};

it.each<[string, Record<string, unknown>, object]>([
	[
		'an area rather than its centre',
		{ id: 1, center: { coordinates: lagos }, boundary },
		{ geometry: boundary, properties: { id: 1, center: { coordinates: lagos } } },
	],
	[
		'a way',
		{ from: { lat: 6, lng: 3 }, to: '7,4', score: 80 },
		{
			geometry: {
				type: 'LineString',
				coordinates: [
					[3, 6],
					[4, 7],
				],
			},
			properties: { score: 80 },
		},
	],
	[
		'a record that is a place itself',
		{ coordinates: lagos, weight: 0.5 },
		{ geometry: { type: 'Point', coordinates: lagos }, properties: { weight: 0.5 } },
	],
	[
		'a place in a field, keeping what else the field says',
		{ id: 1, location: { coordinates: lagos, address: 'Ikoyi' } },
		{
			geometry: { type: 'Point', coordinates: lagos },
			properties: { id: 1, location: { address: 'Ikoyi' } },
		},
	],
	[
		'a place that says nothing else',
		{ id: 1, location: { lat: 6.5244, lng: 3.3792 } },
		{ geometry: { type: 'Point', coordinates: lagos }, properties: { id: 1 } },
	],
	[
		'a point, whose type says nothing of the record',
		{ type: 'Point', coordinates: lagos, weight: 0.5 },
		{ geometry: { type: 'Point', coordinates: lagos }, properties: { weight: 0.5 } },
	],
	[
		'a record with a type of its own',
		{ type: 'depot', coordinates: lagos },
		{ geometry: { type: 'Point', coordinates: lagos }, properties: { type: 'depot' } },
	],
	[
		'latitude and longitude',
		{ id: 1, latitude: 6.5244, longitude: 3.3792 },
		{ geometry: { type: 'Point', coordinates: lagos }, properties: { id: 1 } },
	],
	[
		'no area without corners',
		{ a: { type: 'Polygon' }, b: { type: 'Polygon', coordinates: 'x' }, c: null },
		{
			geometry: null,
			properties: { a: { type: 'Polygon' }, b: { type: 'Polygon', coordinates: 'x' }, c: null },
		},
	],
	[
		'the first area among other fields',
		{ id: 1, kind: { type: 7, coordinates: [] }, at: { type: 'Point' }, boundary, more: boundary },
		{
			geometry: boundary,
			properties: {
				id: 1,
				kind: { type: 7, coordinates: [] },
				at: { type: 'Point' },
				more: boundary,
			},
		},
	],
	['no place', { id: 1 }, { geometry: null, properties: { id: 1 } }],
])('draws %s', (_what, record, expected) => {
	expect(featureOf(record)).toEqual({ type: 'Feature', ...expected });
});

it.each(['Polygon', 'MultiPolygon', 'LineString', 'MultiLineString', 'MultiPoint'])(
	'draws a %s',
	(type) => {
		expect(featureOf({ shape: { type, coordinates: [lagos] } }).geometry).toEqual({
			type,
			coordinates: [lagos],
		});
	},
);

const feature = { type: 'Feature', geometry: boundary, properties: { id: 1 } };

it('leaves a feature as it is', () => {
	expect(featureOf({ ...feature, bbox: [3, 6, 4, 7] })).toEqual({
		...feature,
		bbox: [3, 6, 4, 7],
	});
});

it.each([
	{ ...feature, type: 'feature' },
	{ ...feature, properties: null },
])('%j is no feature yet', (record) => {
	const { geometry, ...properties } = record;
	expect(featureOf(record)).toEqual({ type: 'Feature', geometry, properties });
});

it('a feature without a place has none', () => {
	const record = { ...feature, geometry: null };
	expect(featureOf(record)).toEqual({ type: 'Feature', geometry: null, properties: record });
});

it('takes the records of the list that has places', () => {
	const segments = [{ from: '6,3', to: '7,4' }];

	expect(recordsWithPlaces({ notes: [{ text: 'x' }], tags: ['a'], segments })).toEqual(segments);
	expect(recordsWithPlaces({ score: 7 })).toEqual([{ score: 7 }]);
});

const place = { id: 1, lat: 6, lng: 3 };

it.each<[string, Record<string, unknown>, unknown[]]>([
	[
		'the records of the first list with places',
		{ a: [{ id: 2 }], b: [7, place], c: [place] },
		[place],
	],
	['all of them, those without a place, too', { a: [{ id: 2 }, place] }, [{ id: 2 }, place]],
	['none where every list is empty', { a: [], b: [], total: 0 }, []],
	['the answer itself where it is a place', { ...place, tags: [] }, [{ ...place, tags: [] }]],
	['the answer itself where a list has something else', { a: ['x'], b: [] }, [{ a: ['x'], b: [] }]],
])('of an answer it takes %s', (_what, answer, records) => {
	expect(recordsWithPlaces(answer)).toEqual(records);
});

it.each<[Record<string, unknown>, unknown[]]>([
	[{ others: [place], dangerZones: [{ id: 2 }, 'x', null] }, [{ id: 2 }]],
	[{ others: [place], danger_zones: [] }, []],
	[{ others: [place], dangerZones: 'none' }, [place]],
	[{ others: [place] }, [place]],
])('where a list is expected, it alone counts: %j', (answer, records) => {
	expect(recordsWithPlaces(answer, 'dangerZones')).toEqual(records);
});

it('makes one collection of records', () => {
	expect(featureCollection([place, { id: 2 }])).toEqual({
		type: 'FeatureCollection',
		features: [featureOf(place), featureOf({ id: 2 })],
	});
});

it.each<[unknown, unknown]>([
	[{ latitude: 90, longitude: -180 }, [-180, 90]],
	[{ latitude: -90, longitude: 180 }, [180, -90]],
	[{ latitude: 90.1, longitude: 3 }, undefined],
	[{ latitude: 6, longitude: -180.1 }, undefined],
	[{ coordinates: [200, 6], lat: 6, lng: 3 }, [3, 6]],
	[{ coordinates: [3, 6], lat: 7, lng: 4 }, [3, 6]],
	[{ lat: 7, lng: 4, latitude: 6, longitude: 3 }, [4, 7]],
])('the place of %j is %j', (value, position) => {
	expect(positionOf(value)).toEqual(position);
});
