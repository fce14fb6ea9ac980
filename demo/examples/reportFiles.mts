import type { Expectation } from './checks.mts';
import type { ExecutionResult } from './execution.mts';

/** A file of the Safety Report node as text; '' where there is none. */
export const fileOf = ({ nodes }: ExecutionResult, name: 'page' | 'records' | 'table'): string =>
	nodes
		.find(({ node }) => node === 'Safety Report')
		?.files?.find(({ field }) => field === name)
		?.content.toString('utf8') ?? '';

/** SMTP ends a line in its own way, and a mail with an empty one. */
export const inLines = (html: string): string[] => html.trim().split(/\r?\n/);

/** @param texts what the node made, the page first */
export const selfContained = (texts: readonly string[]): Expectation[] => [
	{
		text: 'the page needs nothing from anywhere and runs no script',
		met:
			/^<!doctype html>/i.test(texts[0] ?? '') &&
			!/<script|<link|@import|url\(|<[^>]*\s(src|on\w+)=/i.test(texts[0] ?? ''),
	},
	{
		text: 'every value in what is sent is text or a number',
		met: !texts.some((text) => /undefined|\bNaN\b|\[object/.test(text)),
	},
];
