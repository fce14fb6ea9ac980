import { z } from 'zod';

import { cleaned } from '../../core/form/cleaned';
import { isBlank } from '../../core/form/fields';
import { quoted } from '../../core/form/quoted';
import { refuse } from '../../core/form/refuse';
import { isJsonRecord } from '../../core/json';
import { OWN_OPTIONS } from '../../core/operation';
import { personalDataIn } from './personalData';
import { readEvent } from './eventInput';
import { DELIVERIES, INPUT_MODES } from './mode';
import type { EventOptions } from './settings';

/** One event and how it is to be sent. */
export const eventInput = z.unknown().transform((given, context) => {
	const raw = isJsonRecord(given) ? given : {};
	// The runner has made them with eventOptions.
	const { personalData, extraFields, batching } = raw[OWN_OPTIONS] as EventOptions;
	const mode = wordOf(INPUT_MODES, raw.inputMode, context, 'inputMode');
	const delivery = wordOf(DELIVERIES, raw.delivery, context, 'delivery');
	const read = readEvent(raw, { mode, extraFields }, context);
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
});

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
		: words.find((word) => word === (typeof value === 'string' ? cleaned(value) : value));
	if (found !== undefined) return found;
	const what = `is ${quoted(value)}, which is not known`;
	refuse(context, what, `Use one of: ${words.join(', ')}.`, [parameter]);
	return words[0];
}
