import type { TrendPoint } from '../../charts/trend';
import { trendChart } from '../../charts/trend';
import { HALF, WIDE } from '../../charts/svg';
import type { DayCount, RunChart, RunPoint } from '../../figures/values';
import type { Markup } from '../../text/markup';
import { html, NOTHING } from '../../text/markup';
import { UNKNOWN } from '../../wording/tiles';
import type { Context, Section } from '../context';
import { dataBehind, reasons, table } from '../tables';

/** Fewer points show no course. */
const LEAST_POINTS = 3;
/** More days than that are in the run chart alone. */
const MOST_DAYS = 31;

/** The run chart with its median, and the days beside those of the comparison. */
export const trend: Section = (context) => {
	const { incidents, safetyEvents } = context.figures;
	const parts: Markup[] = [];
	if (context.subjects.has('incidents')) parts.push(pair('Incidents', incidents, context));
	if (context.subjects.has('safetyEvents')) {
		parts.push(pair('Safety events', safetyEvents, context));
	}
	return parts.every(({ markup }) => markup === '') ? undefined : html`${parts}`;
};

interface Courses {
	runChart: RunChart;
	byDay: readonly DayCount[];
}

/** Both charts of one kind of record beside each other, or one across the page. */
function pair(what: string, { runChart, byDay }: Courses, context: Context): Markup {
	const hasRecords =
		runChart.points.some(({ count }) => count > 0) ||
		byDay.some(({ count, before }) => count > 0 || (before ?? 0) > 0);
	if (!hasRecords) return NOTHING;
	const { length } = byDay;
	const hasRun = runChart.points.length >= LEAST_POINTS;
	const hasDays = context.compared !== undefined && length >= LEAST_POINTS && length <= MOST_DAYS;
	if (hasRun && hasDays) {
		return html`<div class="columns">
			${runFigure(what, runChart, context, HALF)}${dayFigure(what, byDay, context, HALF)}
		</div>`;
	}
	if (hasRun) return runFigure(what, runChart, context, WIDE);
	return hasDays ? dayFigure(what, byDay, context, WIDE) : NOTHING;
}

type Width = typeof HALF | typeof WIDE;

const SHIFTS = {
	above: 'Six or more points in a row lie above the median: the level has risen',
	below: 'Six or more points in a row lie below the median: the level has fallen',
	none: '',
};

function runFigure(what: string, chart: RunChart, { formats, compared }: Context, width: Width) {
	const { points, unit, median, shift } = chart;
	const title = `${what} per ${unit}`;
	const dayOf = unit === 'month' ? formats.month : formats.day;
	const belongsTo = (point: RunPoint) => {
		const period = point.inPeriod ? 'this period' : (compared ?? 'before').toLowerCase();
		return point.isComplete ? period : `${period}, not complete`;
	};
	const shifted = shift === null ? '' : SHIFTS[shift];
	return html`<figure>
		<figcaption>
			${title}
			${median.value !== null &&
			html`<span class="legend"
				><span class="key median"></span>median ${formats.number(median.value, 1)}</span
			>`}
		</figcaption>
		${trendChart(
			`${title}. The table below has all values.`,
			{
				points: points.map(({ date, count, isComplete, inPeriod }) => ({
					label: dayOf(date),
					value: count,
					isPartial: !isComplete,
					isEarlier: !inPeriod,
				})),
				median: median.value ?? undefined,
				write: (value) => formats.number(value, 1),
			},
			width,
		)}${shifted !== '' && html`<p class="notes">${shifted}</p>`}${reasons([median])}${dataBehind(
			table(
				title,
				[
					{ head: 'From', cell: ({ date }) => formats.fullDay(date) },
					{ head: what, kind: 'number', cell: ({ count }) => formats.number(count) },
					{ head: 'Belongs to', cell: belongsTo },
				],
				points,
				{ isCaptionHidden: true },
			),
		)}
	</figure>`;
}

function dayFigure(
	what: string,
	byDay: readonly DayCount[],
	{ formats, compared = '' }: Context,
	width: Width,
): Markup {
	const title = `${what} by day`;
	const earlier = compared.toLowerCase();
	const points: TrendPoint[] = byDay.map(({ date, count, before }) => ({
		label: formats.weekday(date),
		value: count,
		before: before ?? undefined,
	}));
	return html`<figure>
		<figcaption>
			${title}
			<span class="legend" aria-hidden="true">
				<span class="key now"></span>this period <span class="key before"></span>${earlier}
			</span>
		</figcaption>
		${trendChart(
			`${title}, beside ${earlier}. The table below has all values.`,
			{ points, write: (value) => formats.number(value, 1) },
			width,
		)}${dataBehind(
			table(
				title,
				[
					{ head: 'Day', cell: ({ date }) => formats.fullDay(date) },
					{ head: 'This period', kind: 'number', cell: ({ count }) => formats.number(count) },
					{
						head: compared,
						kind: 'number',
						cell: ({ before }) => (before === null ? UNKNOWN : formats.number(before, 1)),
					},
				],
				byDay,
				{ isCaptionHidden: true },
			),
		)}
	</figure>`;
}
