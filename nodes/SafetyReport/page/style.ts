import type { Markup } from '../text/markup';
import type { Palette } from './theme';
import { DARK, LIGHT, readableAccent, shadesOf } from './theme';

/** The style of the page. Its only input is the accent, which is `#rrggbb`. */
export function styleOf(accent: string): Markup {
	return {
		markup: `
:root { color-scheme: light dark; ${variables(accent, LIGHT)} }
@media screen and (prefers-color-scheme: dark) { :root { ${variables(accent, DARK)} } }
${SCREEN}${CHARTS}${shadesOf(accent, LIGHT)
			.map(
				(_, shade) =>
					`.heat${shade} { fill: var(--heat${shade}); } .on${shade} { fill: var(--on${shade}); }\n`,
			)
			.join('')}${PHONE}${PAPER}`,
	};
}

function variables(accent: string, palette: Palette): string {
	const own = readableAccent(accent, palette);
	const colours = Object.entries(palette).map(
		([name, colour]) =>
			`--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}: ${colour};`,
	);
	const shades = shadesOf(own, palette).map(
		({ back, text }, shade) => `--heat${shade}: ${back}; --on${shade}: ${text};`,
	);
	return [...colours, `--accent: ${own};`, ...shades].join(' ');
}

const SCREEN = `
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; font-variant-numeric: tabular-nums lining-nums; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
main { max-width: 924px; margin: 0 auto; padding: 40px 32px 64px; }
h1, h2, p, dl, dd, ul, figure { margin: 0; padding: 0; }
h1 { font-size: 30px; line-height: 1.2; font-weight: 650; letter-spacing: -0.015em; text-wrap: balance; overflow-wrap: anywhere; }
h2 { font-size: 19px; line-height: 1.3; font-weight: 650; letter-spacing: -0.005em; margin-bottom: 14px; }
small { font-size: 12px; color: var(--muted); font-weight: 400; }
a { color: var(--accent); }
header { border-top: 4px solid var(--accent); padding-top: 24px; }
.head { display: flex; justify-content: space-between; align-items: flex-start; gap: 24px; }
.logo { max-width: 200px; max-height: 56px; object-fit: contain; }
.subtitle { margin-top: 4px; font-size: 17px; color: var(--muted); overflow-wrap: anywhere; }
.period { display: flex; flex-wrap: wrap; gap: 6px 32px; margin-top: 18px; font-size: 13px; }
.period dt, .facts dt, .tile dt { color: var(--muted); font-size: 12.5px; line-height: 1.35; }
.verdict { margin-top: 22px; font-size: 20px; line-height: 1.42; letter-spacing: -0.005em; max-width: 46em; text-wrap: pretty; }
.warning { margin-top: 14px; padding: 10px 14px; border-left: 4px solid var(--warn); background: var(--warn-surface); color: var(--warn); }
section { margin-top: 40px; padding-top: 18px; border-top: 1px solid var(--hairline); }
section > * + *, figure > * + * { margin-top: 14px; }
section.keyFigures { margin-top: 24px; padding-top: 0; border-top: 0; }
section.keyFigures h2, .hidden { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(190px, 1fr)); gap: 12px; }
.tile { padding: 14px 16px 12px; background: var(--surface); border-radius: 8px; border-left: 3px solid transparent; overflow-wrap: anywhere; }
.tile.clear { border-left-color: var(--accent); }
.tile .big { font-size: 29px; line-height: 1.25; font-weight: 600; letter-spacing: -0.02em; margin-top: 2px; }
.tile .change { font-size: 14px; }
.tile.clear .change { font-weight: 650; color: var(--accent); }
.tile .note { font-size: 12.5px; line-height: 1.4; color: var(--muted); }
.arrow { font-size: 0.75em; color: var(--muted); }
.tile.clear .arrow { color: var(--accent); }
.counts { list-style: none; display: flex; flex-wrap: wrap; gap: 6px 24px; }
.counts b { font-size: 19px; font-weight: 650; margin-right: 2px; }
.counts .urgent { color: var(--warn); }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 320px), 1fr)); gap: 28px 36px; align-items: start; }
.facts { display: flex; flex-wrap: wrap; gap: 10px 32px; }
.facts dd { font-size: 17px; font-weight: 600; }
table { width: 100%; border-collapse: collapse; font-size: 14px; line-height: 1.4; }
caption { text-align: left; font-weight: 600; padding-bottom: 6px; }
th, td { text-align: left; vertical-align: baseline; padding: 6px 14px 6px 0; border-bottom: 1px solid var(--hairline); font-weight: 400; overflow-wrap: break-word; }
.long { overflow-wrap: anywhere; }
th:last-child, td:last-child { padding-right: 0; }
thead th { font-size: 12.5px; color: var(--muted); vertical-align: bottom; overflow-wrap: normal; }
.number { text-align: right; white-space: nowrap; }
thead .number { white-space: normal; }
.meter { width: 16%; min-width: 56px; }
.columns .meter { width: 28%; }
td.meter { vertical-align: middle; }
.meter svg { width: 100%; height: 10px; }
.rank { display: inline-block; min-width: 1.6em; color: var(--muted); }
.flag { display: inline-block; padding: 0 6px; border: 1px solid var(--warn); border-radius: 4px; color: var(--warn); font-size: 12px; line-height: 1.5; }
.notes { list-style: none; margin-top: 8px; font-size: 12.5px; line-height: 1.5; color: var(--muted); }
.plain { padding-left: 1.1em; font-size: 14px; }
figcaption { font-weight: 600; font-size: 14px; }
.legend { font-size: 12.5px; color: var(--muted); }
figcaption .legend { display: inline-block; font-weight: 400; margin-left: 12px; }
.key { display: inline-block; width: 22px; height: 0; margin: 0 6px 3px 0; border-top: 2.5px solid var(--accent); }
.key.before { margin-left: 18px; border-top: 2px dashed var(--before); }
.key.median { width: 18px; border-top: 2px dotted var(--ink); }
.key.block { width: 16px; margin-bottom: 0; border-top: 10px solid var(--accent); }
.key.tick { width: 2px; height: 12px; margin: 0 7px -2px 18px; border: 0; background: var(--ink); }
summary { font-size: 12.5px; color: var(--muted); cursor: pointer; width: fit-content; }
summary:focus-visible, a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.scroll { overflow-x: auto; }
.terms { font-size: 13px; line-height: 1.5; columns: 2 320px; column-gap: 36px; }
.terms div { break-inside: avoid; padding-bottom: 10px; }
.terms dt { font-weight: 600; }
.terms dd { color: var(--muted); }
`;

