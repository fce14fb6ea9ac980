import type {
	IHookFunctions,
	INodeProperties,
	IPollFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';
import { z } from 'zod';

import { flag, number, optional } from '../form/schemas';
import { refuseMappedEmpty } from '../run/mappedEmpty';

/** Minutes. */
const LONGEST_LOOKBACK = 24 * 60;
const DEFAULT_MAX_ITEMS = 500;
const LARGEST_MAX_ITEMS = 5_000;

/** What every item of a trigger says of its event. */
export const eventOutput = {
	eventId: z.string().describe('The same for the same change, for Remove Duplicates and keys'),
	eventType: z.string(),
	eventTime: z.string().describe('When it happened, or when the trigger found it'),
};

/** The texts that differ between the triggers. */
export interface TriggerOptionTexts {
	/** Minutes. */
	defaultLookback: number;
	/** What the lookback is for, after "How many minutes". */
	lookback: string;
	/** What the first run emits, after "Whether to". */
	emitExisting: string;
}

/** The options of a trigger that polls: the field, and the schema of its input. */
export function triggerOptions({ defaultLookback, lookback, emitExisting }: TriggerOptionTexts) {
	const field: INodeProperties = {
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
				description: `Whether to ${emitExisting} when the workflow is activated for the first time`,
			},
			{
				displayName: 'Lookback',
				name: 'lookback',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: LONGEST_LOOKBACK },
				default: defaultLookback,
				description: `How many minutes ${lookback}`,
			},
			{
				displayName: 'Max Items Per Poll',
				name: 'maxItems',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: LARGEST_MAX_ITEMS },
				default: DEFAULT_MAX_ITEMS,
				description:
					'The most items that one poll emits. The oldest come first, the others follow in the next polls.',
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
	};
	const chosen = z
		.object({
			emitExisting: flag,
			lookback: optional(number({ min: 0, max: LONGEST_LOOKBACK })),
			maxItems: optional(number({ min: 1, max: LARGEST_MAX_ITEMS, whole: true })),
			simplify: optional(flag),
		})
		.transform((options) => ({
			emitExisting: options.emitExisting,
			simplify: options.simplify ?? true,
			lookbackMs: (options.lookback ?? defaultLookback) * 60_000,
			maxItems: options.maxItems ?? DEFAULT_MAX_ITEMS,
		}));
	return { field, input: z.preprocess((value) => value ?? {}, chosen) };
}

/**
 * The input of a trigger's form, by name, not checked yet. Throws InvalidInput for a mapped filter that is empty: the
 * trigger would emit what concerns everybody.
 */
export function readTriggerForm(
	context: IHookFunctions | IPollFunctions | IWebhookFunctions,
	properties: INodeProperties[],
): Record<string, unknown> {
	const values = Object.fromEntries(
		properties.map(({ name }): [string, unknown] => [
			name,
			context.getNodeParameter(name, undefined),
		]),
	);
	const guarded = { properties, neverMappedEmpty: ['filters'] };
	refuseMappedEmpty(context.getNode(), guarded, values);
	return values;
}
