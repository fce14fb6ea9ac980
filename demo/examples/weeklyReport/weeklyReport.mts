import { isDeepStrictEqual } from 'node:util';
import type { Check, Expectation } from '../checks.mts';
import type { ExecutionResult } from '../execution.mts';
import type { ProducedFile } from '../producedFiles.mts';
import { rowsOfCsv, rowsOfHtml, withoutGuard, type ReportRow } from './reportRows.mts';
import { expectedRows, type ExpectedRow } from './expectedRows.mts';
import { areTwoWeeks, weeksAskedFor } from './weeks.mts';

const FILE_NAME = /^weekly-safety-report-\d{4}-\d\d-\d\d\.(html|csv)$/;

export const filesOf = ({ nodes }: ExecutionResult): ProducedFile[] =>
	nodes.find(({ node }) => node === 'Report Files')?.files ?? [];

export const textOf = (files: ProducedFile[], field: string): string =>
	files.find((file) => file.field === field)?.content.toString('utf8') ?? '';

/** What every report has to be, whatever is in it: two files that say the same. */
export function twoFiles(result: ExecutionResult): Expectation[] {
	const files = filesOf(result);
	const kinds = files.map(({ field, mimeType }) => `${field}: ${mimeType}`).sort();
	const page = textOf(files, 'report');
	const onPage = rowsOfHtml(page);
	const inTable = rowsOfCsv(textOf(files, 'table')).map((row) => ({
		...row,
		key: withoutGuard(row.key),
	}));
	return [
		{
			text: 'there is one HTML file and one CSV file, named after the day',
			met:
				isDeepStrictEqual(kinds, ['report: text/html', 'table: text/csv']) &&
				files.every(({ fileName }) => FILE_NAME.test(fileName)),
			found: files.map(({ fileName, mimeType }) => [fileName, mimeType]),
		},
		{
			text: 'both files say the same',
			met: onPage.length > 0 && isDeepStrictEqual(onPage.map(byKey), inTable.map(byKey)),
			found: [onPage, inTable],
		},
		{
			text: 'the page needs nothing from anywhere and runs no script',
			met:
				page.startsWith('<!doctype html>') &&
				!/<script|<link|@import|url\(|<[^>]*\s(src|href|on\w+)=/i.test(page),
		},
		{
			text: 'nothing on the page was left open',
			met: !/\{\{|undefined|\bNaN\b|\[object/.test(page),
		},
	];
}

const byKey = ({ section, key, value, weekBefore }: ReportRow) => [section, key, value, weekBefore];

/** examples/weekly-safety-report.json: two weeks are read once, and every number is what the sandbox holds. */
export const weeklyReport: Check = (result, { received, stored }) => {
	const asked = weeksAskedFor(received);
	const [[week, before] = []] = asked;
	const rows = rowsOfCsv(textOf(filesOf(result), 'table'));
	const expected = week === undefined ? [] : expectedRows(stored, week);
	const earlier = before === undefined ? [] : expectedRows(stored, before);
	return [
		...twoFiles(result),
		{
			text: 'all three lists are asked for the same two weeks',
			met: areTwoWeeks(asked),
			found: asked,
		},
		{
			text: 'nothing is changed at the services',
			met: received.every(({ method, status }) => method === 'GET' && status === 200),
			found: received.map(({ method, path, status }) => [method, path, status]),
		},
		{
			text: `the ${expected.length} numbers of the week are those of the sandbox`,
			met: expected.length > 20 && wrong(expected, rows, 'value').length === 0,
			found: wrong(expected, rows, 'value'),
		},
		{
			text: `so are the ${earlier.length} of the week before`,
			met: earlier.length > 5 && wrong(earlier, rows, 'weekBefore').length === 0,
			found: wrong(earlier, rows, 'weekBefore'),
		},
		{
			text: 'no number above zero is in the report that the sandbox does not hold',
			met: invented(expected, rows).length === 0,
			found: invented(expected, rows),
		},
	];
};

const NOT_COUNTED_HERE = 'average stay in minutes';

function wrong(expected: ExpectedRow[], rows: ReportRow[], column: 'value' | 'weekBefore') {
	return expected.filter(({ section, key, value }) => {
		const row = rows.find((one) => one.section === section && withoutGuard(one.key) === key);
		// A list of ten does not show who was in the list of the week before only.
		if (row === undefined) return column === 'value' || !section.includes('top 10');
		return row[column] !== String(value);
	});
}

const invented = (expected: ExpectedRow[], rows: ReportRow[]) =>
	rows
		.filter(({ key, value }) => Number(value) > 0 && key !== NOT_COUNTED_HERE)
		.filter(
			({ section, key }) =>
				!expected.some((row) => row.section === section && row.key === withoutGuard(key)),
		);
