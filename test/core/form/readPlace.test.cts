import { readPlace } from '../../../nodes/core/form/readPlace.ts';

const LAGOS = { latitude: 6.5244, longitude: 3.3792 };

describe('a place is read', () => {
	it.each<[string, unknown, unknown]>([
		['numbers', 6.5244, 3.3792],
		['text', '6.5244', ' 3.3792 '],
		['decimal commas', '6,5244', '3,3792'],
		['one decimal comma', '6,5244', 3.3792],
		['signs', '+6.5244', '+3.3792'],
		['hemispheres', '6.5244 N', '3.3792E'],
		['hemispheres before', 'N 6.5244', 'e3.3792'],
		['degree signs', '6.5244°', '3.3792 °'],
		['hemispheres and degree signs', '6.5244° N', '3.3792° E'],
		['marks that nobody sees', '\u200e6.5244\u200f', '\ufeff3.3792\u00a0'],
		['Arabic digits', '٦٫٥٢٤٤', '٣٫٣٧٩٢'],
		['full-width digits', '６．５２４４', '３．３７９２'],
		['one-element lists', [6.5244], ['3.3792']],
		['{lat, lng}', { lat: 6.5244, lng: 3.3792 }, ''],
		['{lat, lng} in both', { lat: 6.5244, lng: 3.3792 }, { lat: 6.5244, lng: 3.3792 }],
		['{lat, lng} in Longitude', undefined, { lat: '6.5244', lng: '3.3792' }],
		['{lat, lon} as text', '{"lat": 6.5244, "lon": 3.3792}', null],
		['{latitude, longitude}', { latitude: '6,5244', longitude: '3,3792' }, null],
		['{Latitude, Longitude}', { Latitude: 6.5244, Longitude: 3.3792 }, null],
		['half of it in each field', { lat: 6.5244 }, { lng: 3.3792 }],
		['GeoJSON order', [3.3792, 6.5244], ''],
		['GeoJSON order as text', '[3.3792, 6.5244]', ''],
		['with an altitude', [3.3792, 6.5244, 12], ''],
		['a point', { type: 'Point', coordinates: [3.3792, 6.5244] }, ''],
		[
			'a feature',
			{ type: 'Feature', geometry: { type: 'Point', coordinates: [3.3792, 6.5244] } },
			'',
		],
		['a location of Sety', { location: { coordinates: [3.3792, 6.5244] } }, ''],
		['a browser position', { coords: { latitude: 6.5244, longitude: 3.3792, accuracy: 5 } }, ''],
		['both in Latitude', '6.5244, 3.3792', ''],
		['both in Latitude, without a blank', '6.5244,3.3792', ''],
		['both in both', '6.5244, 3.3792', '6.5244, 3.3792'],
		['both, with decimal commas', '6,5244; 3,3792', ''],
		['both, with decimal commas and a comma', '6,5244, 3,3792', ''],
		['both, with a blank', '6.5244 3.3792', ''],
		['both, with blanks', '6.5244   3.3792', ''],
		['both, with a sign', '6.5244 +3.3792', ''],
		['both, with a bar', '6.5244|3.3792', ''],
		['both, with a semicolon', '6.5244;3.3792', ''],
		['both, with a comma at the end', '6.5244, 3.3792, ', ''],
		['both, in a thousand characters', `6.5244, 3.3792${'0'.repeat(986)}`, ''],
		['both, with hemispheres', '6.5244° N, 3.3792° E', ''],
		['both, with a stroke', '6.5244/3.3792', ''],
		['both, and one of them rounded', { lat: 6.5244, lng: 3.3792 }, '3.38'],
		['both, and a word for nothing', '6.5244, 3.3792', 'N/A'],
	])('from %s', (_form, latitude, longitude) => {
		expect(readPlace(latitude, longitude)).toEqual({ place: LAGOS, doubts: [] });
	});

	it.each<[unknown, unknown, number, number]>([
		['6.5 S', '3.3 W', -6.5, -3.3],
		['-6.5', '−3.3', -6.5, -3.3],
		['-6.5 S', '3.3', -6.5, 3.3],
		[0, 3.3, 0, 3.3],
		['6.5', '0', 6.5, 0],
		['90', '-180', 90, -180],
		['-12.34567, -98.76543', '', -12.34567, -98.76543],
		['6e0', '33e-1', 6, 3.3],
		['12.25,30', '', 12.25, 30],
		['12,30.25', '', 12, 30.25],
		['6.5 3.3', '', 6.5, 3.3],
		['6, 3', '', 6, 3],
		['6;3', '', 6, 3],
		['6|3', '', 6, 3],
		['6.5 -3.3', '', 6.5, -3.3],
		// As far apart as rounding may put them.
		['6.5, 0.01', '0', 6.5, 0.01],
	])('%j, %j', (latitude, longitude, north, east) => {
		expect(readPlace(latitude, longitude).place).toEqual({ latitude: north, longitude: east });
	});
});

