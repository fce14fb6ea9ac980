import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { withoutTags } from '../../core/failures/text';
import { renderEmail } from '../email/email';
import type { Figures } from '../figures/figures';
import type { Timeframe } from '../figures/timeframe';
import type { ReportOptions } from '../page/options';
import { LARGEST_LOGO, logoFrom } from '../page/options';
import { LONGEST_TITLE, renderPage } from '../page/page';
import type { ReportRecord } from '../records/records';
import { renderSummary } from '../summary/summary';
import { renderRecords } from '../table/records';
import { renderTable } from '../table/table';
import { shorten } from '../text/outsideText';
import { formatsFor } from '../text/formats';
import { spanText } from '../wording/names';
import type { OUTPUTS } from './outputs';

type Output = Pick<INodeExecutionData, 'binary' | 'json'>;

export interface Rendering {
	outputs: ReadonlyArray<(typeof OUTPUTS)[number]>;
	options: Omit<ReportOptions, 'logo'>;
	/** The binary field of the logo; nothing for none. */
	logoField: string | undefined;
	byteOrderMark: boolean;
}

/** What a report is made of. */
export interface Content {
	figures: Figures;
	records: readonly ReportRecord[];
	timeframe: Timeframe;
}

/** The figures with page, e-mail, tables and summary as chosen. */
export async function renderReport(
	{ figures, records, timeframe }: Content,
	{ outputs, options, logoField, byteOrderMark }: Rendering,
	context: IExecuteFunctions,
): Promise<Output> {
	const json: Output['json'] = { ...figures };
	const binary: NonNullable<Output['binary']> = {};
	const file = async (content: string, name: string, type: string) =>
		await context.helpers.prepareBinaryData(Buffer.from(content), name, type);
	if (outputs.includes('email')) {
		json.email = {
			subject: subjectOf(figures, options),
			html: renderEmail(figures, { ...options, logo: '' }),
		};
	}
	if (outputs.includes('summary')) json.summary = { ...renderSummary(figures, options) };
	if (outputs.includes('page')) {
		const logo = await logoOf(logoField, context);
		binary.page = await file(renderPage(figures, { ...options, logo }), 'report.html', 'text/html');
	}
	if (outputs.includes('table')) {
		binary.table = await file(renderTable(figures, { byteOrderMark }), 'table.csv', 'text/csv');
	}
	if (outputs.includes('records')) {
		const rows = renderRecords(records, timeframe, { byteOrderMark });
		binary.records = await file(rows, 'records.csv', 'text/csv');
	}
	return Object.keys(binary).length === 0 ? { json } : { json, binary };
}

/** The title and the period: mail programs put mails with the same subject into one thread, and cut them together. */
function subjectOf({ period }: Figures, { title, locale }: Rendering['options']): string {
	return shorten(
		`${title}: ${spanText(period, period.timeZone, formatsFor(locale, period.timeZone))}`,
		LONGEST_TITLE,
	);
}

/** The image as a data URI. A logo that cannot be used does not keep the report back: a hint says why. */
async function logoOf(name: string | undefined, context: IExecuteFunctions): Promise<string> {
	if (name === undefined) return '';
	const index = context.getInputData().findIndex(({ binary }) => binary?.[name] !== undefined);
	const hint = (what: string, howToGoOn: string) => {
		const message = withoutTags(
			`Logo Binary Field ${what}, so the report has no logo. ${howToGoOn}`,
		);
		context.addExecutionHints({ message, type: 'warning', location: 'outputPane' });
		return '';
	};
	if (index < 0) {
		return hint(
			`names "${shorten(name, 40)}", which no input item has`,
			'Merge the item with the image into the input of this node.',
		);
	}
	const size = Number(context.getInputData()[index]?.binary?.[name]?.bytes ?? 0);
	if (size > 10 * LARGEST_LOGO) {
		return hint(
			'names a file of several megabytes',
			'Make the image smaller; 400 pixels of width are enough.',
		);
	}
	const logo = logoFrom(await context.helpers.getBinaryDataBuffer(index, name));
	return typeof logo === 'string' ? logo : hint(`names a file that ${logo.what}`, logo.howToGoOn);
}
