import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { refuse } from '../../core/form/refusal';
import { someOf } from '../../core/form/oneOf';
import { triggerOptions } from '../../core/polling/triggerForm';
import type { Filters } from '../safetyEvent/filters';
import { filterField } from '../safetyEvent/filters';
import { behaviorOptions } from '../safetyEvent/labels';
import { include, simpleSafetyEvent } from '../safetyEvent/safetyEvent';

/** What the trigger can be set to. Workflows store the values. */
const EVENTS = ['safetyEventCreated', 'safetyEventUpdated'] as const;

export type SamsaraEvent = (typeof EVENTS)[number];

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

const filters = filterField(
	behaviorOptions,
	'A new event counts by how it is when it is first seen',
);

const options = triggerOptions({
	defaultLookback: 60,
	lookback:
		'before the newest known event are remembered, for events that show up late and for a place in the stream that Samsara has forgotten',
	emitExisting: 'hand over what happened within the lookback',
});

export const triggerProperties: INodeProperties[] = [
	triggerOn,
	filters.property,
	include.property,
	options.field,
];

const chosenEvents = someOf(EVENTS).superRefine((chosen, context) => {
	if (chosen.length === 0) refuse(context, 'is empty', 'Choose at least one event.');
});

/** The input of the form, checked when the workflow is switched on and at every poll. */
export const triggerInput = z.object({
	triggerOn: chosenEvents,
	filters: filters.schema,
	include: include.schema,
	options: options.input,
});

/** The form with its child tags found. */
export type TriggerForm = Omit<z.output<typeof triggerInput>, 'filters'> & { filters: Filters };

/** One item of the trigger with the default settings. */
export const triggerOutput = z.object({
	event: z.enum(EVENTS),
	safetyEvent: simpleSafetyEvent.output,
});
