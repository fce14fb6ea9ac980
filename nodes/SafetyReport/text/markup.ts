import { outsideText } from './outsideText';

/** HTML or SVG. Only `html` makes it, so everything else in a page is text. */
export interface Markup {
	readonly markup: string;
}

/** What may stand in a template: markup stays as it is, text is escaped, a number is a coordinate. */
export type Part = Markup | string | number | false | undefined | readonly Part[];

const ESCAPES: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
	'`': '&#96;',
};

export function escapeHtml(text: string): string {
	return outsideText(text).replaceAll(/[&<>"'`]/g, (character) => ESCAPES[character] ?? '');
}

/** A coordinate or a length: two decimals, and never NaN or Infinity, which a browser would drop with the whole shape. */
export function coordinate(value: number): string {
	return Number.isFinite(value) ? String(Math.round(value * 100) / 100) : '0';
}

function written(part: Part): string {
	if (part === undefined || part === false) return '';
	if (typeof part === 'string') return escapeHtml(part);
	if (typeof part === 'number') return coordinate(part);
	if ('markup' in part) return part.markup;
	return part.map(written).join('');
}

/** A template of HTML or SVG in which every value is text unless it is markup itself. Attributes stand in double quotes. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
	let markup = unindented(strings[0]);
	for (const [index, part] of parts.entries()) {
		markup += written(part) + unindented(strings[index + 1]);
	}
	return { markup };
}

/** The code is indented, a page need not be: that would be a third of it. */
function unindented(text = ''): string {
	return text.includes('\n') ? text.replaceAll(/\n\s*/g, '\n') : text;
}

export const NOTHING: Markup = { markup: '' };

/** Longer words may be broken anywhere: a table would otherwise be as wide as they are. */
const LONG_WORD = /\S{15}/;

/**
 * A text from outside in a line of ours: its writing direction changes nothing around it. An e-mail has no classes, so there
 * the style stands at the text.
 */
export function outside(text: string, where: 'email' | 'page' = 'page'): Markup {
	if (!LONG_WORD.test(text)) return html`<bdi>${text}</bdi>`;
	if (where === 'page') return html`<bdi class="long">${text}</bdi>`;
	return html`<bdi style="word-break:break-word;">${text}</bdi>`;
}
