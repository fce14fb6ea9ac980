import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { choicesOf, someOf } from '../../core/form/oneOf';
import { refuse } from '../../core/form/refusal';
import { flag, number, optional } from '../../core/form/schemas';
import { filters, filtersInput } from '../trigger/form';

const DEFAULT_READS = 60;
const MOST_READS = 1_000;

/** Workflows store the values, which are those of the Sety Trigger. */
const triggerOn: INodeProperties = {
	displayName: 'Trigger On',
	name: 'triggerOn',
	type: 'multiOptions',
	required: true,
	default: ['incidentCreated', 'incidentStatusChanged'],
	description: 'The events that start the workflow: incidentCreated, incidentStatusChanged',
	options: [
		{
			name: 'Incident Created',
			value: 'incidentCreated',
			description: 'An incident is new at Sety',
		},
		{
			name: 'Incident Status Changed',
			value: 'incidentStatusChanged',
			description: 'The status of an incident changed, as the trigger reads it',
		},
	],
};

export const doorbellProperties: INodeProperties[] = [
	triggerOn,
	filters,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Reads Per Minute',
				name: 'readsPerMinute',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: MOST_READS },
				default: DEFAULT_READS,
				description:
					'The most incidents that the trigger reads in a minute. Further ones wait, each once, for the first delivery after that minute.',
			},
			{
				displayName: 'Simplify',
				name: 'simplify',
				type: 'boolean',
				default: true,
				description:
					'Whether to return a simplified version of the response instead of the raw data',
			},
		],
	},
];

const options = z
	.object({
		readsPerMinute: optional(number({ min: 1, max: MOST_READS, whole: true })),
		simplify: optional(flag),
	})
	.transform(({ readsPerMinute = DEFAULT_READS, simplify = true }) => ({
		readsPerMinute,
		simplify,
	}));

/** The input of the form, checked when the workflow is switched on and for every delivery. */
export const doorbellInput = z.object({
	triggerOn: someOf(choicesOf(triggerOn)).transform((chosen, context): Set<string> => {
		if (chosen.length === 0) refuse(context, 'is empty', 'Choose at least one event.');
		return new Set(chosen);
	}),
	filters: filtersInput,
	options: z.preprocess((value) => value ?? {}, options),
});

export type DoorbellForm = z.output<typeof doorbellInput>;
