import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { flag, number, optional } from '../../shared/input/fields';
import { refuse } from '../../shared/input/refuse';
import { setOfTexts } from '../../shared/input/listOfTexts';
import { filters, filtersInput } from '../actions/safetyEvent/filters';
import { include, includeInput } from '../actions/safetyEvent/include';
import { EVENTS } from './events';

/** Minutes. */
const DEFAULT_LOOKBACK = 60;
const LONGEST_LOOKBACK = 24 * 60;
const DEFAULT_MAX_ITEMS = 500;
const LARGEST_MAX_ITEMS = 5_000;

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

const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		{
			displayName: 'Emit Existing On First Run',
			name: 'emitExisting',
			type: 'boolean',
			default: false,
			description:
				'Whether to hand over what happened within the lookback when the workflow is switched on for the first time',
		},
		{
			displayName: 'Lookback',
			name: 'lookback',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: LONGEST_LOOKBACK },
			default: DEFAULT_LOOKBACK,
			description:
				'How many minutes before the newest known event are remembered, for events that show up late and for a place in the stream that Samsara has forgotten',
		},
		{
			displayName: 'Max Items Per Poll',
			name: 'maxItems',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: LARGEST_MAX_ITEMS },
			default: DEFAULT_MAX_ITEMS,
			description:
				'How many items one poll hands over at most. The oldest come first, the rest follows.',
		},
		{
			displayName: 'Simplify',
			name: 'simplify',
			type: 'boolean',
			default: true,
			description: 'Whether to return a simplified version of the response instead of the raw data',
		},
	],
};

export const watchProperties: INodeProperties[] = [triggerOn, filters, include, options];

const chosenEvents = setOfTexts.transform((chosen, context) => {
	const stranger = chosen.find((one) => !EVENTS.some((event) => event === one));
	if (stranger !== undefined) {
		const what = `is "${stranger}", which is not known`;
		refuse(context, what, `Use one of: ${EVENTS.join(', ')}.`);
	}
	if (chosen.length === 0) refuse(context, 'is empty', 'Choose at least one event.');
	return EVENTS.filter((event) => chosen.includes(event));
});

/** The form, checked when the workflow is switched on and at every poll. */
export const watchInput = z.object({
	triggerOn: chosenEvents,
	filters: filtersInput,
	include: includeInput,
	options: z.preprocess(
		(value) => value ?? {},
		z
			.object({
				emitExisting: flag,
				lookback: optional(number({ min: 0, max: LONGEST_LOOKBACK })),
				maxItems: optional(number({ min: 1, max: LARGEST_MAX_ITEMS, whole: true })),
				simplify: optional(flag),
			})
			.transform(({ lookback, maxItems, simplify, emitExisting }) => ({
				emitExisting,
				simplify: simplify ?? true,
				lookbackMs: (lookback ?? DEFAULT_LOOKBACK) * 60_000,
				maxItems: maxItems ?? DEFAULT_MAX_ITEMS,
			})),
	),
});

export type WatchForm = z.output<typeof watchInput>;
