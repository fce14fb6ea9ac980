import fc from 'fast-check';

import {
	AA,
	contrast,
	DARK,
	DEFAULT_ACCENT,
	LIGHT,
	readableAccent,
	shadesOf,
} from '../../../nodes/SafetyReport/page/theme';

/** WCAG 2.2, 1.4.11: shapes that carry meaning. */
const AA_SHAPES = 3;

const anyColor = fc
	.integer({ min: 0, max: 0xffffff })
	.map((color) => `#${color.toString(16).padStart(6, '0')}`);

it('computes the contrast as WCAG defines it', () => {
	expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
	expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.478, 2);
	expect(contrast('#123456', '#123456')).toBe(1);
});

it.each([
	['light', LIGHT],
	['dark', DARK],
])('text and shapes of the %s scheme can be read', (_, palette) => {
	for (const back of [palette.paper, palette.surface]) {
		expect(contrast(palette.ink, back)).toBeGreaterThan(7);
		expect(contrast(palette.muted, back)).toBeGreaterThan(AA);
		expect(contrast(palette.before, back)).toBeGreaterThan(AA_SHAPES);
		expect(contrast(palette.warn, back)).toBeGreaterThan(AA);
	}
	expect(contrast(palette.warn, palette.warnSurface)).toBeGreaterThan(AA);
});

it('an accent that can be read stays as it is on paper', () => {
	expect(readableAccent(DEFAULT_ACCENT, LIGHT)).toBe(DEFAULT_ACCENT);
});

it.each([
	['light', LIGHT],
	['dark', DARK],
])('any accent can be read in the %s scheme, and the numbers on its shades', (_, palette) => {
	fc.assert(
		fc.property(anyColor, (accent) => {
			const own = readableAccent(accent, palette);

			expect(contrast(own, palette.paper)).toBeGreaterThanOrEqual(AA);
			expect(contrast(own, palette.surface)).toBeGreaterThanOrEqual(AA);
			for (const { back, text } of shadesOf(own, palette)) {
				expect(contrast(text, back)).toBeGreaterThanOrEqual(AA);
			}
		}),
	);
});
