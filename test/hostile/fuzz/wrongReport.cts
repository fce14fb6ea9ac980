import type { INodeExecutionData } from 'n8n-workflow';

import { FOREIGN_ELEMENT } from './reportInput.cts';

/** What no report says, unless the input holds the word. */
const NO_WORDS: readonly RegExp[] = [
	/undefined/i,
	/\bNaN\b/,
	/Infinity/,
	/\[object /i,
	/\bnull\b/i,
	/Invalid Date/i,
	/is not a function/i,
	/TypeError/i,
	/=>/,
];

/** What is wrong with a report; empty when nothing is. */
export function wrongReport({ json, binary = {} }: INodeExecutionData, given: unknown): string[] {
	const input = textsIn(given).join('\n');
	const email = (json.email ?? {}) as Record<string, string>;
	const summary = (json.summary ?? {}) as Record<string, string>;
	const files = Object.fromEntries(
		Object.entries(binary).map(([name, { data }]) => [
			name,
			Buffer.from(data, 'base64').toString(),
		]),
	);
	const texts: Record<string, string> = { ...email, ...summary, ...files };
	const pages = { email: email.html ?? '', page: files.page ?? '' };
	return [
		...Object.entries(texts).flatMap(([name, text]) => wrongWords(name, text, input)),
		...Object.entries(pages).flatMap(([name, page]) => foreignMarkup(name, page)),
		...['records', 'table'].flatMap((name) => formulas(name, files[name] ?? '')),
		...unfit(json).map((path) => `${path} does not fit into JSON`),
	];
}

/** Every text and every name of a field. */
function textsIn(value: unknown): string[] {
	if (typeof value === 'string') return [value];
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([name, inner]) => [name, ...textsIn(inner)]);
}

function wrongWords(name: string, text: string, input: string): string[] {
	const shown = text.replace(/<style>.*?<\/style>/s, '');
	return NO_WORDS.flatMap((word) => {
		const found = word.exec(shown);
		if (found === null || word.test(input)) return [];
		return [`${name} says ${shown.slice(Math.max(0, found.index - 80), found.index + 40)}`];
	});
}

const TAG = /<\/?([a-z][a-z0-9-]*)((?:\s+[a-z][\w:.-]*(?:="[^"<>]*")?)*)\s*\/?>/gi;
const FORBIDDEN = new RegExp(
	`^(?:script|iframe|object|embed|link|base|form|input|${FOREIGN_ELEMENT})$`,
	'i',
);

/** Elements and attributes that come from the input: what is left without our tags holds no angle bracket. */
function foreignMarkup(name: string, page: string): string[] {
	const body = page
		.replace(/<style>.*?<\/style>/s, '')
		.replaceAll(/<!doctype html>|<!--.*?-->/gis, '');
	const tags = [...body.matchAll(TAG)];
	const foreign = tags.filter(
		([tag, element = '', attributes = '']) =>
			FORBIDDEN.test(element) ||
			/\son[a-z]+\s*=/i.test(attributes.replaceAll(/"[^"]*"/g, '""')) ||
			/\s(?:href|src)="(?!https:|#|data:image\/|mailto:)/i.test(tag),
	);
	const rest = body.replaceAll(TAG, '');
	const bracket = rest.indexOf('<');
	const place = rest.slice(Math.max(0, bracket - 60), bracket + 60);
	return [
		...foreign.map(([tag]) => `${name} has ${tag}`),
		...(bracket === -1 ? [] : [`${name} has a bracket of its own: ${place}`]),
	];
}

/** Cells that a spreadsheet runs. */
const formulas = (name: string, table: string): string[] =>
	[...table.matchAll(/(?:^|,|\r\n)"?[=@\t].{0,30}/g)].map(
		([cell]) => `${name} has the formula ${cell}`,
	);

/** Values that n8n cannot store as they are. */
function unfit(value: unknown, path = 'json'): string[] {
	if (value === undefined || (typeof value === 'number' && !Number.isFinite(value))) return [path];
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([name, inner]) => unfit(inner, `${path}.${name}`));
}
