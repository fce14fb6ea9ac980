import type { Probe } from '../probe.mts';
import { reportIn } from './reportedFigures.mts';
import { fileOf } from '../reportFiles.mts';
import { weeklyReport } from './weeklyReport.mts';

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

/** More than any driver of the seed has, so that these come first. */
const EVENTS_EACH = 30;
const THREE_DAYS_MS = 3 * 86_400_000;

/** A person who can name a driver or vehicle must not be able to do more than that. */
export const hostileNames: Probe = {
	situation: 'with hostile names of drivers',
	async prepare({ control }) {
		const createdAt = new Date(Date.now() - THREE_DAYS_MS).toISOString();
		for (const [index, driverName] of NAMES.entries()) {
			await control.samsara.createEvents({
				count: EVENTS_EACH,
				createdAt,
				spacingMs: 60_000,
				driverName,
				driverId: `hostile-${index}`,
			});
		}
	},
	check(result, observed) {
		const { email, summary } = reportIn(result);
		const page = fileOf(result, 'page');
		return [
			...weeklyReport(result, observed),
			{
				text: 'no name acts as HTML on the page or in the email',
				met: [page, email.html].every((html) => !html.includes('<img') && html.includes('onerror')),
			},
			{
				text: 'no name acts as HTML in the chat',
				met: !/[<>&]/.test(summary.text),
				found: summary.text,
			},
		];
	},
};
