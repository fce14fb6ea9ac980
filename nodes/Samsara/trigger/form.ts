import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { refuse } from '../../core/form/refusal';
import { someOf } from '../../core/form/oneOf';
import { eventOutput, triggerOptions } from '../../core/polling/triggerForm';
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
				'Its state, labels, coach or media changed. Several changes between two polls count as one.',
		},
	],
};

const filters = filterField(behaviorOptions, 'For a new event, its values at the first poll count');

const options = triggerOptions({
	defaultLookback: 60,
	lookback:
		'before the newest known event the trigger keeps in mind, for events that arrive late and for an expired cursor',
	emitExisting: 'emit the events of the lookback',
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
	...eventOutput,
});
