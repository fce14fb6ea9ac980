import fc from 'fast-check';

import { distributionChart } from '../../../nodes/SafetyReport/charts/distribution';
import { hourGridChart, shadeOf } from '../../../nodes/SafetyReport/charts/hourGrid';
import { placeMap } from '../../../nodes/SafetyReport/charts/places';
import { everyNth, linear, roundStep, ticks } from '../../../nodes/SafetyReport/charts/scale';
import { trendChart } from '../../../nodes/SafetyReport/charts/trend';

it.each([
	[0, [0, 1]],
	[1, [0, 1]],
	[4, [0, 1, 2, 3, 4]],
	[13, [0, 5, 10]],
	[100, [0, 50, 100]],
	[Number.NaN, [0, 1]],
])('the axis up to %d has the values %j', (highest, expected) => {
	expect(ticks(highest)).toEqual(expected);
});

it('steps are 1, 2 or 5 times a power of ten', () => {
	expect([0.03, 0.7, 1, 1.2, 3, 7, 12, 400].map(roundStep)).toEqual([
		0.05, 1, 1, 2, 5, 10, 20, 500,
	]);
});

it('labels never exceed their room, and the last one is among them', () => {
	fc.assert(
		fc.property(
			fc.integer({ min: 1, max: 400 }),
			fc.integer({ min: 1, max: 40 }),
			(count, most) => {
				const printed = Array.from({ length: count }, (_, index) => index).filter(
					everyNth(count, most),
				);

				expect(printed.length).toBeLessThanOrEqual(most);
				expect(printed.at(-1)).toBe(count - 1);
			},
		),
	);
});

it('a scale of one value has no division by zero', () => {
	expect(linear([3, 3], [0, 10])(3)).toBe(0);
});

it.each([
	[0, 9, 0],
	[1, 100, 1],
	[50, 100, 3],
	[100, 100, 5],
	[3, 0, 0],
])('%d of at most %d has the shade %d', (count, highest, shade) => {
	expect(shadeOf(count, highest)).toBe(shade);
});

const write = (value: number) => String(value);
const anyCount = fc.oneof(fc.nat({ max: 1_000_000 }), fc.constantFrom(0, 1));
const anyPlace = fc.record({
	latitude: fc.double({ min: -90, max: 90, noNaN: true }),
	longitude: fc.double({ min: -180, max: 180, noNaN: true }),
	count: anyCount,
	label: fc.constant('1'),
});

function expectInside({ markup }: { markup: string }): void {
	expect(markup).not.toMatch(/NaN|Infinity|undefined/);
	for (const [, width = '', height = '', shapes = ''] of markup.matchAll(
		/viewBox="0 0 (\S+) (\S+)"[^>]*>(.*?)<\/svg>/gs,
	)) {
		for (const [, axis = '', value = ''] of shapes.matchAll(/\s([xy]|c[xy]|[xy][12])="([^"]*)"/g)) {
			const limit = axis.includes('x') ? Number(width) : Number(height);
			expect(Number(value)).toBeGreaterThanOrEqual(-0.01);
			expect(Number(value)).toBeLessThanOrEqual(limit + 0.01);
		}
	}
}

it('a trend stays in its frame', () => {
	const point = fc.record({
		label: fc.constant('23 Nov'),
		value: fc.option(anyCount, { nil: undefined }),
		before: fc.option(anyCount, { nil: undefined }),
		isEarlier: fc.boolean(),
		isPartial: fc.boolean(),
	});
	fc.assert(
		fc.property(fc.array(point, { maxLength: 400 }), fc.option(anyCount), (points, median) => {
			expectInside(trendChart('Trend', { points, median: median ?? undefined, write }));
		}),
		{ numRuns: 50 },
	);
});

it('a distribution stays in its frame', () => {
	const bucket = fc.record({ label: fc.constant('< 2m'), count: anyCount });
	const mark = fc.record({
		at: fc.double({ min: -5, max: 50, noNaN: true }),
		label: fc.constant('target'),
		kind: fc.constantFrom('median' as const, 'target' as const),
	});
	fc.assert(
		fc.property(
			fc.array(bucket, { maxLength: 30 }),
			fc.array(mark, { maxLength: 3 }),
			(buckets, marks) => {
				expectInside(distributionChart('Distribution', { buckets, marks, write }));
			},
		),
		{ numRuns: 50 },
	);
});

it('a map stays in its frame', () => {
	fc.assert(
		fc.property(fc.array(anyPlace, { maxLength: 60 }), (places) => {
			expectInside(placeMap('Map', places, write));
		}),
		{ numRuns: 100 },
	);
});

it('places on both sides of 180° lie beside each other', () => {
	const at = (longitude: number) => ({ latitude: 0, longitude, count: 1, label: '' });
	const { markup } = placeMap('Map', [at(179.99), at(-179.99)], (metres) => `${metres} m`);

	expect(markup).toContain('500 m');
});

it('a grid prints each count, and nothing for zero', () => {
	const hours = new Array<number>(24).fill(0).with(8, 137);
	const { markup } = hourGridChart('Grid', { days: [{ label: 'Mon', hours }], write });

	expectInside({ markup });
	expect(markup.match(/>137</g)).toHaveLength(2);
	expect(markup).not.toContain('>0<');
});
