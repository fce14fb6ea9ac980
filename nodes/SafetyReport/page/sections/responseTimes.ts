import type { Distribution } from '../../charts/distribution';
import { distributionChart } from '../../charts/distribution';
import type { ClockFigures } from '../../figures/incidentFigures';
import type { Formats } from '../../text/formats';
import type { Markup } from '../../text/markup';
import { html } from '../../text/markup';
import { CLOCKS } from '../../wording/names';
import { UNKNOWN } from '../../wording/tiles';
import type { Context, Section } from '../context';
import type { Column } from '../tables';
import { dataBehind, figureCell, reasons, table } from '../tables';

/** The four clocks, and how the response times are distributed. */
export const responseTimes: Section = (context) => {
	if (!context.subjects.has('incidents')) return undefined;
	const { clocks, responseClock } = context.figures.incidents;
	const used = clocks.filter(({ now }) => now.n + now.running + now.unusable > 0);
	if (used.length === 0) return undefined;
	const response = used.find(({ clock }) => clock === responseClock);
	return html`${table('The clocks of the incidents', columns(context), used, {
		isCaptionHidden: true,
	})}${reasons(
		used.flatMap(({ now, targetMinutes }) => [
			now.medianSeconds,
			now.p90Seconds,
			...(targetMinutes === null ? [] : [now.withinTarget.share]),
		]),
	)}${response && distribution(response, context.formats)}`;
};

function columns({ formats, compared }: Context): Array<Column<ClockFigures>> {
	const all: Array<Column<ClockFigures>> = [
		{ head: 'Clock', cell: ({ clock }) => CLOCKS[clock] },
		{ head: 'Incidents', kind: 'number', cell: ({ now }) => formats.number(now.n) },
		{
			head: 'Median',
			kind: 'number',
			cell: ({ now }) => figureCell(now.medianSeconds, formats.duration),
		},
	];
	if (compared !== undefined) {
		all.push({
			head: 'Median before',
			kind: 'number',
			isExtra: true,
			cell: ({ before }) =>
				before === null ? UNKNOWN : figureCell(before.medianSeconds, formats.duration),
		});
	}
	all.push(
		{
			head: '90th percentile',
			kind: 'number',
			cell: ({ now }) => figureCell(now.p90Seconds, formats.duration),
		},
		{
			head: 'Longest',
			kind: 'number',
			isExtra: true,
			cell: ({ now }) => figureCell(now.longestSeconds, formats.duration),
		},
		{
			head: 'Within target',
			kind: 'number',
			cell: ({ now, targetMinutes }) =>
				targetMinutes === null
					? UNKNOWN
					: html`${figureCell(now.withinTarget.share, formats.share)}
							<small>of ${formats.duration(targetMinutes * 60)}</small>`,
		},
		{
			head: 'Running',
			kind: 'number',
			isExtra: true,
			cell: ({ now }) => formats.number(now.running),
		},
		{
			head: 'Unusable',
			kind: 'number',
			isExtra: true,
			cell: ({ now }) => formats.number(now.unusable),
		},
	);
	return all;
}

type Bucket = ClockFigures['distribution'][number];

function distribution(
	{ clock, now, targetMinutes, distribution: buckets }: ClockFigures,
	formats: Formats,
): Markup {
	if (now.n === 0 || buckets.length === 0) return html``;
	const { median, p90 } = { median: now.medianSeconds.value, p90: now.p90Seconds.value };
	const marks: Distribution['marks'] = [
		...markAt(median, 'median', 'median', buckets, formats),
		...markAt(p90, '90th percentile', 'median', buckets, formats),
		...markAt(
			targetMinutes === null ? null : targetMinutes * 60,
			'target',
			'target',
			buckets,
			formats,
		),
	];
	const title = `${CLOCKS[clock]}: how many incidents took how long`;
	return html`<figure>
		<figcaption>${title}</figcaption>
		${distributionChart(`${title}. The table below has all values.`, {
			buckets: buckets.map((bucket) => ({
				label: bucketText(bucket, formats),
				count: bucket.count,
			})),
			marks,
			write: formats.number,
		})}${dataBehind(
			table(
				title,
				[
					{ head: 'Duration', cell: (bucket) => bucketText(bucket, formats) },
					{ head: 'Incidents', kind: 'number', cell: ({ count }) => formats.number(count) },
				],
				buckets,
				{ isCaptionHidden: true },
			),
		)}
	</figure>`;
}

function bucketText({ fromSeconds, toSeconds }: Bucket, formats: Formats): string {
	if (toSeconds === null) return `\u2265 ${formats.duration(fromSeconds)}`;
	return `< ${formats.duration(toSeconds)}`;
}

function markAt(
	seconds: number | null,
	what: string,
	kind: 'median' | 'target',
	buckets: readonly Bucket[],
	formats: Formats,
): Distribution['marks'] {
	if (seconds === null) return [];
	const index = buckets.findIndex(({ toSeconds }) => toSeconds === null || seconds < toSeconds);
	const bucket = buckets[index];
	if (bucket === undefined) return [];
	const { fromSeconds, toSeconds } = bucket;
	// The last bucket is open: a mark in it stands in its middle.
	const part = toSeconds === null ? 0.5 : (seconds - fromSeconds) / (toSeconds - fromSeconds);
	return [{ at: index + part, label: `${what} ${formats.duration(seconds)}`, kind }];
}
