import { coordinatePair } from '../../../nodes/core/form/coordinates.ts';

const PAIR = 'Enter latitude, then longitude, as in 6.5244, 3.3792.';

it.each<[unknown, number, number]>([
	['6.5244, 3.3792', 6.5244, 3.3792],
	[' -90 ,180', -90, 180],
	['90,-180', 90, -180],
	['0, 3.3792', 0, 3.3792],
	['6.5244, 0', 6.5244, 0],
	[{ latitude: '6.5244', longitude: 3.3792 }, 6.5244, 3.3792],
])('%j is a place', (value, latitude, longitude) => {
	expect(coordinatePair.parse(value)).toEqual({ latitude, longitude });
});

it.each<[unknown, string, string]>([
	['6.5244', 'is not a pair of coordinates', PAIR],
	['6.5244, 3.3792, 1', 'is not a pair of coordinates', PAIR],
	['north, 3.3792', 'is not a pair of coordinates', PAIR],
	['6.5244, east', 'is not a pair of coordinates', PAIR],
	['6.5244,', 'is not a pair of coordinates', PAIR],
	[',', 'is not a pair of coordinates', PAIR],
	[[6.5244, 3.3792], 'is not a pair of coordinates', PAIR],
	[{ latitude: 6.5244 }, 'is not a pair of coordinates', PAIR],
	[{ longitude: 3.3792 }, 'is not a pair of coordinates', PAIR],
	[{ latitude: null, longitude: 3.3792 }, 'is not a pair of coordinates', PAIR],
	[{ latitude: Infinity, longitude: 3.3792 }, 'is not a pair of coordinates', PAIR],
	[6.5244, 'is not a pair of coordinates', PAIR],
	[null, 'is not a pair of coordinates', PAIR],
	['90.1, 3', 'is 90.1, outside -90 to 90', 'Latitude and longitude look swapped. Swap them.'],
	['-180, 90', 'is -180, outside -90 to 90', 'Latitude and longitude look swapped. Swap them.'],
	['180.1, 3', 'is 180.1, outside -90 to 90', 'Use degrees from -90 to 90.'],
	['91, 90.1', 'is 91, outside -90 to 90', 'Use degrees from -90 to 90.'],
	['6, -180.1', 'is -180.1, outside -180 to 180', 'Use degrees from -180 to 180.'],
	['6, 181', 'is 181, outside -180 to 180', 'Use degrees from -180 to 180.'],
	['0, 0', 'is 0, 0, which a device without a position reports', 'Map the real position.'],
])('%j is none: %s', (value, message, howToGoOn) => {
	expect(coordinatePair.safeParse(value).error?.issues).toEqual([
		expect.objectContaining({ message, params: { howToGoOn }, path: [] }),
	]);
});
