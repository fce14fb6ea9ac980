import type { Figures } from '../../figures/figures';
import { html, outside } from '../../text/markup';
import { shorten } from '../../text/outsideText';
import { counted } from '../../wording/names';
import { UNKNOWN } from '../../wording/tiles';
import type { Section } from '../context';
import type { Column } from '../tables';
import { bar, breakdownTable, changeCell, LONGEST_NAME, name, reasons, table } from '../tables';
import { gridFigure } from './hours';

/** How many zones and scores the page lists. */
const MOST_ROWS = 10;

/** Decisions, reports and appeals of trust and safety. */
export const moderation: Section = (context) => {
	const { figures, formats, subjects, compared } = context;
	if (!subjects.has('moderation')) return undefined;
	const { total, decisions, reports, appeals, failed, agreement, ...by } = figures.moderation;
	const rows = [
		{ label: 'All events', change: total },
		{ label: 'Decisions', change: decisions },
		{ label: 'User reports', change: reports },
		{ label: 'Appeals', change: appeals },
	];
	const columns: Array<Column<(typeof rows)[number]>> = [
		{ head: 'Events', cell: ({ label }) => label },
		{ head: 'Now', kind: 'number', cell: ({ change }) => formats.number(change.now) },
	];
	if (compared !== undefined) {
		columns.push(
			{
				head: 'Before',
				kind: 'number',
				cell: ({ change: { before } }) => (before === null ? UNKNOWN : formats.number(before, 1)),
			},
			{ head: 'Change', kind: 'number', cell: ({ change }) => changeCell(change, formats) },
		);
	}
	const agreed =
		agreement.value === null
			? ''
			: ` SafetyKit agreed with ${formats.share(agreement.value)} of ${counted(agreement.n, 'decision', 'decisions', formats)} of people.`;
	return html`${table('Trust and safety events', columns, rows, { isCaptionHidden: true })}
		<p>${counted(failed, 'review', 'reviews', formats)} ended without a result.${agreed}</p>
		<div class="columns">
			${breakdownTable('Events by type', 'Type', by.byType, context)}${breakdownTable(
				'Decisions by label',
				'Label',
				by.decisionsByLabel,
				context,
			)}${breakdownTable(
				'Decisions by source',
				'Source',
				by.decisionsBySource,
				context,
			)}${breakdownTable('User reports by label', 'Label', by.reportsByLabel, context)}
		</div>`;
};

/** Visits by access logs, and the statistics that the service counted itself. */
export const visitors: Section = (context) => {
	const { figures, formats, subjects } = context;
	if (!subjects.has('visitors')) return undefined;
	const {
		entries,
		onSite,
		checkedOut,
		checkOutShare,
		medianStaySeconds,
		statistics,
		byHour,
		byGate,
		byPurpose,
	} = figures.visitors;
	const stay =
		medianStaySeconds.value === null
			? ''
			: ` The median stay is ${formats.duration(medianStaySeconds.value)}.`;
	const share =
		checkOutShare.value === null
			? ''
			: ` (${formats.share(checkOutShare.value)} of those old enough)`;
	const optional = (value: number | null) => (value === null ? UNKNOWN : formats.number(value, 1));
	return html`<p>
			${counted(entries.now, 'visit', 'visits', formats)} in the period,
			${formats.number(checkedOut)} with a check-out${share}; ${formats.number(onSite)} on site
			now.${stay}
		</p>
		<div class="columns">
			${breakdownTable('By gate', 'Gate', byGate, context)}${breakdownTable(
				'By purpose',
				'Purpose',
				byPurpose,
				context,
			)}
		</div>
		${byHour.most > 0 && gridFigure('Visits', byHour, context)}${statistics.length > 0 &&
		table(
			'Statistics as Sety counts them',
			[
				{ head: 'Statistics', cell: ({ rank }) => formats.number(rank) },
				{ head: 'Entries', kind: 'number', cell: ({ totalEntries }) => optional(totalEntries) },
				{
					head: 'On site',
					kind: 'number',
					cell: ({ currentVisitors }) => optional(currentVisitors),
				},
				{ head: 'Checked out', kind: 'number', cell: ({ checkedOut: out }) => optional(out) },
				{
					head: 'Average stay',
					kind: 'number',
					cell: ({ averageStayMinutes: stayed }) =>
						stayed === null ? UNKNOWN : formats.duration(stayed * 60),
				},
			],
			statistics.slice(0, MOST_ROWS).map((one, index) => ({ ...one, rank: index + 1 })),
		)}`;
};

