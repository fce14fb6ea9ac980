import { z } from 'zod';

import { merged } from '../../../shared/input/merged';
import { refuse } from '../../../shared/input/refuse';
import { isJsonRecord } from '../../../shared/json';
import type { Suspicion } from '../../api/event/personalData';
import { personalDataIn } from '../../api/event/personalData';
import { readEvent } from './eventInput';
import { parameterOf } from './fromFields';
import type { InputMode } from './mode';
import { readSettings } from './settings';

/** One event and how it is to be sent. */
export const eventInput = z.unknown().transform((given, context) => {
	const raw = isJsonRecord(given) ? given : {};
	const settings = readSettings(raw, context);
	const read = readEvent(raw, settings.inputMode, context);
	if (read === undefined) return z.NEVER;
	const { delivery, batching, inputMode, personalData, extraFields } = settings;
	const suspicions = personalData === 'ignore' ? [] : personalDataIn(read.event.metadata);
	if (personalData === 'block') refuseAll(suspicions, inputMode, context);
	const remarks = { ...read.remarks, personalData: personalData === 'warn' ? suspicions : [] };
	return { event: merged(read.event, extraFields), remarks, delivery, batching };
});

function refuseAll(
	suspicions: readonly Suspicion[],
	mode: InputMode,
	context: z.RefinementCtx,
): void {
	const path = mode === 'fields' ? parameterOf('metadata') : mode === 'json' ? ['eventJson'] : [];
	const before = mode === 'fields' ? '→' : mode === 'json' ? '→ metadata →' : 'item → metadata →';
	for (const { name, looksLike } of suspicions) {
		refuse(
			context,
			`${before} ${name} looks like ${looksLike}`,
			'Send identifiers in resources_used and text in content, or set Personal Data in Metadata to Warn or Ignore.',
			path,
		);
	}
}
