import fc from 'fast-check';

import { LONGEST_SUMMARY, renderSummary } from '../../../nodes/SafetyReport/summary/summary';
import { formatsFor } from '../../../nodes/SafetyReport/text/formats';
import { tilesOf } from '../../../nodes/SafetyReport/wording/tiles';
import { known } from '../figureParts.cts';
import { anyText, withTexts } from '../hostileFigures.cts';
import { LOCALES, OPTIONS } from '../reportOptions.cts';
import { emptyFigures, NO_COUNTS, sampleFigures } from '../sampleFigures.cts';

it('says the period, what changed, the key figures and what waits', () => {
	const { text } = renderSummary(sampleFigures(), OPTIONS);

	expect(text.split('\n').slice(0, 5)).toEqual([
		'Weekly safety report',
		'16 November 2026 – 22 November 2026',
		'Compared with the week before, incidents (51, 25 before) rose clearly and safety events (73, 70 before) show no clear change; 11 records wait for action, 2 of them overdue.',
		'Incidents: 51, +26 (+104%), 25 before, clear rise',
		'Open now: 3, 2 overdue, oldest 1h 31m',
	]);
});

it('has a list in Markdown', () => {
	const { markdown } = renderSummary(sampleFigures(), OPTIONS);

	expect(markdown).toContain('**Weekly safety report**');
	expect(markdown).toContain('\n- Open now: 3, 2 overdue, oldest 1h 31m\n');
});

it.each([0.001, 0.999])('has no character that HTML gives a meaning for a share of %d', (value) => {
	const figures = sampleFigures();
	figures.safetyEvents.review.notReviewedShare = { value };
	const { text, markdown } = renderSummary(figures, OPTIONS);

	expect(text).toMatch(/Not reviewed: .* (?:under 1|over 99)% of all events/);
	expect(text + markdown).not.toMatch(/[<>&]/);
});

it('names the riskiest danger zones last', () => {
	const { text } = renderSummary(sampleFigures(), OPTIONS);

	expect(text.split('\n').filter((line) => line.startsWith('Danger zone:'))).toEqual([
		'Danger zone: Obalende bus park, high risk, 14 incidents',
		'Danger zone: zone_2, medium risk',
	]);
});

it('fits into a chat message and mentions or links nothing, with any text', () => {
	fc.assert(
		fc.property(fc.array(anyText, { minLength: 1, maxLength: 8 }), anyText, (texts, title) => {
			const { text, markdown } = renderSummary(withTexts(texts), { ...OPTIONS, title });

			expect(text.length).toBeLessThanOrEqual(LONGEST_SUMMARY);
			for (const one of [text, markdown]) {
				expect(one).not.toMatch(/[<>@]|:\/\/|[\u202a-\u202e\u2066-\u2069]|[^\P{Cc}\n]/u);
			}
			expect(markdown).not.toMatch(/(?<!\\)(?:\[click\]|`code`)/);
		}),
		{ numRuns: 80 },
	);
});

it('an Arabic name does not pull the number behind it to its other side', () => {
	const { text } = renderSummary(withTexts(['محمد العلي']), OPTIONS);

	expect(text).toContain('محمد العلي\u200e, 1h 31m');
});

it.each(LOCALES)('writes no NaN, undefined or null in %s', (locale) => {
	for (const figures of [sampleFigures(), emptyFigures()]) {
		const { text, markdown } = renderSummary(figures, { ...OPTIONS, locale });

		expect(text + markdown).not.toMatch(/NaN|undefined|Infinity|\[object|\bnull\b/);
	}
});

it('calls a count incomplete, and no change clear, where its service could not be read', () => {
	const figures = sampleFigures();
	figures.incidents.isIncomplete = true;
	const { text } = renderSummary(figures, OPTIONS);

	expect(text).toContain('safety events (73, 70 before) show no clear change');
	expect(text).toContain('incidents (51, 25 before) are incomplete');
	expect(text).toContain('Incidents: 51, incomplete: a read failed');
});

it('does not say that nothing waits where the service of what may wait could not be read', () => {
	const empty = emptyFigures();
	empty.incidents.isIncomplete = true;
	const week = sampleFigures();
	week.safetyEvents.isIncomplete = true;

	expect(renderSummary(empty, OPTIONS).text).toContain('what waits for action is not known.');
	expect(renderSummary(empty, OPTIONS).text).toContain(
		'Open now: 0, 0 overdue, incomplete: a read failed',
	);
	expect(renderSummary(week, OPTIONS).text).toContain(
		'at least 11 records wait for action, 2 of them overdue.',
	);
	expect(renderSummary(week, OPTIONS).text).toMatch(/Not reviewed: .*incomplete: a read failed/);
});

it('says how many records have no time, where these are many: no count of a period has them', () => {
	const textWith = (withoutTime: number) => {
		const figures = sampleFigures();
		figures.dataQuality.records.incident.withoutTime = withoutTime;
		return renderSummary(figures, OPTIONS).text;
	};

	expect(textWith(60)).toContain(
		'Incomplete: 61 records have no time and are in no count of a period.',
	);
	expect(textWith(2)).not.toContain('Incomplete');
});

it('says why a figure is missing within its line, and counts one incident as one', () => {
	const figures = sampleFigures();
	const [clock] = figures.incidents.clocks.filter(
		({ clock: name }) => name === figures.incidents.responseClock,
	);
	if (clock === undefined) throw new Error('No clock');
	clock.now.medianSeconds = { value: null, reason: 'There is no incident that counts' };
	clock.now.withinTarget = { met: 0, missed: 1, tooRecent: 0, share: { value: 0 } };
	const { text } = renderSummary(figures, OPTIONS);

	expect(text).toContain('–, there is no incident that counts');
	expect(text).toMatch(/0 of 1 incident$/m);
});

it('calls two figures that read the same the same', () => {
	const figures = sampleFigures();
	const clock = figures.incidents.clocks.find(
		({ clock: name }) => name === figures.incidents.responseClock,
	);
	if (clock?.before === undefined || clock.before === null) throw new Error('No clock');
	clock.now.medianSeconds = known(1_085);
	clock.before.medianSeconds = known(1_075);
	clock.now.withinTarget = { met: 29, missed: 70, tooRecent: 0, share: known(0.294) };
	clock.before.withinTarget = { met: 28, missed: 70, tooRecent: 0, share: known(0.286) };
	const [, , median, target] = tilesOf(figures, formatsFor('en-GB', 'UTC'));

	expect([median?.value, median?.change]).toMatchObject([
		'18m',
		{ text: '18m before', direction: 'same' },
	]);
	expect([target?.value, target?.change]).toMatchObject([
		'29%',
		{ text: '29% before', direction: 'same' },
	]);
});

it('has more than one figure of SafetyKit where the report is about nothing else', () => {
	const figures = sampleFigures();
	const { moderation } = figures.dataQuality.records;
	for (const counts of Object.values(figures.dataQuality.records)) {
		if (counts !== moderation) Object.assign(counts, NO_COUNTS);
	}
	const { text } = renderSummary(figures, OPTIONS);

	expect(text).toMatch(/^Trust and safety events: .*\nDecisions: .*\nUser reports: .*\nAppeals: /m);
	expect(renderSummary(sampleFigures(), OPTIONS).text).not.toContain('Appeals: ');
});
