import type { z } from 'zod';

import { systemClock } from '../core/clock';
import { field } from '../core/form/field';
import { instant, refuseReversed } from '../core/form/instant';
import { outputFormats } from '../core/form/output';
import { refuse } from '../core/form/refusal';

export const startTime = field(
	{
		displayName: 'Start',
		name: 'startTime',
		type: 'dateTime',
		default: '',
		required: true,
		description: 'The beginning of the time span',
	},
	instant,
);

export const endTimeProperty = {
	displayName: 'End',
	name: 'endTime',
	type: 'dateTime',
	default: '',
	description: 'The end of the time span. Left empty, it reaches until now.',
} as const;

/** Refuses a span that ends before it begins, and one that begins in the future. */
export function refuseImpossibleSpan(
	context: z.RefinementCtx,
	{ startTime: from, endTime: to }: { startTime: string; endTime?: string | undefined },
): void {
	refuseReversed(context, from, to, ['endTime']);
	if (Date.parse(from) > systemClock.now()) {
		refuse(
			context,
			'is in the future, where nothing has happened yet',
			'Choose a time that has passed.',
			['startTime'],
		);
	}
}

export const { outputFormat, outputFormatWithPlaces } = outputFormats('Samsara');
