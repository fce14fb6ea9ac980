import type { BenchResults, CaseResult, Contender } from '../results.cts';
import { duration } from './format.cts';

const WIDTH = 860;
const LABELS = 400;
const FIGURES = 90;
const BARS = WIDTH - LABELS - FIGURES;
const ROW = 22;
const GAP = 34;
const MARGIN = 16;

/** Readable on a light and on a dark page. */
const STYLE = `
	text { font: 12px system-ui, sans-serif; fill: #57606a }
	.title { font-weight: 600; fill: #24292f }
	.bar { fill: #8c959f } .own { fill: #0969da } .range { stroke: #24292f; stroke-width: 1.5 }
	@media (prefers-color-scheme: dark) {
		text { fill: #9198a1 } .title { fill: #f0f6fc } .bar { fill: #656c76 } .own { fill: #4493f8 } .range { stroke: #f0f6fc }
	}`;

/** Bars of the medians with the range from minimum to maximum; each case has a scale of its own. */
export function chartOf({ cases }: BenchResults): string {
	let y = MARGIN;
	const drawn = cases
		.filter(({ contenders }) => contenders.length > 0)
		.map((one) => {
			const group = groupOf(one, y);
			y += one.contenders.length * ROW + GAP;
			return group;
		});
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y}" role="img" aria-label="Time taken, by case: shorter is better">`,
		`<style>${STYLE}\n</style>`,
		...drawn,
		'</svg>',
		'',
	].join('\n');
}

function groupOf({ title, contenders }: CaseResult, top: number): string {
	const longest = Math.max(...contenders.map(({ ms }) => ms.max));
	const x = (ms: number) => LABELS + (ms / longest) * BARS;
	const rows = contenders.map((one, index) => rowOf(one, top + 10 + index * ROW, x, index));
	return [`<text class="title" x="0" y="${top}">${escaped(title)}</text>`, ...rows].join('\n');
}

/** The first of a case is this package. */
function rowOf(
	{ name, ms, failure }: Contender,
	top: number,
	x: (ms: number) => number,
	index: number,
): string {
	const middle = top + ROW / 2;
	const label = `<text x="0" y="${middle + 4}">${escaped(name)}</text>`;
	if (failure !== undefined) {
		return `${label}<text x="${LABELS}" y="${middle + 4}">not able to</text>`;
	}
	const at = (value: number) => x(value).toFixed(1);
	const width = (x(ms.median) - LABELS).toFixed(1);
	return [
		label,
		`<rect class="${index === 0 ? 'own' : 'bar'}" x="${LABELS}" y="${top + 4}" width="${width}" height="${ROW - 8}" rx="2"/>`,
		`<line class="range" x1="${at(ms.min)}" x2="${at(ms.max)}" y1="${middle}" y2="${middle}"/>`,
		`<text x="${(x(ms.max) + 6).toFixed(1)}" y="${middle + 4}">${duration(ms.median)}</text>`,
	].join('');
}

const escaped = (text: string): string =>
	text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
