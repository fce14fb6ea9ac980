import type { Breakdown } from '../figures/values';
import type { Context } from '../page/context';
import { linkTo } from '../page/links';
import { placeName } from '../page/sections/places';
import type { Markup } from '../text/markup';
import { html, outside } from '../text/markup';
import { shorten } from '../text/outsideText';
import { changeText, signalText } from '../wording/changes';
import { counted, EXPOSURE, valueName, WAITS_FOR } from '../wording/names';
import { UNKNOWN } from '../wording/tiles';
import type { EmailColumn } from './parts';
import { cellBar, dataTable, MUTED } from './parts';

/** Names in an e-mail are shorter than on the page, so that it stays below the size that clients cut at. */
const LONGEST_NAME = 60;

interface List {
	title: string;
	body: Markup;
}

/** The lists of the e-mail, each with at most `rows` rows. Without rows the e-mail has no lists. */
export function listsOf(context: Context, rows: number, color: string): List[] {
	if (rows === 0) return [];
	const { incidents, safetyEvents, moderation } = context.figures;
	const { subjects } = context;
	const lists: Array<List | undefined> = [
		waiting(context, rows),
		...(subjects.has('incidents')
			? [
					breakdown(
						'Incidents by category',
						'Category',
						incidents.byCategory,
						context,
						rows,
						color,
					),
					breakdown(
						'Incidents by severity',
						'Severity',
						incidents.bySeverity,
						context,
						rows,
						color,
					),
				]
			: []),
		...(subjects.has('safetyEvents')
			? [
					breakdown(
						'Safety events by behavior',
						'Behavior',
						safetyEvents.byLabel,
						context,
						rows,
						color,
					),
					drivers(context, rows),
				]
			: []),
		...(subjects.has('moderation')
			? [
					breakdown(
						'Decisions by label',
						'Label',
						moderation.decisionsByLabel,
						context,
						rows,
						color,
					),
				]
			: []),
		places(context, rows),
	];
	return lists.filter((list): list is List => list !== undefined);
}

function waiting({ figures: { needsAction }, formats }: Context, rows: number): List | undefined {
	if (needsAction.total === 0) return undefined;
	const shown = needsAction.list.slice(0, rows);
	const more = needsAction.total - shown.length;
	const table = dataTable(
		[
			{
				head: 'Record',
				cell: ({ what, url, where }) =>
					html`${linkTo(url, shorten(valueName(what), LONGEST_NAME), 'email') ??
					name(what)}${where !== '' &&
					html`<br /><span style="${MUTED}"
							>${outside(shorten(where, LONGEST_NAME), 'email')}</span
						>`}`,
			},
			{ head: 'Waits for', cell: ({ kind }) => WAITS_FOR[kind] },
			{
				head: 'Age',
				isNumber: true,
				cell: ({ ageSeconds }) => (ageSeconds === null ? UNKNOWN : formats.duration(ageSeconds)),
			},
		],
		shown,
	);
	return {
		title: 'Needs action now',
		body: html`${table}${more > 0 &&
		html`<p style="${MUTED}margin:6px 0 0;">
			${counted(more, 'further record waits', 'further records wait', formats)}
		</p>`}`,
	};
}

function breakdown(
	title: string,
	head: string,
	{ groups }: Breakdown,
	{ formats, compared }: Context,
	rows: number,
	color: string,
): List | undefined {
	const shown = groups.slice(0, rows);
	if (shown.length === 0) return undefined;
	const most = shown.reduce((highest, { now }) => Math.max(highest, now), 0);
	const columns: Array<EmailColumn<Breakdown['groups'][number]>> = [
		{ head, cell: ({ value }) => name(value) },
		{ head: '', cell: ({ now }) => cellBar(now, most, color) },
		{ head: 'Now', isNumber: true, cell: ({ now }) => formats.number(now) },
	];
	if (compared !== undefined) {
		columns.push({
			head: 'Change',
			isNumber: true,
			cell: (group) => {
				const isClear = group.signal === 'up' || group.signal === 'down';
				return isClear
					? html`<b>${changeText(group, formats)}</b><br /><span style="${MUTED}"
								>${signalText(group.signal)}</span
							>`
					: changeText(group, formats);
			},
		});
	}
	return { title, body: dataTable(columns, shown) };
}

function drivers({ figures: { safetyEvents }, formats }: Context, rows: number): List | undefined {
	const { list, hasExposure } = safetyEvents.drivers;
	const shown = list.slice(0, rows);
	if (shown.length === 0) return undefined;
	const columns: Array<EmailColumn<(typeof shown)[number]>> = [
		{
			head: 'Driver',
			cell: ({ name: driver, driver: id, isAboveLine }) =>
				html`${outside(shorten(driver || id, LONGEST_NAME), 'email')}${isAboveLine === true &&
				html` <b>(coach)</b>`}`,
		},
		{ head: 'Events', isNumber: true, cell: ({ now }) => formats.number(now) },
		{
			head: 'Not reviewed',
			isNumber: true,
			cell: ({ notReviewed }) => formats.number(notReviewed),
		},
	];
	if (hasExposure) {
		columns.push({
			head: `Per 1,000 ${EXPOSURE[safetyEvents.rate.unit]}`,
			isNumber: true,
			cell: ({ rate: { per1000 } }) =>
				per1000.value === null ? UNKNOWN : formats.number(per1000.value, 2),
		});
	}
	return {
		title: hasExposure ? 'Drivers with the highest rates' : 'Drivers with most events',
		body: dataTable(columns, shown),
	};
}

function places({ figures, formats }: Context, rows: number): List | undefined {
	const shown = figures.places.list.filter(({ count }) => count > 1).slice(0, rows);
	if (shown.length === 0) return undefined;
	return {
		title: 'Repeat places',
		body: dataTable(
			[
				{
					head: 'Place',
					cell: (place) => outside(shorten(placeName(place, formats), LONGEST_NAME), 'email'),
				},
				{ head: 'Records', isNumber: true, cell: ({ count }) => formats.number(count) },
				{
					head: 'Before',
					isNumber: true,
					cell: ({ before }) => (before === null ? UNKNOWN : formats.number(before, 1)),
				},
			],
			shown,
		),
	};
}

function name(value: string): Markup {
	return outside(shorten(valueName(value), LONGEST_NAME), 'email');
}
