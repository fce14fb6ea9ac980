import type { Markup } from '../text/markup';
import { coordinate, html, NOTHING } from '../text/markup';
import { everyNth, linear, ticks, topOf } from './scale';
import type { Drawing, HALF } from './svg';
import { axisRoom, drawn, line, text, valueAxis, WIDE } from './svg';

export interface TrendPoint {
	label: string;
	/** Nothing where the period has not got there yet. */
	value?: number | undefined;
	/** The same place of the period that is compared. */
	before?: number | undefined;
	/** Belongs to the comparison, and is drawn like it. */
	isEarlier?: boolean;
	/** Not over yet, or cut short: its dot is hollow. */
	isPartial?: boolean;
}

export interface Trend {
	points: readonly TrendPoint[];
	median?: number | undefined;
	/** How a value is written. */
	write: (value: number) => string;
}

const MARGIN = { top: 24, bottom: 26, right: 8 };
const LONGEST_WITH_DOTS = 40;
/** The room that a label needs below the axis, and a value above its point. */
const LABEL = 50;
const VALUE = 30;

type Place = readonly [x: number, y: number];

/** A run chart: the values as a line, the period that is compared as a dashed one, and the median. */
export function trendChart(
	name: string,
	trend: Trend,
	wide: typeof HALF | typeof WIDE = WIDE,
): Markup {
	return drawn(name, (width) => drawTrend(trend, width), wide);
}

function drawTrend({ points, median, write }: Trend, width: number): Drawing {
	const height = width === WIDE ? 230 : 190;
	const values = points.flatMap(({ value, before }) => [value ?? 0, before ?? 0]);
	const highest = topOf(values.reduce((a, b) => Math.max(a, b), median ?? 0));
	const steps = ticks(highest);
	const left = axisRoom(steps, write);
	const right = width - MARGIN.right;
	const y = linear([0, highest], [height - MARGIN.bottom, MARGIN.top]);
	const x = linear([0, Math.max(1, points.length - 1)], [left + 16, right - 16]);
	// A single point stands in the middle.
	const xOf = (index: number) => (points.length === 1 ? (left + right) / 2 : x(index));

	const now = points.map(({ value }, index) => placeOf(value, xOf(index), y));
	const before = points.map(({ before: value }, index) => placeOf(value, xOf(index), y));
	// The line of the period starts where that of the comparison ends.
	const border = lastIndex(points, ({ isEarlier }) => isEarlier === true);
	const earlier = now.map((place, index) => (index <= border ? place : undefined));
	const later = now.map((place, index) => (index >= border ? place : undefined));
	const labelled = everyNth(points.length, (right - left) / LABEL);
	const named = valuesToPrint(points, (right - left) / points.length >= VALUE);

	return {
		height,
		shapes: html`${valueAxis(steps, y, [left, right], write)}${points.map(
			({ label }, index) =>
				labelled(index) && text(xOf(index), height - 8, label, { anchor: 'middle' }),
		)}${median !== undefined && line('median', left, y(median), right, y(median))}${path(
			'before',
			before,
		)}${path('before', earlier)}${path('now', later)}${dots(now, points)}${now.map(
			(place, index) =>
				place !== undefined &&
				named(index) &&
				text(place[0], place[1] - 9, write(points[index]?.value ?? 0), {
					anchor: 'middle',
					kind: 'value halo',
				}),
		)}`,
	};
}

function placeOf(
	value: number | undefined,
	x: number,
	y: (value: number) => number,
): Place | undefined {
	return value === undefined ? undefined : [x, y(value)];
}

/** All values where there is room, else the first highest and the last one. */
function valuesToPrint(points: readonly TrendPoint[], room: boolean): (index: number) => boolean {
	if (room) return () => true;
	const values = points.map(({ value }) => value ?? -1);
	const highest = values.indexOf(values.reduce((a, b) => Math.max(a, b), -1));
	const last = lastIndex(values, (value) => value >= 0);
	return (index) => index === highest || (index === last && Math.abs(last - highest) > 2);
}

/** A line through the places; it is broken where a value is missing. */
function path(kind: string, places: ReadonlyArray<Place | undefined>): Markup {
	let commands = '';
	let drawing = false;
	for (const place of places) {
		if (place !== undefined) {
			commands += `${drawing ? 'L' : 'M'}${coordinate(place[0])} ${coordinate(place[1])}`;
		}
		drawing = place !== undefined;
	}
	return commands === '' ? NOTHING : html`<path class="line ${kind}" d="${commands}" />`;
}

function dots(places: ReadonlyArray<Place | undefined>, points: readonly TrendPoint[]): Markup {
	if (places.length > LONGEST_WITH_DOTS) return NOTHING;
	return html`${places.map((place, index) => {
		const { isEarlier = false, isPartial = false } = points[index] ?? {};
		const kind = `dot${isEarlier ? ' earlier' : ''}${isPartial ? ' partial' : ''}`;
		return (
			place !== undefined &&
			html`<circle class="${kind}" cx="${place[0]}" cy="${place[1]}" r="3.5" />`
		);
	})}`;
}

function lastIndex<Value>(values: readonly Value[], is: (value: Value) => boolean): number {
	return values.reduce((last, value, index) => (is(value) ? index : last), -1);
}
