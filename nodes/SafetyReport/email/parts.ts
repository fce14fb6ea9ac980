import { LIGHT } from '../page/theme';
import type { Markup, Part } from '../text/markup';
import { html } from '../text/markup';
import { shorten } from '../text/outsideText';
import type { Tile } from '../wording/tiles';

/** Inline styles, since a style sheet does not reach the reader in every client. */
export const MUTED = `font-size:13px;line-height:19px;color:${LIGHT.muted};`;
const LINE = `border-bottom:1px solid ${LIGHT.hairline};`;
const CELL = `padding:6px 8px 6px 0;font-size:14px;line-height:20px;vertical-align:middle;${LINE}`;
const NUMBERS = 'text-align:right;white-space:nowrap;';

export function heading(text: string): Markup {
	return html`<h2 style="margin:28px 0 8px;font-size:17px;line-height:24px;font-weight:700;">
		${text}
	</h2> `;
}

const ARROWS = { up: '▲', down: '▼', same: '=' };

/** One tile of two in a row, or the empty place beside the last one. */
export function tile(content: Tile | undefined, color: string): Markup {
	if (content === undefined) return html`<td width="50%"></td>`;
	const { label, value, change, note } = content;
	const changeStyle = change?.isClear === true ? `font-weight:700;color:${color};` : '';
	return html`<td
		width="50%"
		style="padding:12px 14px;vertical-align:top;background-color:${LIGHT.surface};border:4px solid ${LIGHT.paper};"
	>
		<span style="${MUTED}">${label}</span><br />
		<span style="font-size:26px;line-height:34px;font-weight:700;">${value}</span>
		${change &&
		html`<br /><span style="font-size:14px;line-height:20px;${changeStyle}"
				>${ARROWS[change.direction]} ${change.text}</span
			>`}
		${note !== '' && html`<br /><span style="${MUTED}">${shorten(note, 120)}</span>`}
	</td> `;
}

export interface EmailColumn<Row> {
	/** Empty above bars. */
	head: string;
	cell: (row: Row) => Part;
	isNumber?: boolean;
}

/** A table of data; the first column names the row. */
export function dataTable<Row>(
	columns: ReadonlyArray<EmailColumn<Row>>,
	rows: readonly Row[],
): Markup {
	const style = ({ isNumber }: EmailColumn<Row>) =>
		`${CELL}${isNumber === true ? NUMBERS : 'text-align:left;'}font-weight:400;`;
	return html`<table
		width="100%"
		cellpadding="0"
		cellspacing="0"
		border="0"
		style="border-collapse:collapse;"
	>
		<thead>
			<tr>
				${columns.map((column) =>
					column.head === ''
						? html`<td style="${style(column)}"></td>`
						: html`<th
								scope="col"
								style="${style(column)}white-space:normal;font-size:13px;color:${LIGHT.muted};"
							>
								${column.head}
							</th>`,
				)}
			</tr>
		</thead>
		<tbody>
			${rows.map(
				(row) =>
					html`<tr>
						${columns.map((column, index) =>
							index === 0
								? html`<th scope="row" style="${style(column)}">${column.cell(row)}</th>`
								: html`<td style="${style(column)}">${column.cell(row)}</td>`,
						)}
					</tr>`,
			)}
		</tbody>
	</table> `;
}

/** Pixels. */
const BAR = 72;

/** A bar of table cells; its number stands in a cell of its own. */
export function cellBar(value: number, most: number, color: string): Markup {
	const width = most > 0 ? Math.round(Math.min(1, Math.max(0, value / most)) * 100) : 0;
	if (width === 0) return html`&nbsp;`;
	return html`<table role="presentation" width="${BAR}" cellpadding="0" cellspacing="0" border="0">
		<tr>
			<td
				width="${width}"
				height="10"
				style="background-color:${color};font-size:0;line-height:10px;"
			>
				&nbsp;
			</td>
			${width < BAR &&
			html`<td width="${BAR - width}" style="font-size:0;line-height:10px;">&nbsp;</td>`}
		</tr>
	</table>`;
}
