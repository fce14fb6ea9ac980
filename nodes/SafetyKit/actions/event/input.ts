import { z } from 'zod';

import { isJsonRecord } from '../../../shared/json';
import { OWN_OPTIONS } from '../../../shared/operation/operation';
import { personalDataIn } from '../../api/event/personalData';
import { readEvent } from './eventInput';
import { DELIVERIES, INPUT_MODES } from './mode';
import type { EventOptions } from './settings';
import { oneOf } from './settings';

/** One event and how it is to be sent. */
export const eventInput = z.unknown().transform((given, context) => {
	const raw = isJsonRecord(given) ? given : {};
	// The runner has made them with eventOptions.
	const { personalData, extraFields, batching } = raw[OWN_OPTIONS] as EventOptions;
	const mode = oneOf(INPUT_MODES, raw.inputMode, context, ['inputMode']);
	const delivery = oneOf(DELIVERIES, raw.delivery, context, ['delivery']);
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
