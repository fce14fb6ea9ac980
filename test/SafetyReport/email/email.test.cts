import fc from 'fast-check';

import { LARGEST_EMAIL, renderEmail } from '../../../nodes/SafetyReport/email/email';
import { anyText, HOSTILE, withTexts } from '../hostileFigures.cts';
import { LOCALES, OPTIONS } from '../reportOptions.cts';
import { emptyFigures, sampleFigures } from '../sampleFigures.cts';
import { complaintsAbout } from '../validHtml.cts';

it.each([
	['a week', sampleFigures()],
	['an empty week', emptyFigures()],
	['hostile texts', withTexts(HOSTILE)],
])('is valid HTML: %s', async (_, figures) => {
	expect(await complaintsAbout(renderEmail(figures, OPTIONS))).toEqual([]);
});

it('needs nothing that e-mail clients drop: style sheets, classes, SVG, images, flex, grid', () => {
	const email = renderEmail(sampleFigures(), OPTIONS);

	expect(email).not.toMatch(/<style|<svg|<img|<script|class=|display:(?:flex|grid)|var\(/);
});

it('says first what changed and what waits', () => {
	const email = renderEmail(sampleFigures(), OPTIONS);

	const order = ['rose clearly', 'Open now', 'Needs action now', 'Incidents by category'];
	const places = order.map((text) => email.indexOf(text));
	expect(places).toEqual([...places].sort((a, b) => a - b));
	expect(places).not.toContain(-1);
});

it('is below the size that clients cut at, with any text', () => {
	fc.assert(
		fc.property(fc.array(anyText, { minLength: 1, maxLength: 12 }), anyText, (texts, title) => {
			const email = renderEmail(withTexts(texts), { ...OPTIONS, title, subtitle: title });

			expect(Buffer.byteLength(email)).toBeLessThanOrEqual(LARGEST_EMAIL);
			expect(email).not.toMatch(/class="\w|<script|<img|\son\w+=["']|[\u202a-\u202e\u2066-\u2069]/);
		}),
		{ numRuns: 60 },
	);
});

it('is below that size where every letter of every name has to be escaped', () => {
	const figures = withTexts(['"'.repeat(5_000)]);
	const lists = [
		figures.needsAction.list,
		figures.safetyEvents.drivers.list,
		figures.places.list,
		figures.incidents.byCategory.groups,
		figures.safetyEvents.byLabel.groups,
	];
	for (const list of lists) {
		for (let copies = 0; copies < 4; copies++) list.push(...(list.slice(0, 8) as never[]));
	}
	const title = '"'.repeat(5_000);

	const email = renderEmail(figures, { ...OPTIONS, title, subtitle: title });

	expect(Buffer.byteLength(email)).toBeLessThanOrEqual(LARGEST_EMAIL);
});

it.each(LOCALES)('writes no NaN, undefined or null in %s', (locale) => {
	for (const figures of [sampleFigures(), emptyFigures()]) {
		expect(renderEmail(figures, { ...OPTIONS, locale })).not.toMatch(
			/NaN|undefined|Infinity|\[object|\bnull\b/,
		);
	}
});
