import fc from 'fast-check';

import type { Figures } from '../../nodes/SafetyReport/figures/figures';
import { sampleFigures } from './sampleFigures.cts';

/** Texts that try to be something else: markup, scripts, formulas, links, mentions, another order of letters. */
export const HOSTILE = [
	'<script>alert(1)</script>',
	'"><img src=x onerror=alert(1)>',
	"' onmouseover='alert(1)",
	'</title></style></svg><svg onload=alert(1)>',
	'&lt;b&gt; &#x3c;b&#x3e;',
	'=HYPERLINK("https://evil.example","click")',
	"+1+cmd|' /C calc'!A0",
	'-2+3',
	'@SUM(1)',
	'\t=1+1',
	'[click](javascript:alert(1)) **bold** `code` | a | b |',
	'<!channel> @everyone <@U123> https://evil.example',
	'\u202egnp.exe\u202c \u2067abc\u2069 \u200f',
	'\u0000\u0007\u001b[31m \ud800 \udfff \ufffe',
	'a\u2028b\r\nc',
	'${7*7} {{7*7}} <%= 7*7 %>',
	'undefined',
	'x'.repeat(5_000),
	'Z\u0351\u036b\u0343'.repeat(400),
	'😀'.repeat(300),
];

/** Any text: hostile ones, and all that Unicode has. */
export const anyText = fc.oneof(
	fc.constantFrom(...HOSTILE),
	fc.string({ unit: 'binary', maxLength: 60 }),
	fc.string({ unit: 'grapheme', maxLength: 200 }),
);

/** Fields whose text comes from a service or from the workflow. */
const FROM_OUTSIDE = new Set([
	'address',
	'driver',
	'field',
	'fields',
	'id',
	'level',
	'message',
	'name',
	'riskLevel',
	'service',
	'severity',
	'status',
	'topLabel',
	'url',
	'value',
	'what',
	'where',
	'worstBehavior',
]);

/** The sample with texts from outside replaced, one after the other. */
export function withTexts(texts: readonly string[]): Figures {
	let next = 0;
	const replace = (value: unknown, key: string): unknown => {
		if (Array.isArray(value)) return value.map((one) => replace(one, key));
		if (typeof value === 'object' && value !== null) {
			return Object.fromEntries(
				Object.entries(value).map(([name, inner]) => [name, replace(inner, name)]),
			);
		}
		if (typeof value !== 'string' || !FROM_OUTSIDE.has(key)) return value;
		return texts[next++ % texts.length];
	};
	const figures = sampleFigures();
	figures.dataQuality.unreadable = {
		count: 2,
		messages: [{ service: 'Sety', message: 'Timeout', count: 2 }],
	};
	return replace(figures, '') as Figures;
}
