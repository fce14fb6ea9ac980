import { z } from 'zod';

import { flag, jsonObject, number, optional } from '../../../shared/input/fields';
import { refuse } from '../../../shared/input/refuse';
import { readEvent } from './eventInput';
import type { ReadEvent } from './eventInput';
import { parameterOf } from './fromFields';
import type { InputMode } from './mode';
import { INPUT_MODES } from './mode';
import {
	BYTES_PER_KILOBYTE,
	DEFAULT_BATCH_KILOBYTES,
	DEFAULT_BATCH_SIZE,
	LARGEST_BATCH_KILOBYTES,
	LARGEST_BATCH_SIZE,
	MOST_PARALLEL_BATCHES,
	PERSONAL_DATA,
} from './options';

const DELIVERIES = ['stored', 'queued'] as const;

/** One of a few words; left empty, the first. */
function oneOf<Word extends string>(words: readonly [Word, ...Word[]]) {
	return z.unknown().transform((value, context): Word => {
		const found = words.find((word) => word === (value ?? words[0]));
		if (found !== undefined) return found;
		refuse(
			context,
			`is "${String(value)}", which is not known`,
			`Use one of: ${words.join(', ')}.`,
		);
		return z.NEVER;
	});
}

const common = z.object({
	inputMode: oneOf(INPUT_MODES),
	delivery: oneOf(DELIVERIES),
	options: z
		.object({
			personalDataInMetadata: oneOf(PERSONAL_DATA),
			extraFields: optional(jsonObject),
			isolateRefused: z
				.unknown()
				.transform((value) => value ?? true)
				.pipe(flag),
			maxBatchSize: optional(number({ min: 1, max: LARGEST_BATCH_SIZE, whole: true })),
			maxBatchKilobytes: optional(number({ min: 1, max: LARGEST_BATCH_KILOBYTES })),
			parallelBatches: optional(number({ min: 1, max: MOST_PARALLEL_BATCHES, whole: true })),
		})
		.default({}),
});

/** One event and how it is to be sent. */
export const eventInput = z.record(z.unknown()).transform((raw, context) => {
	const parsed = common.safeParse(raw);
	if (!parsed.success) {
		for (const issue of parsed.error.issues) context.addIssue(issue);
		return z.NEVER;
	}
	const { inputMode, delivery, options } = parsed.data;
	const read = readEvent(raw, inputMode, context);
	if (read === undefined) return z.NEVER;
	guardPersonalData(read, inputMode, options.personalDataInMetadata, context);
	return {
		event: { ...read.event, ...options.extraFields },
		remarks: read.remarks,
		delivery,
		batching: {
			maxCount: options.maxBatchSize ?? DEFAULT_BATCH_SIZE,
			maxBytes: Math.floor(
				(options.maxBatchKilobytes ?? DEFAULT_BATCH_KILOBYTES) * BYTES_PER_KILOBYTE,
			),
			parallel: options.parallelBatches ?? 1,
			isolateRefused: options.isolateRefused,
		},
	};
});

export type EventInput = z.output<typeof eventInput>;

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
