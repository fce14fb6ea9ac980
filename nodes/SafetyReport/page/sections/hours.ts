import { hourGridChart, twoDigits } from '../../charts/hourGrid';
import type { HourGrid } from '../../figures/values';
import type { Markup } from '../../text/markup';
import { html } from '../../text/markup';
import type { Context, Section } from '../context';
import { dataBehind, table } from '../tables';

/** When records happen: hour × weekday, for each kind of record that has one. */
export const hours: Section = (context) => {
	const { figures, subjects } = context;
	const grids: Array<readonly [string, HourGrid]> = [];
	if (subjects.has('incidents')) grids.push(['Incidents', figures.incidents.byHour]);
	if (subjects.has('safetyEvents')) grids.push(['Safety events', figures.safetyEvents.byHour]);
	const filled = grids.filter(([, { most }]) => most > 0);
	return filled.length === 0
		? undefined
		: html`${filled.map(([what, grid]) => gridFigure(what, grid, context))}`;
};

export function gridFigure(what: string, grid: HourGrid, { formats, figures }: Context): Markup {
	// A period of one day has no other weekdays.
	const rows = grid.rows.filter(({ days }) => days > 0);
	const title = `${what} by weekday and hour of the day`;
	const weekdays = rows.map(({ weekday, hours: counts }) => ({
		label: formats.dayName(weekday),
		hours: counts,
	}));
	const perHour = Array.from({ length: 24 }, (_, hour) => hour);
	return html`<figure>
		<figcaption>${title} <small>${figures.period.timeZone}</small></figcaption>
		${hourGridChart(`${title}. The table below has all values.`, {
			days: weekdays,
			write: formats.number,
		})}${dataBehind(
			table(
				title,
				[
					{ head: 'Hour', cell: (hour) => `${twoDigits(hour)}:00` },
					...rows.map(({ weekday, hours: counts }) => ({
						head: formats.dayName(weekday),
						kind: 'number' as const,
						cell: (hour: number) => formats.number(counts[hour] ?? 0),
					})),
				],
				perHour,
				{ isCaptionHidden: true },
			),
		)}
	</figure>`;
}
