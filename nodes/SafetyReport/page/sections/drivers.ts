import type { DriverRow } from '../../figures/safetyEventFigures';
import { html, outside } from '../../text/markup';
import { shorten } from '../../text/outsideText';
import { counted, EXPOSURE } from '../../wording/names';
import { UNKNOWN } from '../../wording/tiles';
import type { Section } from '../context';
import type { Column } from '../tables';
import { bar, changeCell, figureCell, LONGEST_NAME, name, table } from '../tables';

/** How many drivers the page lists. */
const MOST_ROWS = 15;

/** The leaderboard of drivers: by rate where the exposure is known, else by events. */
export const drivers: Section = ({ figures: { safetyEvents }, formats, compared, subjects }) => {
	const { drivers: all, rate } = safetyEvents;
	if (!subjects.has('safetyEvents') || all.list.length === 0) return undefined;
	const rows = all.list.slice(0, MOST_ROWS);
	const most = rows.reduce((highest, { now, before }) => Math.max(highest, now, before ?? 0), 0);
	const columns: Array<Column<DriverRow>> = [
		{
			head: 'Driver',
			cell: ({ name: driver, driver: id, isAboveLine }) =>
				html`${outside(shorten(driver || id, LONGEST_NAME))}${isAboveLine === true &&
				html` <span class="flag">coach</span>`}`,
		},
		{ head: 'Bar', kind: 'meter', cell: ({ now, before }) => bar(now, before, most) },
		{ head: 'Events', kind: 'number', cell: ({ now }) => formats.number(now) },
	];
	if (compared !== undefined) {
		columns.push({ head: 'Change', kind: 'number', cell: (row) => changeCell(row, formats) });
	}
	if (all.hasExposure) {
		columns.push({
			head: `Per 1,000 ${EXPOSURE[rate.unit]}`,
			kind: 'number',
			cell: ({ rate: { per1000 } }) => figureCell(per1000, (value) => formats.number(value, 2)),
		});
	}
	columns.push(
		{
			head: 'Not reviewed',
			kind: 'number',
			isExtra: true,
			cell: ({ notReviewed }) => formats.number(notReviewed),
		},
		{
			head: 'Coached',
			kind: 'number',
			isExtra: true,
			cell: ({ coached, needsCoaching }) =>
				`${formats.number(coached)} of ${formats.number(coached + needsCoaching)}`,
		},
		{
			head: 'Most frequent',
			isExtra: true,
			cell: ({ topLabel }) => (topLabel === '' ? UNKNOWN : name(topLabel)),
		},
	);
	if (rows.some(({ safetyScore: score }) => score.value !== null)) {
		columns.push({
			head: 'Score',
			kind: 'number',
			isExtra: true,
			cell: ({ safetyScore: score }) => figureCell(score, (value) => formats.number(value)),
		});
	}
	const more = all.leftOut + all.list.length - rows.length;
	return html`${table('Drivers by safety events', columns, rows, { isCaptionHidden: true })}
		<ul class="notes">
			${more > 0 &&
			html`<li>
				${counted(more, 'further driver', 'further drivers', formats)} with fewer events
			</li>`}${all.coachAbove !== null &&
			html`<li>
				“coach” marks drivers above ${formats.number(all.coachAbove, 2)}
				${all.hasExposure ? `events per 1,000 ${EXPOSURE[rate.unit]}` : 'events'}
			</li>`}${!all.hasExposure &&
			html`<li>
				Counts do not compare drivers: who drives more has more events. Give the report the trips,
				miles or hours of each driver for rates
			</li>`}
		</ul>`;
};
