import { isDeepStrictEqual } from 'node:util';
import type { ReceivedRequest } from '../../../sandbox/recorder.cts';
import type { Check, Expectation, Observed } from '../checks.mts';
import { onlyRead, type ExecutionResult } from '../execution.mts';
import { fileOf, inLines, selfContained } from '../reportFiles.mts';
import { expectedFigures, unequal, type Span } from './expectedFigures.mts';
import { reportedFigures, reportIn, type ReportItem } from './reportedFigures.mts';

/** What every report has to be, whatever is in it: an email with the page, and a chat message. */
export function sentReport(
	result: ExecutionResult,
	{ mails, messages }: Pick<Observed, 'mails' | 'messages'>,
): Expectation[] {
	const { email, summary } = reportIn(result);
	const page = fileOf(result, 'page');
	const sent = mails.map(({ to, subject, html, attachments }) => ({
		to,
		subject,
		html: inLines(html),
		attachments: attachments.map(({ fileName, mimeType, content }) => [
			fileName,
			mimeType,
			content.toString('utf8'),
		]),
	}));
	return [
		{
			text: 'one email arrives, with the report in it and the page attached',
			met: isDeepStrictEqual(sent, [
				{
					to: 'safety@example.com',
					subject: email.subject,
					html: inLines(email.html),
					attachments: [['report.html', 'text/html', page]],
				},
			]),
			found: sent,
		},
		{
			text: 'one chat message arrives, with the summary',
			met: isDeepStrictEqual(messages, [{ chat_id: '-1000000000000', text: summary.text }]),
			found: messages,
		},
		...selfContained([page, email.html, summary.text]),
	];
}

/** examples/weekly-safety-report.json: two weeks are read once, and every number is what the sandbox holds. */
export const weeklyReport: Check = (result, observed) => {
	const { received, stored } = observed;
	const report = reportIn(result);
	const { period, before } = spansOf(report);
	const now = expectedFigures(stored, period);
	const earlier = expectedFigures(stored, before);
	return [
		...sentReport(result, observed),
		{
			text: 'the two weeks are seven local days each, the last of them yesterday',
			met: areTwoWeeks(report),
			found: report.period,
		},
		{
			text: 'each list is read for these two weeks, incidents for 30 days more, and nothing else',
			met: isDeepStrictEqual(
				spansRead(received),
				[before.from - OPEN_FOR_MS, before.from, before.from].map((from) => [
					{ from, to: period.to },
				]),
			),
			found: spansRead(received),
		},
		{
			text: 'nothing is changed at the services',
			met: onlyRead(received),
			found: received.map(({ method, path, status }) => [method, path, status]),
		},
		{
			text: 'the report has read all services and knows all records',
			met: report.headline.unreadableServices === 0 && report.dataQuality.unrecognized.count === 0,
			found: [report.headline, report.dataQuality],
		},
		{
			text: `the ${Object.keys(now).length} numbers of the week are those of the sandbox, and there are no others`,
			met:
				Object.keys(now).length > 20 && unequal(now, reportedFigures(report, 'now')).length === 0,
			found: unequal(now, reportedFigures(report, 'now')),
		},
		{
			text: `so are the ${Object.keys(earlier).length} of the week before`,
			met: unequal(earlier, reportedFigures(report, 'before')).length === 0,
			found: unequal(earlier, reportedFigures(report, 'before')),
		},
	];
};

function spansOf({ period: { from, to, comparison } }: ReportItem): { period: Span; before: Span } {
	const span = (one: { from: string; to: string }): Span => ({
		from: Date.parse(one.from),
		to: Date.parse(one.to),
	});
	return { period: span({ from, to }), before: span(comparison) };
}

/** n8n runs in the time zone of this host. */
function areTwoWeeks(report: ReportItem): boolean {
	const { period, before } = spansOf(report);
	const midnight = (daysAgo: number) => {
		const day = new Date(report.period.asOf);
		return new Date(day.getFullYear(), day.getMonth(), day.getDate() - daysAgo).getTime();
	};
	return isDeepStrictEqual(
		[before.from, before.to, period.from, period.to],
		[midnight(14), midnight(7), midnight(7), midnight(0)],
	);
}

/** How much longer than the comparison an incident may be open. */
const OPEN_FOR_MS = 30 * 86_400_000;

const SOURCES = [
	{ path: '/incidents', from: 'from_date', to: 'to_date' },
	{ path: '/access-logs', from: 'from_date', to: 'to_date' },
	{ path: '/safety-events/stream', from: 'startTime', to: 'endTime' },
];

/** The spans that each of the lists was read for, however many pages it took. */
function spansRead(received: readonly ReceivedRequest[]): Span[][] {
	return SOURCES.map(({ path, from, to }) => {
		const spans = received
			.filter((request) => request.method === 'GET' && request.path === path)
			.map(({ query }) => `${String(query[from])} ${String(query[to])}`);
		return [...new Set(spans)].map((span) => {
			const [start = NaN, end = NaN] = span.split(' ').map((time) => Date.parse(time));
			return { from: start, to: end };
		});
	});
}
