import type { ActionItem, ActionKind } from '../../figures/figures';
import type { Formats } from '../../text/formats';
import { html, outside } from '../../text/markup';
import { shorten } from '../../text/outsideText';
import { ACTIONS, counted, valueName, WAITS_FOR } from '../../wording/names';
import { UNKNOWN } from '../../wording/tiles';
import { mayMoreWait } from '../../wording/verdict';
import type { Section } from '../context';
import { linkTo } from '../links';
import type { Column } from '../tables';
import { LONGEST_NAME, name, table } from '../tables';

/** How many of the waiting records the page lists; the counts above hold for all. */
const MOST_ROWS = 15;

/** What waits: counts by kind, then the most urgent records. */
export const action: Section = ({ figures, formats, subjects }) => {
	if (!subjects.has('incidents') && !subjects.has('safetyEvents')) return undefined;
	const { needsAction } = figures;
	if (needsAction.total === 0) {
		return mayMoreWait(figures)
			? html`<p>Of the records that were read, none waits. Others may: a read failed.</p>`
			: html`<p>Nothing waits for action.</p>`;
	}
	const counts = Object.entries(needsAction.counts) as Array<[ActionKind, number]>;
	const rows = needsAction.list.slice(0, MOST_ROWS);
	const more = needsAction.total - rows.length;
	return html`<ul class="counts">
			${counts
				.filter(([, count]) => count > 0)
				.map(
					([kind, count]) =>
						html`<li${kind === 'incidentOverdue' && html` class="urgent"`}><b>${formats.number(count)}</b> ${ACTIONS[kind][count === 1 ? 0 : 1]}</li>`,
				)}
		</ul>
		${table('The most urgent records', columns(rows, formats), rows, {
			isCaptionHidden: true,
		})}${more > 0 &&
		html`<ul class="notes">
			<li>${counted(more, 'further record waits', 'further records wait', formats)}</li>
		</ul>`}`;
};

/** Safety events have no severity, and wait for what their status says. */
const OF_INCIDENTS: ReadonlyArray<Column<ActionItem>> = [
	{
		head: 'Severity',
		isExtra: true,
		cell: ({ severity }) => (severity === '' ? UNKNOWN : name(severity)),
	},
	{
		head: 'Status',
		isExtra: true,
		cell: ({ status }) => (status === '' ? UNKNOWN : name(status)),
	},
];

function columns(rows: readonly ActionItem[], formats: Formats): Array<Column<ActionItem>> {
	return [
		{
			head: 'Record',
			cell: ({ what, id, url }) =>
				linkTo(url, shorten(valueName(what), LONGEST_NAME)) ??
				html`${name(what)} <small>${outside(shorten(id, 40))}</small>`,
		},
		{ head: 'Waits for', cell: ({ kind }) => WAITS_FOR[kind] },
		...(rows.some(({ severity }) => severity !== '') ? OF_INCIDENTS : []),
		{
			head: 'Where',
			cell: ({ where }) => (where === '' ? UNKNOWN : outside(shorten(where, LONGEST_NAME))),
		},
		{
			head: 'Age',
			kind: 'number',
			cell: ({ ageSeconds }) => (ageSeconds === null ? UNKNOWN : formats.duration(ageSeconds)),
		},
	];
}
