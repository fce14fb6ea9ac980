import { distanceKm, isInside } from '../../../nodes/Sety/trigger/area.ts';

const lagos = { latitude: 6.5, longitude: 3.4, radiusKm: 2 };
const ring = [
	[3, 6],
	[4, 6],
	[4, 7],
	[3, 7],
	[3, 6],
];
const asText = (value: unknown): unknown =>
	Array.isArray(value) ? value.map(asText) : String(value);
/** JSON can come as deep as that. */
const nested = (begin: string, end: string): unknown =>
	JSON.parse(`${begin.repeat(50_000)}0${end.repeat(50_000)}`);

describe('an area of two kilometres', () => {
	it.each<[string, Record<string, unknown>, boolean]>([
		['a place at its centre', { latitude: 6.5, longitude: 3.4 }, true],
		['a place 1.9 km away', { latitude: 6.517, longitude: 3.4 }, true],
		['a place 2.1 km away', { latitude: 6.519, longitude: 3.4 }, false],
		['a place whose decimals came as text', { lat: '6.5', lng: '3.4' }, true],
		['a place in a field', { location: { coordinates: [3.4, 6.5] } }, true],
		['a place in a field, as text', { location: { coordinates: ['3.4', '6.5'] } }, true],
		['a place in a field after another', { person: { id: 1 }, at: { lat: 6.5, lng: 3.4 } }, true],
		['a place in a field that is text', { name: 'Ikoyi', location: '6.5, 3.4' }, true],
		[
			'the place of a record before text that could be one',
			{ gate: '6.5, 3.4', at: [9, 9], lat: 9, lng: 9 },
			false,
		],
		['the own place of a record before that in a field', { lat: 9, lng: 9, at: lagos }, false],
		['the first place of several', { from: { lat: 9, lng: 9 }, to: lagos }, false],
		['a polygon around it', { boundary: { type: 'Polygon', coordinates: [ring] } }, true],
		['a polygon elsewhere', { boundary: ring.map(([x = 0, y = 0]) => [x + 5, y]) }, false],
		['a polygon as text', { boundary: { coordinates: [asText(ring)] } }, true],
		[
			'corners as text in records',
			{ boundary: ring.map(([lng, lat]) => ({ lat: String(lat), lng: String(lng) })) },
			true,
		],
		['a MultiPolygon as text', { area: { coordinates: [[asText(ring)]] } }, true],
		['a list of MultiPolygons as text', { areas: [[[[asText(ring)]]]] }, true],
		['a centre elsewhere, and a polygon around it', { lat: 9, lng: 9, boundary: ring }, true],
		['no place', { name: 'Ikoyi', location: null }, false],
		['words for a place', { latitude: 'north', longitude: 'east' }, false],
		['lists without end', { areas: nested('[', ']') }, false],
		['objects without end', { areas: nested('{"a":', '}') }, false],
	])('%s', (_what, record, inside) => {
		expect(isInside(lagos, record)).toBe(inside);
	});

	it('takes in any record where there is none', () => {
		expect(isInside(undefined, {})).toBe(true);
	});
});

describe('the distance in kilometres', () => {
	it.each<[string, [number, number], [longitude: number, latitude: number], number]>([
		['to the same place', [6.5, 3.4], [3.4, 6.5], 0],
		['of a degree to the north', [6.5, 3.4], [3.4, 7.5], 111.19],
		['of a degree to the east, at the equator', [0, 3.4], [4.4, 0], 111.19],
		['of a degree to the east, in the north', [60, 3.4], [4.4, 60], 55.6],
		['from Lagos to Abuja', [6.5244, 3.3792], [7.4951, 9.0579], 533.79],
		['over the date line', [0, 179.5], [-179.5, 0], 111.19],
		['to the other end of the earth', [0, 0], [180, 0], 20_015.09],
	])('%s', (_what, [latitude, longitude], position, km) => {
		expect(distanceKm({ latitude, longitude }, position)).toBeCloseTo(km, 1);
	});
});
