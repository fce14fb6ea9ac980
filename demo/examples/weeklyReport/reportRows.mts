/** A line of the report: a number, or a text that says why there is none. */
export interface ReportRow {
	section: string;
	key: string;
	value: string;
	weekBefore: string;
}

const HEADER = ['section', 'key', 'value', 'week_before'];

/** The rows of the table; none when its columns are others. */
export function rowsOfCsv(text: string): ReportRow[] {
	const [header = [], ...rows] = parseCsv(text);
	if (header.join() !== HEADER.join()) return [];
	return rows.map(([section = '', key = '', value = '', weekBefore = '']) => ({
		section,
		key,
		value,
		weekBefore,
	}));
}

/** What a reader of the page sees of its tables. */
export function rowsOfHtml(html: string): ReportRow[] {
	return html.split('<section').flatMap((part) => {
		const section = shown(/<h2>(.*?)<\/h2>/s.exec(part)?.[1]);
		return [...part.matchAll(/<tr><th scope="row">(.*?)<\/th>(.*?)<\/tr>/gs)].map(
			([, key, cells = '']) => {
				const texts = [...cells.matchAll(/<td(?: class="change")?>(.*?)<\/td>/gs)];
				const [value, weekBefore] = texts.map(([, cell]) => shown(cell));
				return { section, key: shown(key), value: value ?? '', weekBefore: weekBefore ?? '' };
			},
		);
	});
}

const shown = (html = ''): string =>
	html
		.replaceAll(/<[^>]*>/g, '')
		.replaceAll(/&#(\d+);/g, (_entity, code) => String.fromCharCode(Number(code)));

/** Whether a spreadsheet would take the cell for a formula. */
export const actsAsFormula = (cell: string): boolean =>
	/^\s*[=+\-@]|^[\t\r\n]/.test(cell) && Number.isNaN(Number(cell));

/** The cell without the apostrophe that keeps a spreadsheet from calculating. */
export const withoutGuard = (cell: string): string =>
	cell.startsWith("'") && actsAsFormula(cell.slice(1)) ? cell.slice(1) : cell;

/** The rows of a CSV text as RFC 4180 has it; a byte order mark before it is not part of it. Throws for anything else. */
export function parseCsv(text: string): string[][] {
	const rows: string[][] = [];
	let row: string[] = [];
	// A field: quoted, in which a quote is doubled, or without quotes; then what ends it.
	const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;
	const content = text.replace(/^\uFEFF/, '');
	while (field.lastIndex < content.length || row.length > 0) {
		const at = field.lastIndex;
		const [, quoted, plain, end] = field.exec(content) ?? [];
		if (end === undefined) throw new Error(`No CSV at ${at}: ${content.slice(at, at + 40)}`);
		row.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
		if (end === ',') continue;
		rows.push(row);
		row = [];
	}
	return rows;
}
