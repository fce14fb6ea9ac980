import { isDeepStrictEqual } from 'node:util';
import type { Check, Expectation, Observed } from '../checks.mts';
import { onlyRead, type ExecutionResult } from '../execution.mts';
import { fileOf, inLines, selfContained } from '../reportFiles.mts';
import { unequal } from '../weeklyReport/expectedFigures.mts';
import { expectedReview, reportedReview, reviewIn } from './reviewed.mts';
import { monthsBefore } from './twoMonths.mts';

/** What every review has to be, whatever is in it: an email with the page and the table. */
export function sentReview(
	result: ExecutionResult,
	{ mails }: Pick<Observed, 'mails'>,
): Expectation[] {
	const { email } = reviewIn(result);
	const page = fileOf(result, 'page');
	const sent = mails.map(({ to, subject, html, attachments }) => ({
		...{ to, subject, html: inLines(html) },
		attachments: attachments.map(({ fileName, mimeType, content }) => [
			fileName,
			mimeType,
			content.toString('utf8'),
		]),
	}));
	return [
		{
			text: 'one email arrives, with the review in it, and page and table attached',
			met: isDeepStrictEqual(sent, [
				{
					to: 'fleet@example.com',
					subject: email.subject,
					html: inLines(email.html),
					attachments: [
						['report.html', 'text/html', page],
						['table.csv', 'text/csv', fileOf(result, 'table')],
					],
				},
			]),
			found: sent,
		},
		...selfContained([page, email.html]),
	];
}

/** examples/monthly-fleet-review.json: two months are read once, and every number is what sandbox and table hold. */
export const monthlyReview: Check = (result, observed) => {
	const { received, stored } = observed;
	const report = reviewIn(result);
	const months = monthsBefore(new Date(report.period.asOf));
	const expected = expectedReview(stored, months);
	const { from, to, comparison } = report.period;
	const spans = received.map(({ path, query }) =>
		[path, Date.parse(String(query['startTime'])), Date.parse(String(query['endTime']))].join(' '),
	);
	const table = fileOf(result, 'table');
	return [
		...sentReview(result, observed),
		{
			text: 'the months are the last one of the calendar and the one before',
			met: isDeepStrictEqual(
				[comparison.from, comparison.to, from, to].map((time) => Date.parse(time)),
				[months.before, months.last, months.last, months.end],
			),
			found: report.period,
		},
		{
			text: 'events are read for both months, scores for the last one, and nothing else',
			met: isDeepStrictEqual([...new Set(spans)].sort(), [
				`/safety-events/stream ${months.before} ${months.end}`,
				`/safety-scores/drivers ${months.last} ${months.end}`,
			]),
			found: spans,
		},
		{
			text: 'nothing is changed at Samsara',
			met: onlyRead(received),
			found: received.map(({ method, path, status }) => [method, path, status]),
		},
		{
			text: 'the report has read everything and knows all records and rows',
			met: report.headline.unreadableServices === 0 && report.dataQuality.unrecognized.count === 0,
			found: report.dataQuality,
		},
		{
			text: `the ${Object.keys(expected).length} numbers are those of the sandbox and the table, and there are no others`,
			met:
				Object.keys(expected).length > 30 && unequal(expected, reportedReview(report)).length === 0,
			found: unequal(expected, reportedReview(report)),
		},
		{
			text: 'the table has the rate of the fleet, and a row for each driver',
			met:
				table.includes(`safetyEvents,rate,,,${expected['rate']},`) &&
				['Ada Lowe', 'Ben Okoro', 'Carla Ruiz', 'Dan Petrov', 'Esi Mensah'].every((name) =>
					table.includes(`safetyEvents,driver,${name},`),
				),
			found: table,
		},
	];
};
