import type { Markup } from '../text/markup';
import { html } from '../text/markup';
import type { Drawing } from './svg';
import { drawn, NARROW, text } from './svg';

/** Counts by weekday and hour, in the order of the rows. */
export interface HourGrid {
	days: ReadonlyArray<{ label: string; hours: readonly number[] }>;
	write: (value: number) => string;
}

export const HOURS = 24;
/** How many shades the style of the page has; 0 is for no record. */
export const SHADES = 5;

const LABEL = 44;
const HEAD = 20;
const GAP = 2;

/** From 0 for none to SHADES for the highest count. The number is printed as well. */
export function shadeOf(count: number, highest: number): number {
	if (count <= 0 || highest <= 0) return 0;
	return Math.min(SHADES, Math.max(1, Math.ceil((count / highest) * SHADES)));
}

/** Hour × weekday: days as rows on a wide page, hours as rows on a narrow one. */
export function hourGridChart(name: string, grid: HourGrid): Markup {
	return drawn(name, (width) => (width === NARROW ? upright(grid, width) : lying(grid, width)));
}

function lying({ days, write }: HourGrid, width: number): Drawing {
	const cell = (width - LABEL) / HOURS;
	const row = 28;
	const highest = highestOf(days);
	return {
		height: HEAD + days.length * row,
		shapes: html`${hours((hour) =>
			text(LABEL + (hour + 0.5) * cell, 13, twoDigits(hour), { anchor: 'middle' }),
		)}${days.map(
			({ label, hours: counts }, day) =>
				html`${text(0, HEAD + day * row + 18, label)}${hours((hour) =>
					cellAt(
						{ x: LABEL + hour * cell, y: HEAD + day * row, width: cell, height: row },
						counts[hour] ?? 0,
						highest,
						write,
					),
				)}`,
		)}`,
	};
}

function upright({ days, write }: HourGrid, width: number): Drawing {
	const label = 28;
	const cell = (width - label) / Math.max(1, days.length);
	const row = 20;
	const highest = highestOf(days);
	return {
		height: HEAD + HOURS * row,
		shapes: html`${days.map(({ label: day }, index) =>
			text(label + (index + 0.5) * cell, 13, day, { anchor: 'middle' }),
		)}${hours(
			(hour) =>
				html`${text(0, HEAD + hour * row + 14, twoDigits(hour))}${days.map(
					({ hours: counts }, index) =>
						cellAt(
							{ x: label + index * cell, y: HEAD + hour * row, width: cell, height: row },
							counts[hour] ?? 0,
							highest,
							write,
						),
				)}`,
		)}`,
	};
}

interface Box {
	x: number;
	y: number;
	width: number;
	height: number;
}

function cellAt(
	{ x, y, width, height }: Box,
	count: number,
	highest: number,
	write: (value: number) => string,
): Markup {
	const shade = shadeOf(count, highest);
	return html`<rect
			class="heat${shade}"
			x="${x}"
			y="${y}"
			width="${width - GAP}"
			height="${height - GAP}"
			rx="2"
		/>${count > 0 &&
		text(x + (width - GAP) / 2, y + height / 2 + 3, write(count), {
			anchor: 'middle',
			kind: `on${shade}`,
		})}`;
}

function hours(draw: (hour: number) => Markup): Markup[] {
	return Array.from({ length: HOURS }, (_, hour) => draw(hour));
}

export function highestOf(days: HourGrid['days']): number {
	return days.flatMap(({ hours: counts }) => counts).reduce((a, b) => Math.max(a, b), 0);
}

export function twoDigits(hour: number): string {
	return String(hour).padStart(2, '0');
}