/** A place in texts of JSON in each other. */
const inTexts = (texts: number): unknown =>
	texts === 0 ? LAGOS : { location: JSON.stringify(inTexts(texts - 1)) };

it('JSON in JSON in JSON is not searched for a place', () => {
	expect(readPlace(inTexts(2), '')).toEqual({ place: LAGOS, doubts: [] });
	expect(readPlace(inTexts(3), '').place).toBeUndefined();
});

describe('what gives no place is left out with a reason', () => {
	it.each<[unknown, unknown, string[]]>([
		['6.5', '', ['latitude is given without Longitude']],
		['', 3.3, ['longitude is given without Latitude']],
		['6,3', '', ['latitude is given without Longitude']],
		[
			'6.5',
			'null',
			['latitude is given without Longitude', 'longitude is not a number of degrees'],
		],
		['null', 'null', ['latitude is not', 'longitude is not']],
		['NaN', '3.3', ['latitude is not', 'longitude is given without Latitude']],
		[NaN, 3.3, ['latitude is not', 'longitude is given without Latitude']],
		[Infinity, 3.3, ['latitude is not', 'longitude is given without Latitude']],
		[0, 0, ['latitude is 0, 0']],
		['0', '0.0', ['latitude is 0, 0']],
		[{ lat: 0, lng: 0 }, '', ['latitude is 0, 0']],
		['120', '6', ['latitude is 120, outside -90 to 90: Latitude and Longitude look swapped']],
		['200', '6', ['latitude is 200, outside -90 to 90']],
		['95', '200', ['latitude is 95, outside', 'longitude is 200, outside']],
		['6', '200', ['longitude is 200, outside -180 to 180']],
		['0x10', '3.3', ['latitude is not', 'longitude is given without Latitude']],
		[[], [], ['latitude is not', 'longitude is not']],
		[{}, '', ['latitude is not']],
		[true, 3.3, ['latitude is not', 'longitude is given without Latitude']],
		[new Date(5), 3.3, ['latitude is not', 'longitude is given without Latitude']],
		['#ERROR!', '#REF!', ['latitude is not', 'longitude is not']],
		['north', '', ['latitude is not']],
		// Degrees and minutes: 63 and 33 degrees are elsewhere.
		['6°31N', '3°22E', ['latitude is not', 'longitude is not']],
		['0°31N', '0°5E', ['latitude is not', 'longitude is not']],
		['6° 31N', '3° 22E', ['latitude is not', 'longitude is not']],
		['6 31 N', '3 22 E', ['latitude is not', 'longitude is not']],
		['6 31', '3 22', ['latitude is not', 'longitude is not']],
		['12/24', '', ['latitude is not']],
		['6.5 31', '', ['latitude is not']],
		['6.5/31', '', ['latitude is not']],
		['6.5, 3.3, 1.2', '', ['latitude is not']],
		[`6.5244, 3.3792${'0'.repeat(987)}`, '', ['latitude is not']],
		// Decimal commas with a blank.
		['6, 52', '3, 37', ['latitude names a different place', 'longitude names a different place']],
		[
			'6, 31 N',
			'3, 22 E',
			['latitude names a different place', 'longitude names a different place'],
		],
		[
			{ lat: 6.5, lng: 3.3 },
			9.9,
			['latitude names a different place', 'longitude names a different'],
		],
		[
			'6.5',
			{ lat: 1, lng: 2 },
			['latitude names a different place', 'longitude names a different'],
		],
		[
			[3.3, 6.5],
			[3.3, 7.5],
			['latitude names a different place', 'longitude names a different'],
		],
		['{"lat":', '', ['latitude is not']],
		[[1, 2, 3, 4], '', ['latitude is not']],
	])('%j, %j', (latitude, longitude, expected) => {
		const { place, doubts } = readPlace(latitude, longitude);

		expect(place).toBeUndefined();
		expect(doubts.map(({ field, what }) => `${field} ${what}`)).toEqual(
			expected.map((text) => expect.stringContaining(text)),
		);
	});

	it.each([undefined, null, '', '  ', '\ufeff'])('%j is nothing, and no doubt', (nothing) => {
		expect(readPlace(nothing, nothing)).toEqual({ place: undefined, doubts: [] });
	});

	it('a text of any length is read in time', () => {
		expect(readPlace(`${' 1,'.repeat(100_000)}`, '[['.repeat(50_000)).place).toBeUndefined();
	});
});
