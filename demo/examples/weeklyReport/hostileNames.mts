import type { Probe } from '../probe.mts';
import { actsAsFormula, parseCsv } from './reportRows.mts';
import { filesOf, textOf, weeklyReport } from './weeklyReport.mts';

/** Names that would calculate in a spreadsheet, run in a browser, or break out of a cell or of the template. */
const NAMES = [
	'=HYPERLINK("http://example.com","free")',
	'+1+1',
	'-2+3',
	'@SUM(A1)',
	' =1+1',
	'\t=1+1',
	'a "quoted", name\r\nof two lines',
	'<img src=x onerror=alert(1)>',
	"O'Neil & Söhne",
	"$& $' {{ $json.day }} ${1}",
];

/** More than any driver of the seed has, so that these ten are the top ten. */
const EVENTS_EACH = 30;

/** A person who can name a driver or vehicle must not be able to do more than that. */
export const hostileNames: Probe = {
	situation: 'with hostile names of drivers',
	async prepare({ control }) {
		for (const driverName of NAMES) {
			await control.samsara.createEvents({ count: EVENTS_EACH, spacingMs: 60_000, driverName });
		}
	},
	check(result, observed) {
		const files = filesOf(result);
		const cells = parseCsv(textOf(files, 'table')).flat();
		const page = textOf(files, 'report');
		return [
			...weeklyReport(result, observed),
			{
				text: 'no cell of the table acts as a formula',
				met: !cells.some(actsAsFormula) && cells.includes(`'${NAMES[0]}`),
				found: cells.filter(actsAsFormula),
			},
			{
				text: 'no name acts as HTML on the page',
				met: !page.includes('<img') && page.includes('&#60;img'),
			},
		];
	},
};
