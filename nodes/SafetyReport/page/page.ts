import type { Figures } from '../figures/figures';
import type { Markup } from '../text/markup';
import { html, outside } from '../text/markup';
import { shorten } from '../text/outsideText';
import { periodTitle, spanText } from '../wording/names';
import { incompleteText, verdictOf } from '../wording/verdict';
import type { Context, Section } from './context';
import { contextOf } from './context';
import type { ReportOptions } from './options';
import type { SectionName } from './sectionNames';
import { SECTIONS } from './sectionNames';
import { action } from './sections/action';
import { definitions } from './sections/definitions';
import { drivers } from './sections/drivers';
import { hours } from './sections/hours';
import { incidents } from './sections/incidents';
import { keyFigures } from './sections/keyFigures';
import { dataQuality, drills } from './sections/leftOut';
import { dangerZones, moderation, safetyScores, visitors } from './sections/otherServices';
import { places } from './sections/places';
import { responseTimes } from './sections/responseTimes';
import { safetyEvents } from './sections/safetyEvents';
import { trend } from './sections/trend';
import { styleOf } from './style';

const WRITERS: Record<SectionName, Section> = {
	keyFigures,
	action,
	trend,
	incidents,
	responseTimes,
	safetyEvents,
	drivers,
	places,
	hours,
	moderation,
	visitors,
	dangerZones,
	safetyScores,
	drills,
	dataQuality,
	definitions,
};

/** The longest title and subtitle, in characters. */
export const LONGEST_TITLE = 200;

/** Nothing but this file: no script can run in the page, and it fetches nothing. */
const POLICY =
	"default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/** The report as one HTML file, without script and network. */
export function renderPage(figures: Figures, options: ReportOptions): string {
	const context = contextOf(figures, options.locale);
	const title = shorten(options.title, LONGEST_TITLE);
	const page = html`<!DOCTYPE html>
		<html lang="en">
			<head>
				<meta charset="utf-8" />
				<title>${title}</title>
				<meta name="viewport" content="width=device-width, initial-scale=1" />
				<meta http-equiv="Content-Security-Policy" content="${POLICY}" />
				<meta name="color-scheme" content="light dark" />
				<meta name="robots" content="noindex" />
				<style>
					${styleOf(options.accent)}
				</style>
			</head>
			<body>
				<main>
					${header(title, context, options)}
					${[...new Set(options.sections)].map((section) => written(section, context))}
				</main>
			</body>
		</html> `;
	return page.markup;
}

function written(section: SectionName, context: Context): Markup | undefined {
	const body = WRITERS[section](context);
	if (body === undefined) return undefined;
	return html`<section class="${section}" aria-labelledby="${section}">
		<h2 id="${section}">${SECTIONS[section]}</h2>
		${body}
	</section> `;
}

function header(
	title: string,
	{ figures, formats }: Context,
	{ subtitle, logo }: ReportOptions,
): Markup {
	const { period } = figures;
	const incomplete = incompleteText(figures, formats);
	const compared =
		period.comparison !== null &&
		html`<div>
			<dt>Compared with</dt>
			<dd>${spanText(period.comparison, period.timeZone, formats)}</dd>
		</div>`;
	return html`<header>
		<div class="head">
			<div>
				<h1>${outside(title)}</h1>
				${subtitle !== '' &&
				html`<p class="subtitle">${outside(shorten(subtitle, LONGEST_TITLE))}</p>`}
			</div>
			${logo !== '' && html`<img class="logo" src="${logo}" alt="" />`}
		</div>
		<dl class="period">
			<div>
				<dt>${periodTitle(period)}</dt>
				<dd>${spanText(period, period.timeZone, formats)}</dd>
			</div>
			${compared}
			<div>
				<dt>As of</dt>
				<dd>
					${formats.instant(period.asOf)},
					${period.timeZone}${!period.isOver && ', the period is not over yet'}
				</dd>
			</div>
		</dl>
		<p class="verdict">${verdictOf(figures, formats)}</p>
		${incomplete !== '' && html`<p class="warning">${incomplete}</p>`}
	</header>`;
}
