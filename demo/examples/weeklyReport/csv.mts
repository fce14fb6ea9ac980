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
