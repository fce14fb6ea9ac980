import { z } from 'zod';

import { flag, jsonRecord, number, optional } from '../../core/form/schemas';
import { oneOf } from '../../core/form/oneOf';
import type { Batching } from './batchSending';
import {
	BYTES_PER_KILOBYTE,
	DEFAULT_BATCH_KILOBYTES,
	DEFAULT_BATCH_SIZE,
	LARGEST_BATCH_KILOBYTES,
	LARGEST_BATCH_SIZE,
	MOST_PARALLEL_BATCHES,
	PERSONAL_DATA,
} from './options';

/** The options of Send and Send Batch: how an event is to be read, and how batches are to be sent. */
export const eventOptions = z
	.object({
		extraFields: optional(jsonRecord),
		personalDataInMetadata: optional(oneOf(PERSONAL_DATA)),
		isolateRefused: optional(flag),
		maxBatchSize: optional(number({ min: 1, max: LARGEST_BATCH_SIZE, whole: true })),
		maxBatchKilobytes: optional(number({ min: 1, max: LARGEST_BATCH_KILOBYTES })),
		parallelBatches: optional(number({ min: 1, max: MOST_PARALLEL_BATCHES, whole: true })),
	})
	.transform((options) => {
		const kilobytes = options.maxBatchKilobytes ?? DEFAULT_BATCH_KILOBYTES;
		const batching: Batching = {
			maxCount: options.maxBatchSize ?? DEFAULT_BATCH_SIZE,
			maxBytes: Math.floor(kilobytes * BYTES_PER_KILOBYTE),
			parallel: options.parallelBatches ?? 1,
			isolateRefused: options.isolateRefused ?? true,
		};
		const { personalDataInMetadata: personalData = 'warn', extraFields = {} } = options;
		return { personalData, extraFields, batching };
	});

export type EventOptions = z.output<typeof eventOptions>;
