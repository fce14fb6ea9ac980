import type { Figures } from '../figures/figures';
import { contextOf } from '../page/context';
import type { ReportOptions } from '../page/options';
import { LIGHT, readableAccent } from '../page/theme';
import type { Markup } from '../text/markup';
import { html, outside } from '../text/markup';
import { shorten } from '../text/outsideText';
import { periodTitle, spanText } from '../wording/names';
import { tilesOf } from '../wording/tiles';
import { incompleteText, verdictOf } from '../wording/verdict';
import { listsOf } from './lists';
import { heading, MUTED, tile } from './parts';

/** Gmail cuts a message above about 102 KB. In bytes. */
export const LARGEST_EMAIL = 90_000;

/** How many rows the lists of an e-mail have; fewer where their texts are so long that the message would be cut. */
const ROWS = [8, 4, 2, 0];

const LONGEST_TITLE = 120;

/**
 * The report as an e-mail: tables and inline styles only, since many clients drop everything else. It has no logo: Gmail and
 * Outlook show no image that is part of the HTML.
 */
export function renderEmail(figures: Figures, options: ReportOptions): string {
	for (const rows of ROWS) {
		const email = written(figures, options, rows).markup;
		if (Buffer.byteLength(email) <= LARGEST_EMAIL) return email;
	}
	return written(figures, options, 0).markup;
}

function written(
	figures: Figures,
	{ title, subtitle, accent, locale }: ReportOptions,
	rows: number,
): Markup {
	const context = contextOf(figures, locale);
	const { formats } = context;
	const { period } = figures;
	const color = readableAccent(accent, LIGHT);
	const short = shorten(title, LONGEST_TITLE);
	const incomplete = incompleteText(figures, formats);
	const tiles = tilesOf(figures, formats);
	const pairs = tiles.flatMap((one, index) => (index % 2 === 0 ? [[one, tiles[index + 1]]] : []));
	return html`<!DOCTYPE html>
		<html lang="en">
			<head>
				<meta charset="utf-8" />
				<title>${short}</title>
				<meta name="viewport" content="width=device-width, initial-scale=1" />
				<meta name="color-scheme" content="light" />
			</head>
			<body style="margin:0;padding:0;background-color:#eef0f3;">
				<div role="main">
					<table
						role="presentation"
						width="100%"
						cellpadding="0"
						cellspacing="0"
						border="0"
						style="background-color:#eef0f3;"
					>
						<tr>
							<td align="center" style="padding:24px 8px;">
								<table
									role="presentation"
									width="640"
									cellpadding="0"
									cellspacing="0"
									border="0"
									style="width:100%;max-width:640px;background-color:${LIGHT.paper};border-top:4px solid ${color};"
								>
									<tr>
										<td
											style="padding:24px 20px 28px;font-family:'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;font-size:15px;line-height:22px;color:${LIGHT.ink};"
										>
											<h1 style="margin:0;font-size:26px;line-height:32px;font-weight:700;">
												${outside(short, 'email')}
											</h1>
											${subtitle !== '' &&
											html`<p
												style="margin:4px 0 0;font-size:16px;line-height:22px;color:${LIGHT.muted};"
											>
												${outside(shorten(subtitle, LONGEST_TITLE), 'email')}
											</p>`}
											<p style="${MUTED}margin:14px 0 0;">
												${periodTitle(period)}:
												${spanText(period, period.timeZone, formats)}${period.comparison !== null &&
												html`<br />Compared with:
													${spanText(period.comparison, period.timeZone, formats)}`}<br />As of
												${formats.instant(period.asOf)},
												${period.timeZone}${!period.isOver && ', the period is not over yet'}
											</p>
											<p style="margin:18px 0 0;font-size:18px;line-height:26px;">
												${verdictOf(figures, formats)}
											</p>
											${incomplete !== '' &&
											html`<p
												style="margin:14px 0 0;padding:10px 14px;background-color:${LIGHT.warnSurface};color:${LIGHT.warn};"
											>
												${incomplete}
											</p>`}
											<table
												role="presentation"
												width="100%"
												cellpadding="0"
												cellspacing="0"
												border="0"
												style="margin-top:20px;"
											>
												${pairs.map(
													(pair) =>
														html`<tr>
															${pair.map((one) => tile(one, color))}
														</tr>`,
												)}
											</table>
											${listsOf(context, rows, color).map(
												({ title: head, body }) => html`${heading(head)}${body}`,
											)}
											<p style="${MUTED}margin:28px 0 0;">
												Drills are not counted. Rates leave out dismissed safety events. The report
												page has all figures and their definitions.
											</p>
										</td>
									</tr>
								</table>
							</td>
						</tr>
					</table>
				</div>
			</body>
		</html> `;
}
