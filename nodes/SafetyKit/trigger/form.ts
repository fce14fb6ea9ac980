import type { IDataObject, IHookFunctions, INodeProperties, IWebhookFunctions } from 'n8n-workflow';
import { z } from 'zod';

import { setOfIds } from '../../core/form/lists';
import { choicesOf, someOf } from '../../core/form/oneOf';
import { parseInput } from '../../core/form/parseInput';
import { refuse } from '../../core/form/refusal';
import { refuseMappedEmpty } from '../../core/run/mappedEmpty';

/** Workflows store the values, which are SafetyKit's own. */
const triggerOn: INodeProperties = {
	displayName: 'Trigger On',
	name: 'triggerOn',
	type: 'multiOptions',
	options: [
		{
			name: 'Review Completed',
			value: 'workflow.succeeded',
			description: 'SafetyKit reviewed an object. The webhook carries the result.',
		},
		{
			name: 'Review Failed',
			value: 'workflow.failed',
			description: 'SafetyKit could not review an object',
		},
	],
	default: ['workflow.succeeded', 'workflow.failed'],
	required: true,
	description:
		'The results that start the workflow. An expression gives labels or values: workflow.succeeded, workflow.failed.',
};

/** The fields that choose which webhooks start the workflow. */
export const triggerProperties: INodeProperties[] = [
	triggerOn,
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add filter',
		default: {},
		options: [
			{
				displayName: 'Namespaces',
				name: 'namespaces',
				type: 'string',
				default: '',
				placeholder: 'e.g. listings, profiles',
				description: 'Only objects of these namespaces, separated by commas or line breaks',
			},
		],
	},
];

const form = z.object({
	triggerOn: someOf(choicesOf(triggerOn)).superRefine((chosen, context) => {
		if (chosen.length === 0)
			refuse(context, 'is empty', 'Choose Review Completed, Review Failed, or both.');
	}),
	filters: z.object({ namespaces: setOfIds }).default({}),
});

/**
 * Makes the filter that decides whether a webhook starts the workflow. Throws InvalidInput for a mapped setting that is
 * empty: it would silently let everything through, or nothing.
 */
export function webhookFilter(
	context: IHookFunctions | IWebhookFunctions,
): (webhook: IDataObject) => boolean {
	const values = {
		triggerOn: context.getNodeParameter('triggerOn'),
		filters: context.getNodeParameter('filters', {}),
	};
	const guarded = { properties: triggerProperties, neverMappedEmpty: ['filters'] };
	refuseMappedEmpty(context.getNode(), guarded, values);
	const { triggerOn, filters } = parseInput(form, values, triggerProperties);
	const { namespaces } = filters;
	return ({ type, namespace }) =>
		triggerOn.some((one) => one === type) &&
		(namespaces.length === 0 || namespaces.some((one) => one === namespace));
}
