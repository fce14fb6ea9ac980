import type { Breakdown, Change, Figure } from '../figures/values';
import type { Formats } from '../text/formats';
import type { Markup, Part } from '../text/markup';
import { html, NOTHING, outside } from '../text/markup';
import { shorten } from '../text/outsideText';
import { changeText, directionOfChange, signalText } from '../wording/changes';
import { counted, valueName } from '../wording/names';
import { UNKNOWN } from '../wording/tiles';
import type { Context } from './context';

/** Longer names are cut: a table cell is no place for a letter. */
export const LONGEST_NAME = 80;

export interface Column<Row> {
	head: string;
	cell: (row: Row) => Part;
	kind?: 'meter' | 'number' | 'text';
	/** Left out on a phone, where the row has no room for it. */
	isExtra?: boolean;
}

/** A table with a caption; the first column names the row. */
export function table<Row>(
	caption: string,
	columns: ReadonlyArray<Column<Row>>,
	rows: readonly Row[],
	{ isCaptionHidden = false }: { isCaptionHidden?: boolean } = {},
): Markup {
	const kindOf = ({ kind = 'text', isExtra }: Column<Row>) =>
		`${kind}${isExtra === true ? ' extra' : ''}`;
	return html`<table><caption${isCaptionHidden && html` class="hidden"`}>${caption}</caption><thead><tr>${columns.map(
		(column) =>
			html`<th scope="col" class="${kindOf(column)}">
				${column.kind === 'meter' ? html`<span class="hidden">${column.head}</span>` : column.head}
			</th>`,
	)}</tr></thead><tbody>${rows.map(
		(row) =>
			html`<tr>
				${columns.map((column, index) =>
					index === 0
						? html`<th scope="row" class="${kindOf(column)}">${column.cell(row)}</th>`
						: html`<td class="${kindOf(column)}">${column.cell(row)}</td>`,
				)}
			</tr>`,
	)}</tbody></table>
`;
}

/** A name from outside, in words where it is a code. */
export function name(value: string): Markup {
	return outside(shorten(valueName(value), LONGEST_NAME));
}

/** A bar from 0 to `most`, with a tick where the comparison is. Its number stands in a cell beside it. */
export function bar(now: number, before: number | null, most: number): Markup {
	const share = (value: number) => (most > 0 ? Math.min(1, Math.max(0, value / most)) * 100 : 0);
	return html`<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
		<rect class="bar" width="${share(now)}" height="10" />
		${before !== null &&
		html`<rect class="around" x="${Math.min(98, share(before)) - 1}" width="3" height="10" />
			<rect class="mark" x="${Math.min(98, share(before))}" width="1" height="10" />`}
	</svg>`;
}

/** What a bar and its tick are. */
export function barLegend({ compared }: Context): Markup {
	if (compared === undefined) return NOTHING;
	return html`<p class="legend" aria-hidden="true">
		<span class="key block"></span>this period
		<span class="key tick"></span>${compared.toLowerCase()}
	</p>`;
}

/** The change, with a mark where it is more than chance. */
export function changeCell(change: Change, formats: Formats): Markup {
	const text = changeText(change, formats);
	if (text === '') return html`${UNKNOWN}`;
	if (change.signal !== 'up' && change.signal !== 'down') return html`${text}`;
	return html`<strong
		>${text} ${arrow(directionOfChange(change))}<span class="hidden">
			${signalText(change.signal)}</span
		></strong
	>`;
}

const ARROWS = { up: '▲', down: '▼', same: '=' };

export function arrow(direction: keyof typeof ARROWS): Markup {
	return html`<span class="arrow" aria-hidden="true">${ARROWS[direction]}</span>`;
}

export function figureCell(figure: Figure, write: (value: number) => string): string {
	return figure.value === null ? UNKNOWN : write(figure.value);
}

/** Why numbers of a table are missing, each reason once. */
export function reasons(figures: readonly Figure[]): Markup {
	const all = figures.flatMap(({ value, reason }) =>
		value === null && reason !== undefined ? [reason] : [],
	);
	if (all.length === 0) return NOTHING;
	return html`<ul class="notes">
		${[...new Set(all)].map((reason) => html`<li>${UNKNOWN} ${reason}</li>`)}
	</ul>`;
}

/** Counts by the values of one field, each with its bar. */
export function breakdownTable(
	caption: string,
	head: string,
	breakdown: Breakdown,
	{ formats, compared }: Context,
	nameOf: (value: string) => Markup = name,
): Markup {
	const { groups, leftOut, severalPerRecord } = breakdown;
	if (groups.length === 0) return NOTHING;
	const most = groups.reduce((highest, { now, before }) => Math.max(highest, now, before ?? 0), 0);
	const columns: Array<Column<Breakdown['groups'][number]>> = [
		{ head, cell: ({ value }) => nameOf(value) },
		{ head: 'Bar', kind: 'meter', cell: ({ now, before }) => bar(now, before, most) },
		{ head: 'Now', kind: 'number', cell: ({ now }) => formats.number(now) },
	];
	if (compared !== undefined) {
		columns.push(
			{
				head: 'Before',
				kind: 'number',
				cell: ({ before }) => (before === null ? UNKNOWN : formats.number(before, 1)),
			},
			{ head: 'Change', kind: 'number', cell: (group) => changeCell(group, formats) },
		);
	}
	const rest =
		leftOut.values > 0 &&
		html`<li>
			${counted(leftOut.values, 'further value', 'further values', formats)} with
			${counted(leftOut.now, 'record', 'records', formats)} in all
		</li>`;
	const several =
		severalPerRecord &&
		html`<li>A record can have several values, so they add up to more than the records</li>`;
	return html`<div class="block">
		${table(caption, columns, groups)}${(rest || several) &&
		html`<ul class="notes">
			${rest}${several}
		</ul>`}
	</div>`;
}

/** The table behind a chart: closed on a screen, left out on paper, where the chart has its numbers printed. */
export function dataBehind(tableOfValues: Markup): Markup {
	return html`<details>
		<summary>Values as a table</summary>
		<div class="scroll">${tableOfValues}</div>
	</details>`;
}
