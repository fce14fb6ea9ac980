import type { IncidentFigures } from '../../figures/incidentFigures';
import type { Formats } from '../../text/formats';
import type { Markup } from '../../text/markup';
import { html } from '../../text/markup';
import { counted } from '../../wording/names';
import type { Section } from '../context';
import { bar, barLegend, breakdownTable, figureCell, table } from '../tables';

/** Incidents by category, severity and status, and the open ones by age. */
export const incidents: Section = (context) => {
	if (!context.subjects.has('incidents')) return undefined;
	const { incidents: figures } = context.figures;
	return html`<p>${facts(figures, context.formats)}</p>
		${figures.byStatus.groups.length > 0 && barLegend(context)}
		<div class="columns">
			${breakdownTable('By category', 'Category', figures.byCategory, context)}${breakdownTable(
				'By severity',
				'Severity',
				figures.bySeverity,
				context,
			)}${breakdownTable('By status', 'Status', figures.byStatus, context)}${openByAge(
				figures,
				context.formats,
			)}
		</div>`;
};

function facts(
	{ total, closed, cancelled, cancelledShare, open }: IncidentFigures,
	formats: Formats,
): string {
	const { number } = formats;
	const share = cancelledShare.value === null ? '' : ` (${formats.share(cancelledShare.value)})`;
	const oldest =
		open.oldestSeconds.value === null
			? ''
			: `, the oldest for ${figureCell(open.oldestSeconds, formats.duration)}`;
	return `${counted(total.now, 'incident', 'incidents', formats)} in the period: ${number(closed)} closed, ${number(cancelled.now)} cancelled${share}. ${number(open.count)} open now, earlier ones included${oldest}.`;
}

function openByAge({ open }: IncidentFigures, formats: Formats): Markup {
	if (open.count === 0) return html``;
	const most = open.byAge.reduce(
		(highest, { count }) => Math.max(highest, count),
		open.withoutTime,
	);
	const rows = open.byAge.map(({ fromHours, toHours, count }) => ({
		label: ageText(fromHours, toHours, formats),
		count,
	}));
	if (open.withoutTime > 0) rows.push({ label: 'Age not known', count: open.withoutTime });
	return html`<div class="block">
		${table(
			'Open now, by age',
			[
				{ head: 'Age', cell: ({ label }) => label },
				{ head: 'Bar', kind: 'meter', cell: ({ count }) => bar(count, null, most) },
				{ head: 'Now', kind: 'number', cell: ({ count }) => formats.number(count) },
			],
			rows,
		)}
	</div>`;
}

function ageText(from: number, to: number | null, formats: Formats): string {
	const hours = (value: number) => formats.duration(value * 3_600);
	if (to === null) return `${hours(from)} or more`;
	return from === 0 ? `Under ${hours(to)}` : `${hours(from)} to ${hours(to)}`;
}
