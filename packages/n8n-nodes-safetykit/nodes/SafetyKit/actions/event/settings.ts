import type { z } from 'zod';

import { flag, jsonObject, number, optional } from '../../../shared/input/fields';
import { refuse } from '../../../shared/input/refuse';
import { isJsonRecord } from '../../../shared/json';
import type { Delivery } from '../../api/client';
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
import type { Batching } from './sendInBatches';

/** How an event is to be read and sent. */
export interface EventSettings {
	inputMode: InputMode;
	delivery: Delivery;
	personalData: (typeof PERSONAL_DATA)[number];
	extraFields: Record<string, unknown>;
	batching: Batching;
}

const DELIVERIES = ['stored', 'queued'] as const;

const batchSize = optional(number({ min: 1, max: LARGEST_BATCH_SIZE, whole: true }));
const batchKilobytes = optional(number({ min: 1, max: LARGEST_BATCH_KILOBYTES }));
const batches = optional(number({ min: 1, max: MOST_PARALLEL_BATCHES, whole: true }));
const fields = optional(jsonObject);

/**
 * Reads the settings of one item. What is not set is not parsed: of ten thousand items nearly all have nothing here, and
 * a schema over all settings would take longer than everything else that is done with an event.
 */
export function readSettings(
	raw: Readonly<Record<string, unknown>>,
	context: z.RefinementCtx,
): EventSettings {
	const options = isJsonRecord(raw.options) ? raw.options : {};
	const read = <Schema extends z.ZodTypeAny>(name: string, schema: Schema) => {
		if (options[name] === undefined) return undefined;
		const parsed = schema.safeParse(options[name]);
		if (parsed.success) return parsed.data as z.output<Schema>;
		for (const issue of parsed.error.issues) {
			context.addIssue({ ...issue, path: ['options', name] });
		}
		return undefined;
	};
	const oneOf = oneOfWith(context);
	const kilobytes = read('maxBatchKilobytes', batchKilobytes) ?? DEFAULT_BATCH_KILOBYTES;
	return {
		inputMode: oneOf(INPUT_MODES, raw.inputMode, ['inputMode']),
		delivery: oneOf(DELIVERIES, raw.delivery, ['delivery']),
		personalData: oneOf(PERSONAL_DATA, options.personalDataInMetadata, [
			'options',
			'personalDataInMetadata',
		]),
		extraFields: read('extraFields', fields) ?? {},
		batching: {
			maxCount: read('maxBatchSize', batchSize) ?? DEFAULT_BATCH_SIZE,
			maxBytes: Math.floor(kilobytes * BYTES_PER_KILOBYTE),
			parallel: read('parallelBatches', batches) ?? 1,
			isolateRefused: read('isolateRefused', flag) ?? true,
		},
	};
}

/** One of a few words; left empty, the first. */
function oneOfWith(context: z.RefinementCtx) {
	return <Word extends string>(
		words: readonly [Word, ...Word[]],
		value: unknown,
		path: string[],
	): Word => {
		const found = words.find((word) => word === (value ?? words[0]));
		if (found !== undefined) return found;
		const what = `is "${String(value)}", which is not known`;
		refuse(context, what, `Use one of: ${words.join(', ')}.`, path);
		return words[0];
	};
}
