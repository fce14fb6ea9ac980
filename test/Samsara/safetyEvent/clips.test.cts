import { clipsOf, isFrom, type Clip } from '../../../nodes/Samsara/safetyEvent/clips.ts';

const road = 'dashcamRoadFacing';
const event = (lists: object) => ({ id: 'e1', ...lists });
const host = 'https://files.example.com';

describe('the clips of an event', () => {
	it.each([
		[{}],
		[{ media: null, detectedStreams: [] }],
		[{ media: 'none', detectedStreams: {} }],
		[{ media: [null, 'x', 7, {}, { input: road }, { input: road, url: '' }] }],
	])('%j has none', (lists) => {
		expect(clipsOf(event(lists))).toEqual([]);
	});

	it('come from both lists, each file once', () => {
		const clips = clipsOf(
			event({
				media: [{ input: road, url: `${host}/1?X-Amz-Date=1&X-Amz-Signature=a` }],
				detectedStreams: [
					{ input: road, url: `${host}/1?X-Amz-Date=2&X-Amz-Signature=b` },
					{ input: road, url: `${host}/2?Expires=1&Signature=c` },
					{ input: 'analog1', url: `${host}/get?id=3`, cameraRole: 'rearHigh', auxcamSerial: 'A' },
					{ input: 'analog1', url: `${host}/get?id=4` },
				],
			}),
		);

		expect(clips.map(({ link }) => new URL(link).pathname + new URL(link).search)).toEqual([
			'/1?X-Amz-Date=1&X-Amz-Signature=a',
			'/2?Expires=1&Signature=c',
			'/get?id=3',
			'/get?id=4',
		]);
		expect(new Set(clips.map(({ key }) => key)).size).toBe(4);
	});

	it('have the same keys when another reading signs other links', () => {
		const reading = (signature: number) =>
			clipsOf(
				event({
					media: [1, 2].map((file) => ({
						input: road,
						url: `${host}/${file}?Expires=${signature}`,
					})),
				}),
			);

		expect(reading(1).map(({ key }) => key)).toEqual(reading(2).map(({ key }) => key));
		expect(reading(1).map(({ link }) => link)).not.toEqual(reading(2).map(({ link }) => link));
	});

	it('keep words and links that are not known', () => {
		expect(
			clipsOf(event({ media: [{ url: 'not a link', input: 'drone' }, { url: 'x' }] })),
		).toEqual([
			expect.objectContaining({ link: 'not a link', input: 'drone' }),
			expect.objectContaining({ link: 'x', input: 'unknown' }),
		]);
	});
});

it.each([
	['dashcamRoadFacing', undefined, 'dashcamRoadFacing', true],
	['MEDIA_INPUT_PRIMARY', undefined, 'dashcamRoadFacing', true],
	['dashcamInwardFacing', undefined, 'dashcamDriverFacing', true],
	['dashcamRoadFacing', undefined, 'dashcamDriverFacing', false],
	['analog1', 'rearHigh', 'rear high', true],
	['analog1', 'rearHigh', 'analog1', true],
	['analog1', 'rearHigh', 'analog2', false],
	['drone', undefined, 'drone', true],
])('a clip of %s (role %s) is from %s: %s', (input, cameraRole, camera, expected) => {
	const clip: Clip = { key: '', link: '', input, cameraRole, auxcamSerial: undefined };
	expect(isFrom(clip, camera)).toBe(expected);
});