/** Danger zones as they are now. */
export const dangerZones: Section = ({ figures, formats, subjects }) => {
	if (!subjects.has('dangerZones')) return undefined;
	const { count, byRisk, list, leftOut } = figures.dangerZones;
	const most = byRisk.reduce((highest, { count: zones }) => Math.max(highest, zones), 0);
	const rows = list.slice(0, MOST_ROWS);
	const more = leftOut + list.length - rows.length;
	return html`<p>${counted(count, 'danger zone', 'danger zones', formats)} as of now.</p>
		${byRisk.length > 0 &&
		table(
			'By risk level',
			[
				{ head: 'Risk', cell: ({ value }) => name(value) },
				{ head: 'Bar', kind: 'meter', cell: ({ count: zones }) => bar(zones, null, most) },
				{ head: 'Zones', kind: 'number', cell: ({ count: zones }) => formats.number(zones) },
			],
			byRisk.slice(0, MOST_ROWS),
		)}${rows.length > 0 &&
		table(
			'Highest risk first',
			[
				{ head: 'Zone', cell: ({ name: zone, id }) => outside(shorten(zone || id, LONGEST_NAME)) },
				{ head: 'Risk', cell: ({ riskLevel }) => name(riskLevel) },
				{
					head: 'Incidents',
					kind: 'number',
					cell: ({ incidents }) => (incidents === null ? UNKNOWN : formats.number(incidents)),
				},
				{
					head: 'Radius',
					kind: 'number',
					isExtra: true,
					cell: ({ radiusMeters }) =>
						radiusMeters === null ? UNKNOWN : formats.distance(radiusMeters),
				},
				{
					head: 'Last incident',
					isExtra: true,
					cell: ({ lastIncidentAt }) =>
						lastIncidentAt === null ? UNKNOWN : formats.instant(lastIncidentAt),
				},
			],
			rows,
		)}${more > 0 &&
		html`<ul class="notes">
			<li>${counted(more, 'further zone', 'further zones', formats)}</li>
		</ul>`}`;
};

const GROUPS: Record<Figures['safetyScores']['groups'][number]['kind'], string> = {
	drivers: 'Drivers',
	tagGroup: 'Tag group',
	tags: 'Tags',
	vehicles: 'Vehicles',
	unknown: 'Other scores',
};

/** Scores of drivers, vehicles and tags from Samsara, and of places from Sety. */
export const safetyScores: Section = ({ figures, formats, subjects }) => {
	if (!subjects.has('safetyScores')) return undefined;
	const { groups, places } = figures.safetyScores;
	return html`${groups.map(({ kind, count, mean, lowest }) => {
		const average = mean.value === null ? '' : `, mean ${formats.number(mean.value, 1)}`;
		return html`${table(
			`${GROUPS[kind]}: ${counted(count, 'score', 'scores', formats)}${average}, lowest first`,
			[
				{
					head: 'Name',
					cell: ({ name: of, id }) => outside(shorten(of || id || UNKNOWN, LONGEST_NAME)),
				},
				{ head: 'Bar', kind: 'meter', cell: ({ score }) => bar(score, null, 100) },
				{ head: 'Score', kind: 'number', cell: ({ score }) => formats.number(score) },
				{
					head: 'Distance',
					kind: 'number',
					isExtra: true,
					cell: ({ driveDistanceMeters: metres }) =>
						metres === null ? UNKNOWN : formats.distance(metres),
				},
				{
					head: 'Weakest in',
					isExtra: true,
					cell: ({ worstBehavior }) => (worstBehavior === '' ? UNKNOWN : name(worstBehavior)),
				},
			],
			lowest.slice(0, MOST_ROWS),
		)}${reasons([mean])}`;
	})}${places.length > 0 &&
	table(
		'Places, 100 is safest',
		[
			{
				head: 'Place',
				cell: ({ latitude, longitude }) =>
					latitude === null || longitude === null
						? UNKNOWN
						: `${formats.number(latitude, 4)}, ${formats.number(longitude, 4)}`,
			},
			{ head: 'Bar', kind: 'meter', cell: ({ score }) => bar(score, null, 100) },
			{ head: 'Score', kind: 'number', cell: ({ score }) => formats.number(score) },
			{ head: 'Level', cell: ({ level }) => (level === '' ? UNKNOWN : name(level)) },
		],
		places.slice(0, MOST_ROWS),
	)}`;
};
