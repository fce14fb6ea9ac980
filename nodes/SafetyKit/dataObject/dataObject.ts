import { z } from 'zod';

import { field } from '../../core/form/field';
import { identifier } from '../../core/form/schemas';

export const namespace = field(
	{
		displayName: 'Namespace',
		name: 'namespace',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. listings',
		description: 'The kind of object, by its name at SafetyKit',
	},
	identifier,
	{ isId: true },
);

/** The result of a review. */
export const workflowOutput = z
	.object({
		actions: z.array(z.unknown()).nullish(),
		labels: z
			.array(
				z
					.object({
						label: z.string(),
						explanation: z.string().nullish(),
						confidence: z.string().nullish(),
					})
					.passthrough(),
			)
			.nullish(),
		fields: z.record(z.unknown()).nullish(),
	})
	.passthrough();
