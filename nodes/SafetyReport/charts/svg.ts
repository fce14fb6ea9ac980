import type { Markup } from '../text/markup';
import { html } from '../text/markup';

/** The width of a chart across the page, of one beside another, and of one on a phone: in pixels, so letters keep their size. */
export const WIDE = 860;
export const HALF = 412;
export const NARROW = 340;

export interface Drawing {
	height: number;
	shapes: Markup;
}

/**
 * A chart, drawn for the page and for a phone. `name` says what it shows, for a reader who does not see it; its values stand
 * in a table.
 */
export function drawn(
	name: string,
	draw: (width: number) => Drawing,
	wide: typeof HALF | typeof WIDE = WIDE,
): Markup {
	return html`${svg(name, 'wide', wide, draw(wide))}${svg(name, 'narrow', NARROW, draw(NARROW))}`;
}

function svg(name: string, kind: string, width: number, { height, shapes }: Drawing): Markup {
	return html`<svg class="${kind}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${name}">
		${shapes}
	</svg> `;
}

export type Anchor = 'start' | 'middle' | 'end';

/** Text at a point. */
export function text(
	x: number,
	y: number,
	content: string,
	{ anchor = 'start', kind = 'label' }: { anchor?: Anchor; kind?: string } = {},
): Markup {
	return html`<text x="${x}" y="${y}" text-anchor="${anchor}" class="${kind}">${content}</text>`;
}

export function line(kind: string, x1: number, y1: number, x2: number, y2: number): Markup {
	return html`<line class="${kind}" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" />`;
}

/** Horizontal lines at the values of the vertical axis, with the values left of them. */
export function valueAxis(
	steps: readonly number[],
	y: (value: number) => number,
	[left, right]: readonly [number, number],
	write: (value: number) => string,
): Markup {
	return html`${steps.map(
		(value) =>
			html`${line(value === 0 ? 'axis' : 'grid', left, y(value), right, y(value))}${text(
				left - 8,
				y(value) + 4,
				write(value),
				{ anchor: 'end' },
			)}`,
	)}`;
}

/** The room left of a vertical axis for its longest value. */
export function axisRoom(steps: readonly number[], write: (value: number) => string): number {
	const longest = steps.reduce((length, value) => Math.max(length, write(value).length), 1);
	return 14 + longest * 8;
}
