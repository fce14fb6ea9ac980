import type { Markup } from '../text/markup';
import { html } from '../text/markup';
import { everyNth, linear, ticks, topOf } from './scale';
import type { Drawing } from './svg';
import { axisRoom, drawn, line, NARROW, text, valueAxis } from './svg';

/** How many records took how long. The buckets follow each other; the last one is open above. */
export interface Distribution {
	buckets: ReadonlyArray<{ label: string; count: number }>;
	/** Places on the axis of the buckets: 1.5 is the middle of the second bucket. */
	marks: ReadonlyArray<{ at: number; label: string; kind: 'target' | 'median' }>;
	write: (value: number) => string;
}

const MARGIN = { top: 26, bottom: 26, right: 8 };
/** The room that a label needs below a column, and a count above it. */
const LABEL = 52;
const VALUE = 22;
/** The height of a mark's label; marks share the space above the bars. */
const ROW = 15;

/** Columns of counts, with lines at the target, the median and the 90th percentile. */
export function distributionChart(name: string, distribution: Distribution): Markup {
	return drawn(name, (width) => draw(distribution, width));
}

function draw({ buckets, marks, write }: Distribution, width: number): Drawing {
	const above = MARGIN.top + marks.length * ROW;
	const height = above + (width === NARROW ? 130 : 150) + MARGIN.bottom;
	const highest = topOf(buckets.reduce((most, { count }) => Math.max(most, count), 0));
	const steps = ticks(highest, 3);
	const left = axisRoom(steps, write);
	const right = width - MARGIN.right;
	const bottom = height - MARGIN.bottom;
	const y = linear([0, highest], [bottom, above]);
	const x = linear([0, Math.max(1, buckets.length)], [left, right]);
	const band = x(1) - x(0);
	const labelled = everyNth(buckets.length, (right - left) / LABEL);

	return {
		height,
		shapes: html`${valueAxis(steps, y, [left, right], write)}${buckets.map(
			({ label, count }, index) =>
				html`<rect
						class="bar"
						x="${x(index) + band * 0.12}"
						y="${y(count)}"
						width="${band * 0.76}"
						height="${bottom - y(count)}"
						rx="1.5"
					/>${count > 0 &&
					band >= VALUE &&
					text(x(index + 0.5), y(count) - 5, write(count), {
						anchor: 'middle',
						kind: 'value halo',
					})}${labelled(index) && text(x(index + 0.5), height - 8, label, { anchor: 'middle' })}`,
		)}${marks.map(({ at, label, kind }, index) => {
			const place = x(Math.min(Math.max(at, 0), buckets.length));
			const right = place > width * 0.6;
			const row = MARGIN.top - 10 + index * ROW;
			return html`${line(kind, place, row - 8, place, bottom)}${text(
				place + (right ? -6 : 6),
				row + 2,
				label,
				{ anchor: right ? 'end' : 'start', kind: 'value halo' },
			)}`;
		})}`,
	};
}
