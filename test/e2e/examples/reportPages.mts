import type { Browser } from 'playwright-core';
import type { ExecutionResult } from '../../../demo/examples/execution.mts';
import { reviewIn } from '../../../demo/examples/monthlyReview/reviewed.mts';
import { fileOf } from '../../../demo/examples/reportFiles.mts';
import { reportIn } from '../../../demo/examples/weeklyReport/reportedFigures.mts';
import { ReportPage, type KeyFigure } from './reportPage.mts';

interface Count {
	isIncomplete: boolean;
	count: { now: number; before: number };
}

/** By file: the title of the page that an example makes, and what it counts. */
const PAGES: Readonly<
	Record<string, { title: string; counts: (result: ExecutionResult) => Record<string, Count> }>
> = {
	'monthly-fleet-review.json': {
		title: 'Monthly fleet review',
		counts(result) {
			const { safetyEvents } = reviewIn(result);
			return { 'Safety events': { ...safetyEvents, count: safetyEvents.counted } };
		},
	},
	'safety-report-first-page.json': {
		title: 'A first report',
		counts: () => ({
			Incidents: { isIncomplete: false, count: { now: 8, before: 4 } },
			'Safety events': { isIncomplete: false, count: { now: 4, before: 2 } },
		}),
	},
	'weekly-safety-report.json': {
		title: 'Weekly safety report',
		counts(result) {
			const { incidents, safetyEvents } = reportIn(result);
			return {
				Incidents: { ...incidents, count: incidents.total },
				'Safety events': { ...safetyEvents, count: safetyEvents.counted },
			};
		},
	},
};

/** Opens the page that an example makes, if it makes one, and asserts that a reader sees all of it. */
export async function openReport(
	file: string,
	result: ExecutionResult,
	browser: Browser,
): Promise<ReportPage | undefined> {
	const expected = PAGES[file];
	if (expected === undefined) return undefined;
	const page = await ReportPage.open(browser, fileOf(result, 'page'));
	const keyFigures = Object.entries(expected.counts(result)).flatMap(
		([name, { count, isIncomplete }]): KeyFigure[] =>
			isIncomplete || count.now + count.before === 0 ? [] : [{ name, now: count.now }],
	);
	await page.assertReadable(expected.title, keyFigures);
	return page;
}
