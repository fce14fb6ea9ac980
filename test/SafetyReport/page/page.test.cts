import fc from 'fast-check';

import { renderPage } from '../../../nodes/SafetyReport/page/page';
import { ALL_SECTIONS, SECTIONS } from '../../../nodes/SafetyReport/page/sectionNames';
import { anyText, HOSTILE, withTexts } from '../hostileFigures.cts';
import { LOCALES, OPTIONS } from '../reportOptions.cts';
import { emptyFigures, sampleFigures, withoutRepeatPlaces } from '../sampleFigures.cts';
import { complaintsAbout } from '../validHtml.cts';

const sample = sampleFigures();

it.each([
	['a week', sample],
	['an empty week', emptyFigures()],
	['a week without comparison', { ...sample, period: { ...sample.period, comparison: null } }],
	['places of one record', withoutRepeatPlaces(sample)],
	['hostile texts', withTexts(HOSTILE)],
])('is valid HTML: %s', async (_, figures) => {
	expect(await complaintsAbout(renderPage(figures, OPTIONS))).toEqual([]);
});

it('has the sections that are chosen, in their order, each once', () => {
	const page = renderPage(sample, { ...OPTIONS, sections: ['places', 'action', 'places'] });

	expect(headings(page)).toEqual([SECTIONS.places, SECTIONS.action]);
});

it('has all sections by default, in the order that managers read', () => {
	expect(headings(renderPage(sample, OPTIONS))).toEqual(
		ALL_SECTIONS.map((section) => SECTIONS[section]),
	);
});

it('closes the table of places where none has two records, and lists safety events without a severity', () => {
	const figures = withoutRepeatPlaces(sample);
	const events = figures.needsAction.list.filter(({ kind }) => kind.startsWith('event'));
	const page = renderPage(
		{ ...figures, needsAction: { ...figures.needsAction, list: events } },
		{ ...OPTIONS, sections: ['places', 'action'] },
	);

	expect(page).toMatch(/No place has\s+two or more records within 150 m/);
	expect(page).toMatch(/<details>[^]*Places with most records[^]*<\/details>/);
	expect(page).not.toContain('Severity');
	expect(renderPage(sample, OPTIONS)).toContain('Severity');
});

it('leaves out sections without records', () => {
	expect(headings(renderPage(emptyFigures(), OPTIONS))).not.toContain('Visitors');
});

function headings(page: string): Array<string | undefined> {
	return [...page.matchAll(/<h2[^>]*>([^<]*)<\/h2>/g)].map(([, heading]) => heading);
}

it('runs no script and fetches nothing', () => {
	const page = renderPage(sample, { ...OPTIONS, logo: 'data:image/png;base64,iVBORw0KGgo=' });

	expect(page).not.toMatch(/<script|<link|<iframe|<object|javascript:|@import|url\(|\son[a-z]+=/i);
	expect([...page.matchAll(/\s(?:src|href)="([^"]*)"/g)].map(([, address]) => address)).toEqual([
		'data:image/png;base64,iVBORw0KGgo=',
		'https://cloud.samsara.com/o/1/fleet/safety/events/55',
	]);
	expect(page).toContain('content="default-src &#39;none&#39;; ');
});

it('writes values of the services in words', () => {
	const page = renderPage(sample, OPTIONS);

	for (const words of ['Location threat', 'On scene', 'Harsh braking', 'Needs review']) {
		expect(page).toContain(words);
	}
	expect(page).not.toMatch(/>(?:location_threat|on_scene|harshBraking|needsReview)</);
});

it('takes any text from outside as text', () => {
	fc.assert(
		fc.property(fc.array(anyText, { minLength: 1, maxLength: 12 }), anyText, (texts, title) => {
			const page = renderPage(withTexts(texts), { ...OPTIONS, title, subtitle: title });

			expectOnlyOurElements(page);
			expect(page).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200e\u200f\ufffe]|[^\P{Cc}\t\n\r]/u);
		}),
		{ numRuns: 60 },
	);
});

