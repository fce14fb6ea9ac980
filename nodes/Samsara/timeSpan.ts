import type { INodeProperties } from 'n8n-workflow';
import type { z } from 'zod';

import { systemClock } from '../core/clock';
import { refuseReversed } from '../core/form/instant';
import { refuse } from '../core/form/refusal';

export const startTime: INodeProperties = {
	displayName: 'Start',
	name: 'startTime',
	type: 'dateTime',
	default: '',
	required: true,
	description: 'The beginning of the time span',
};

export const endTime: INodeProperties = {
	displayName: 'End',
	name: 'endTime',
	type: 'dateTime',
	default: '',
	description: 'The end of the time span. Left empty, it reaches until now.',
};

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
