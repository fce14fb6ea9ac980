import type { IDataObject, IHookFunctions, INodeProperties, IWebhookFunctions } from 'n8n-workflow';
import { z } from 'zod';

import { setOfIds } from '../../core/form/lists';
import { someOf } from '../../core/form/oneOf';
import { parseInput } from '../../core/form/parseInput';
import { refuse } from '../../core/form/refusal';
import { refuseMappedEmpty } from '../../core/run/mappedEmpty';

const EVENTS = ['workflow.succeeded', 'workflow.failed'] as const;

/** The fields that choose which webhooks start the workflow. */
export const triggerProperties: INodeProperties[] = [
	{
		displayName: 'Trigger On',
		name: 'triggerOn',
		type: 'multiOptions',
		options: [
			{
				name: 'Workflow Failed',
				value: 'workflow.failed',
				description: 'An object could not be reviewed',
			},
			{
				name: 'Workflow Succeeded',
				value: 'workflow.succeeded',
				description: 'An object was reviewed, and the result is in the webhook',
			},
		],
		default: ['workflow.succeeded', 'workflow.failed'],
		required: true,
	},
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
				description: 'Only objects of these namespaces, separated by commas or lines',
			},
		],
	},
];

const form = z.object({
	triggerOn: someOf(EVENTS).superRefine((chosen, context) => {
		if (chosen.length === 0) refuse(context, 'is empty', 'Choose at least one event.');
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
