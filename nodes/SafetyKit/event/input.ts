import { z } from 'zod';

import { cleanText } from '../../core/form/unicode';
import { isBlank } from '../../core/form/schemas';
import { quoteValue, refuse } from '../../core/form/refusal';
import type { JsonRecord } from '../../core/json';
import type { ItemFacts } from '../../core/operation';
import { personalDataIn } from './personalData';
import { readEvent } from './eventInput';
import { DELIVERIES } from './delivery';
import { INPUT_MODES } from './mode';
import type { EventOptions } from './settings';

/** The form as it is: how an event is read depends on the input mode. */
export const eventForm: z.ZodType<JsonRecord, z.ZodTypeDef, unknown> = z.record(z.unknown());

/** Reads one event and how it is sent. */
export function interpretEvent(
	raw: JsonRecord,
	facts: ItemFacts<EventOptions>,
	context: z.RefinementCtx,
) {
	const { personalData, extraFields, batching } = facts.options;
	const mode = wordOf(INPUT_MODES, raw.inputMode, context, 'inputMode');
	const delivery = wordOf(DELIVERIES, raw.delivery, context, 'delivery');
	const read = readEvent(raw, { mode, extraFields }, facts, context);
	if (read === undefined) return z.NEVER;
	const { event, remarks, report } = read;
	const suspicions = personalData === 'ignore' ? [] : personalDataIn(event.metadata);
	if (personalData === 'block') {
		for (const { name, looksLike } of suspicions) {
			report({
				field: 'metadata',
				below: [name],
				what: `looks like ${looksLike}`,
				howToGoOn:
					'Send identifiers in resources_used and text in content, or set Personal Data in Metadata to Warn or Ignore.',
			});
		}
	}
	return { event, remarks: { ...remarks, personalData: suspicions }, delivery, batching };
}

/**
 * What a dropdown is set to; left empty, its first word. No schema: the shared oneOf would take longer for the two of them
 * than the event itself (measured), and there may be thousands.
 */
function wordOf<Word extends string>(
	words: readonly [Word, ...Word[]],
	value: unknown,
	context: z.RefinementCtx,
	parameter: string,
): Word {
	const found = isBlank(value)
		? words[0]
		: words.find((word) => word === (typeof value === 'string' ? cleanText(value) : value));
	if (found !== undefined) return found;
	const what = `is ${quoteValue(value)}, which is not known`;
	refuse(context, what, `Use one of: ${words.join(', ')}.`, [parameter]);
	return words[0];
}