const CHARTS = `
svg { display: block; width: 100%; height: auto; font: 12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; font-variant-numeric: tabular-nums; }
svg.narrow { display: none; }
.label { fill: var(--muted); }
.value { fill: var(--ink); font-weight: 600; }
.halo { paint-order: stroke; stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round; }
.axis { stroke: var(--muted); stroke-width: 1; }
.grid { stroke: var(--hairline); stroke-width: 1; }
.scale { stroke-width: 2; }
.line { fill: none; stroke-linejoin: round; stroke-linecap: round; }
.line.now { stroke: var(--accent); stroke-width: 2.5; }
.line.before { stroke: var(--before); stroke-width: 2; stroke-dasharray: 5 5; }
line.median { stroke: var(--ink); stroke-width: 1.5; stroke-dasharray: 2 4; }
line.target { stroke: var(--warn); stroke-width: 2; }
.dot { fill: var(--accent); stroke: var(--paper); stroke-width: 1.5; }
.dot.earlier { fill: var(--before); }
.dot.partial { fill: var(--paper); stroke: var(--accent); stroke-width: 2; }
rect.bar { fill: var(--accent); }
rect.mark { fill: var(--ink); }
rect.around { fill: var(--paper); }
.sea { fill: var(--surface); }
.place { fill: var(--accent); fill-opacity: 0.86; stroke: var(--surface); stroke-width: 1.5; }
.onplace { fill: var(--paper); font-weight: 650; }
`;

const PHONE = `
@media screen and (max-width: 640px) {
main { padding: 20px 16px 48px; }
h1 { font-size: 25px; }
.verdict { font-size: 18px; }
.extra { display: none; }
.tiles { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 8px; }
.tile { padding: 12px; }
.tile .big { font-size: 24px; }
table { font-size: 13.5px; }
th, td { padding-right: 10px; }
.meter, .columns .meter { width: 18%; min-width: 44px; }
.scroll .extra { display: table-cell; }
svg.wide { display: none; }
svg.narrow { display: block; }
}
`;

const PAPER = `
@page { size: A4; margin: 14mm 14mm 16mm; @bottom-right { content: counter(page) " / " counter(pages); font: 9px system-ui, sans-serif; color: #555e6a; } }
@media print {
:root { color-scheme: light; }
body { font-size: 10pt; }
main { max-width: none; padding: 0; }
* { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
details { display: none; }
section { margin-top: 22px; padding-top: 12px; }
h2, figcaption, caption { break-after: avoid; }
tr, figure, .tile, .terms div { break-inside: avoid; }
.block { break-inside: avoid; }
thead { display: table-header-group; }
table { font-size: 9pt; }
h1 { font-size: 20pt; }
h2 { font-size: 13pt; }
small, .period, .period dt, .facts dt, .tile dt, .tile .note, thead th, .notes, .legend, .flag { font-size: 8pt; }
.tile .big { font-size: 17pt; }
.tile .change { font-size: 9pt; }
.counts b, .facts dd { font-size: 12pt; }
th, td { padding-top: 3pt; padding-bottom: 3pt; }
.columns { gap: 16px 32px; }
.columns .meter { width: 22%; min-width: 40px; }
figcaption, caption { font-size: 9pt; }
.terms { font-size: 8.5pt; }
.plain { font-size: 9pt; }
.verdict { font-size: 13pt; }
.tiles { grid-template-columns: repeat(4, 1fr); }
a { color: inherit; }
}
`;
