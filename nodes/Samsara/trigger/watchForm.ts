import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { refuse } from '../../core/form/refuse';
import { someOf } from '../../core/form/oneOf';
import { watchOptions } from '../../core/polling/watchOptions';
import { filtersInput } from '../safetyEvent/filters';
import { include, includeInput } from '../safetyEvent/include';
import { EVENTS } from './events';
import { watchFilters } from './filters';

const triggerOn: INodeProperties = {
	displayName: 'Trigger On',
	name: 'triggerOn',
	type: 'multiOptions',
	required: true,
	default: ['safetyEventCreated'],
	options: [
		{ name: 'Safety Event Created', value: 'safetyEventCreated' },
		{
			name: 'Safety Event Updated',
			value: 'safetyEventUpdated',
			description:
				'Its state, labels, coach or media changed. Changes between two polls come as one.',
		},
	],
};

const options = watchOptions({
	defaultLookback: 60,
	lookback:
		'before the newest known event are remembered, for events that show up late and for a place in the stream that Samsara has forgotten',
	emitExisting: 'hand over what happened within the lookback',
});

export const watchProperties: INodeProperties[] = [triggerOn, watchFilters, include, options.field];

const chosenEvents = someOf(EVENTS).superRefine((chosen, context) => {
	if (chosen.length === 0) refuse(context, 'is empty', 'Choose at least one event.');
});

/** The form, checked when the workflow is switched on and at every poll. */
export const watchInput = z.object({
	triggerOn: chosenEvents,
	filters: filtersInput,
	include: includeInput,
	options: options.input,
});

export type WatchForm = z.output<typeof watchInput>;
