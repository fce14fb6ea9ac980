import { z } from 'zod';

import { merged } from '../../../shared/input/merged';
import { refuse } from '../../../shared/input/refuse';
import { isJsonRecord } from '../../../shared/places/position';
import type { ReadEvent } from './eventInput';
import { readEvent } from './eventInput';
import { parameterOf } from './fromFields';
import type { InputMode } from './mode';
import type { PERSONAL_DATA } from './options';
import { readSettings } from './settings';

/** One event and how it is to be sent. */
export const eventInput = z.unknown().transform((given, context) => {
	const raw = isJsonRecord(given) ? given : {};
	const settings = readSettings(raw, context);
	const read = readEvent(raw, settings.inputMode, context);
	if (read === undefined) return z.NEVER;
	const { delivery, batching, inputMode, personalData, extraFields } = settings;
	guardPersonalData(read, inputMode, personalData, context);
	const { remarks } = read;
	return { event: merged(read.event, extraFields), remarks, delivery, batching };
});

function guardPersonalData(
	{ remarks }: ReadEvent,
	mode: InputMode,
	guard: (typeof PERSONAL_DATA)[number],
	context: z.RefinementCtx,
): void {
	if (guard === 'block') {
		const path = mode === 'fields' ? parameterOf('metadata') : mode === 'json' ? ['eventJson'] : [];
		const before = mode === 'fields' ? '→' : mode === 'json' ? '→ metadata →' : 'item → metadata →';
		for (const { name, looksLike } of remarks.personalData) {
			refuse(
				context,
				`${before} ${name} looks like ${looksLike}`,
				'Send identifiers in resources_used and text in content, or set Personal Data in Metadata to Warn or Ignore.',
				path,
			);
		}
	}
	if (guard !== 'warn') remarks.personalData = [];
}
