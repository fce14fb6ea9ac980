import type { Change } from '../../../nodes/SafetyReport/figures/values';
import { formatsFor } from '../../../nodes/SafetyReport/text/formats';
import { changeText, directionOfChange } from '../../../nodes/SafetyReport/wording/changes';
import { tilesOf } from '../../../nodes/SafetyReport/wording/tiles';
import { emptyFigures, sampleFigures } from '../sampleFigures.cts';

const formats = formatsFor('en-US', 'UTC');

function change(now: number, before: number | null, expected = before): Change {
	const difference = expected === null ? null : now - expected;
	const percent =
		expected === null || difference === null || Math.min(now, before ?? 0) < 20
			? { value: null, reason: 'too few' }
			: { value: (100 * difference) / expected };
	return { now, before, difference, percent, signalScore: null, signal: 'none' };
}

it.each([
	['many of equal time', change(42, 25), '+17 (+68%)', 'up'],
	['few of equal time', change(4, 9), '\u22125', 'down'],
	['as many', change(25, 25), '±0 (±0%)', 'same'],
	['31 days after 30', change(74, 73, 75.4), '\u22122% per day', 'down'],
	['as many a day', change(310, 301, 310.1), '±0% per day', 'same'],
	['few in 31 days after 30', change(9, 9, 9.3), '±0', 'same'],
	['no comparison', change(9, null), '', 'same'],
])('says the change of %s', (_name, counts, text, direction) => {
	expect(changeText(counts, formats)).toBe(text);
	expect(directionOfChange(counts)).toBe(direction);
});

it('has a tile for coaching where there is room and something to coach', () => {
	const withRoom = { ...emptyFigures() };
	withRoom.safetyEvents.coaching = {
		...withRoom.safetyEvents.coaching,
		...{ coached: 3, needsCoaching: 1, completion: { value: 0.75 } },
	};
	const labels = (figures: typeof withRoom) => tilesOf(figures, formats).map(({ label }) => label);

	expect(tilesOf(withRoom, formats)).toContainEqual({
		label: 'Coached',
		value: '75%',
		note: '3 of 4 events to coach',
	});
	expect(labels(emptyFigures())).not.toContain('Coached');
	expect(labels(sampleFigures())).toHaveLength(8);
});