/** The elements and attributes of the page are those of the sample: texts from outside add none. */
const ours = tagsOf(renderPage(withTexts(['x']), OPTIONS));

function tagsOf(page: string): Set<string> {
	const shapes = [...page.matchAll(/<\/?[a-zA-Z][^>]*>/g)].map(([tag]) =>
		tag.replaceAll(/"[^"]*"/g, '""'),
	);
	return new Set(shapes);
}

function expectOnlyOurElements(page: string): void {
	const foreign = [...tagsOf(page)].filter((tag) => !ours.has(tag) && !FOR_LONG_TEXTS.test(tag));
	expect(foreign).toEqual([]);
}

/** A long word is marked, a link stands only where the address is one, a row may lack a part. */
const FOR_LONG_TEXTS = /^<(?:bdi class=""|a href="" rel="")>$|^<\/a>$/;

it.each(LOCALES)('writes no NaN, undefined or null in %s', (locale) => {
	for (const figures of [sample, emptyFigures()]) {
		const text = renderPage(figures, { ...OPTIONS, locale }).replace(/<style>.*?<\/style>/s, '');

		expect(text).not.toMatch(/NaN|undefined|Infinity|\[object|\bnull\b/);
	}
});

it('links only to addresses that are https, without a password', () => {
	const linked = (url: string) => {
		const figures = sampleFigures();
		figures.needsAction.list = figures.needsAction.list
			.slice(0, 1)
			.map((item) => ({ ...item, url }));
		return renderPage(figures, OPTIONS).includes('<a ');
	};

	expect(linked('https://cloud.samsara.com/events/1')).toBe(true);
	for (const url of [
		'',
		'http://cloud.samsara.com',
		'javascript:alert(1)',
		'https://user:secret@cloud.samsara.com',
		'https://',
		' https://cloud.samsara.com',
		`https://cloud.samsara.com/${'x'.repeat(3_000)}`,
	]) {
		expect([url, linked(url)]).toEqual([url, false]);
	}
});

it('says what is missing where a service could not be read', () => {
	const page = renderPage(withTexts(['x']), OPTIONS);

	expect(page).toContain('Incomplete: 2 reads failed');
});

it('does not say that nothing waits where a read failed', () => {
	const figures = emptyFigures();
	const isCalm = () => renderPage(figures, OPTIONS).includes('Nothing waits for action.');

	expect(isCalm()).toBe(true);
	figures.incidents.isIncomplete = true;
	expect(isCalm()).toBe(false);
});

it('shows the hours of the weekdays that the period has', () => {
	const figures = sampleFigures();
	const { rows } = figures.incidents.byHour;
	figures.incidents.byHour.rows = rows.map((row) => ({ ...row, days: row.weekday === 5 ? 1 : 0 }));
	const page = renderPage(figures, { ...OPTIONS, sections: ['hours'] });
	const [grid = ''] = page.split('</figure>');

	expect(grid).toContain('Fri');
	expect(grid).not.toContain('Mon');
});

it('stays small and quick with the longest lists', () => {
	const figures = sampleFigures();
	const many = <Value,>(list: readonly Value[], length: number) =>
		Array.from({ length }, (_, index) => list[index % list.length] as Value);
	figures.needsAction.list = many(figures.needsAction.list, 1_000);
	figures.places.list = many(figures.places.list, 1_000);
	figures.safetyEvents.drivers.list = many(figures.safetyEvents.drivers.list, 1_000);
	figures.safetyEvents.byVehicle.groups = many(figures.safetyEvents.byVehicle.groups, 50);
	figures.incidents.byDay = many(figures.incidents.byDay, 366);
	figures.incidents.runChart.points = many(figures.incidents.runChart.points, 1_100);
	const start = process.cpuUsage();
	const page = renderPage(figures, OPTIONS);

	expect(process.cpuUsage(start).user / 1_000).toBeLessThan(1_500);
	expect(Buffer.byteLength(page)).toBeLessThan(1_000_000);
});
