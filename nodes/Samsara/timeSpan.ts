import type { z } from 'zod';

import { systemClock } from '../core/clock';
import type { Field } from '../core/form/field';
import { field } from '../core/form/field';
import { instant, refuseReversed } from '../core/form/instant';
import { choicesOf, oneOf } from '../core/form/oneOf';
import { refuse } from '../core/form/refusal';
import { optional } from '../core/form/schemas';

const HOUR_MS = 60 * 60 * 1_000;

/** How far back a time span reaches, by the value of the dropdown. */
const REACH_MS = {
	last24Hours: 24 * HOUR_MS,
	last7Days: 7 * 24 * HOUR_MS,
	last30Days: 30 * 24 * HOUR_MS,
};

const DEFAULT_SPAN = 'last7Days';

export type SpanChoice = keyof typeof REACH_MS | 'custom';

const choice = {
	displayName: 'Time Span',
	name: 'timeSpan' as const,
	type: 'options' as const,
	options: [
		{ name: 'Last 24 Hours', value: 'last24Hours' },
		{ name: 'Last 7 Days', value: 'last7Days' },
		{ name: 'Last 30 Days', value: 'last30Days' },
		{ name: 'Custom', value: 'custom', description: 'From Start to End' },
	],
	default: DEFAULT_SPAN,
	description: 'Counted back from the moment at which the node runs',
};

export const timeSpan: Field<'timeSpan', SpanChoice> = field(
	choice,
	optional(oneOf(choicesOf(choice))).transform((chosen) => (chosen ?? DEFAULT_SPAN) as SpanChoice),
);

const forCustom = { show: { timeSpan: ['custom'] } };

export const startTime = field(
	{
		displayName: 'Start',
		name: 'startTime',
		type: 'dateTime',
		displayOptions: forCustom,
		default: '',
		required: true,
		description: 'The beginning of the time span',
	},
	optional(instant),
);

export const endTimeProperty = {
	displayName: 'End',
	name: 'endTime',
	type: 'dateTime',
	displayOptions: forCustom,
	default: '',
	description: 'The end of the time span. If empty, it is now.',
} as const;

export interface SpanForm {
	timeSpan: SpanChoice;
	startTime?: string | undefined;
	endTime?: string | undefined;
}

/** Refuses a custom span without a start, one that ends before it begins, and one that begins in the future. */
export function refuseImpossibleSpan(context: z.RefinementCtx, form: SpanForm): void {
	if (form.timeSpan !== 'custom') return;
	const { startTime: from, endTime: to } = form;
	if (from === undefined) {
		const howToGoOn = 'Enter the beginning of the time span, or choose another Time Span.';
		return refuse(context, 'is empty', howToGoOn, ['startTime']);
	}
	refuseReversed(context, from, to, ['endTime']);
	if (Date.parse(from) > systemClock.now()) {
		const howToGoOn = 'Choose a time in the past.';
		refuse(context, 'is in the future, so the time span has no events', howToGoOn, ['startTime']);
	}
}

/**
 * The time span of a form in ISO 8601. Without an end it reaches until now.
 *
 * @param now epoch milliseconds
 */
export function spanOf(
	{ timeSpan: chosen, startTime: from = '', endTime: to }: SpanForm,
	now: number,
): { startTime: string; endTime: string | undefined } {
	return chosen === 'custom'
		? { startTime: from, endTime: to }
		: { startTime: new Date(now - REACH_MS[chosen]).toISOString(), endTime: undefined };
}
