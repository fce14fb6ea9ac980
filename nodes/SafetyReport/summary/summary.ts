import type { Figures } from '../figures/figures';
import { contextOf } from '../page/context';
import type { ReportOptions } from '../page/options';
import { shorten } from '../text/outsideText';
import type { Formats } from '../text/formats';
import { counted, spanText, valueName, WAITS_FOR } from '../wording/names';
import type { Tile } from '../wording/tiles';
import { tilesOf } from '../wording/tiles';
import { incompleteText, verdictOf } from '../wording/verdict';
import { chatText, markdownText } from './chatText';

/** Characters. */
export const LONGEST_SUMMARY = 1_000;

export interface Summary {
	/** Plain text for a chat message, at most LONGEST_SUMMARY characters. */
	text: string;
	markdown: string;
}

/** How many waiting records a summary names. */
const MOST_WAITING = 3;
/** How many danger zones it names, the riskiest first. */
const MOST_ZONES = 3;
const LONGEST_NAME = 60;
const LONGEST_TITLE = 100;

type Options = Pick<ReportOptions, 'locale' | 'title'>;

/** The report in a few lines. */
export function renderSummary(figures: Figures, options: Options): Summary {
	return {
		text: fitting(lines(figures, options, chatText)),
		markdown: markdown(figures, options),
	};
}

function lines(
	figures: Figures,
	{ title, locale }: Options,
	write: (text: string) => string,
): string[] {
	const { formats } = contextOf(figures, locale);
	const incomplete = incompleteText(figures, formats);
	return [
		write(shorten(title, LONGEST_TITLE)),
		spanText(figures.period, figures.period.timeZone, formats),
		verdictOf(figures, formats),
		...(incomplete === '' ? [] : [incomplete]),
		...tilesOf(figures, formats).map(tileLine),
		...waitingLines(figures, locale, write),
		...zoneLines(figures, formats, write),
	];
}

function tileLine({ label, value, change, note }: Tile): string {
	// A reason is a sentence of its own on the page.
	const inLine = `${note.charAt(0).toLowerCase()}${note.slice(1)}`;
	const details = [change?.text ?? '', shorten(inLine, LONGEST_NAME)].filter((part) => part !== '');
	return `${label}: ${[value, ...details].join(', ')}`;
}

function waitingLines(
	{ needsAction, ...figures }: Figures,
	locale: string,
	write: (text: string) => string,
): string[] {
	const { formats } = contextOf({ needsAction, ...figures }, locale);
	return needsAction.list.slice(0, MOST_WAITING).map(({ what, where, kind, ageSeconds }) => {
		const place = where === '' ? '' : `, ${write(shorten(where, LONGEST_NAME))}`;
		const age = ageSeconds === null ? '' : `, ${formats.duration(ageSeconds)}`;
		return `Waits for ${WAITS_FOR[kind].toLowerCase()}: ${write(shorten(valueName(what), LONGEST_NAME))}${place}${age}`;
	});
}

function zoneLines(
	{ dangerZones: { list } }: Figures,
	formats: Formats,
	write: (text: string) => string,
): string[] {
	return list.slice(0, MOST_ZONES).map(({ name, id, riskLevel, incidents }) => {
		const zone = write(shorten(name || id, LONGEST_NAME));
		const risk = `, ${write(shorten(valueName(riskLevel), LONGEST_NAME).toLowerCase())} risk`;
		const count =
			incidents === null ? '' : `, ${counted(incidents, 'incident', 'incidents', formats)}`;
		return `Danger zone: ${zone}${riskLevel === '' ? '' : risk}${count}`;
	});
}

/** As many whole lines as the limit holds: half a number would be another number. */
function fitting(all: readonly string[]): string {
	let text = '';
	for (const line of all) {
		const longer = text === '' ? line : `${text}\n${line}`;
		if (longer.length > LONGEST_SUMMARY) break;
		text = longer;
	}
	return text;
}

function markdown(figures: Figures, options: Options): string {
	const [title = '', period = '', ...rest] = lines(figures, options, markdownText);
	const [sentence = '', ...facts] = rest;
	return [`**${title}**`, period, '', sentence, '', ...facts.map((fact) => `- ${fact}`)].join('\n');
}
