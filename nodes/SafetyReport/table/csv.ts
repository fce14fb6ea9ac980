import { outsideText } from '../text/outsideText';

/** A number stays a number. Null is an empty cell. */
export type Cell = number | string | null;

/** A spreadsheet takes a cell that begins with one of these, or with its fullwidth form, for a formula; leading space does not hide it. */
const FORMULA = /^\s*[=+\-@|%\uff0b\uff0d\uff1d\uff20\u2212]/;

/** It also looks behind a tab or a line break at the beginning. */
const LEADING_CONTROL = /^[\t\r\n]/;

/** Most cells: nothing in them has a meaning for a spreadsheet or a line of CSV. */
const PLAIN = /^(?:[A-Za-z0-9][\w.:/-]*)?$/;

const NEEDS_QUOTES = /[",;\t\r\n]|^\s|\s$/;

/** Excel reads a file without it in the code page of its country, and breaks every letter that is not English. */
const BYTE_ORDER_MARK = '\ufeff';

/**
 * Rows as CSV after RFC 4180: commas, CRLF, quotes doubled. A text that a spreadsheet would run as a formula begins with an
 * apostrophe. The file begins with a byte order mark unless a strict reader is to read it.
 */
export function csv(
	rows: Iterable<readonly Cell[]>,
	{ byteOrderMark = true }: { byteOrderMark?: boolean } = {},
): string {
	let text = byteOrderMark ? BYTE_ORDER_MARK : '';
	for (const row of rows) text += `${row.map(written).join(',')}\r\n`;
	return text;
}

function written(cell: Cell): string {
	if (cell === null) return '';
	if (typeof cell === 'number')
		return Number.isFinite(cell) ? String(Math.round(cell * 1e6) / 1e6) : '';
	if (PLAIN.test(cell)) return cell;
	const text = outsideText(cell);
	const safe = FORMULA.test(text) || LEADING_CONTROL.test(text) ? `'${text}` : text;
	return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
