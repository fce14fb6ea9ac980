import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { flag, jsonRecord, number, optional } from '../../core/form/schemas';
import { oneOf } from '../../core/form/oneOf';

const PERSONAL_DATA = ['warn', 'block', 'ignore'] as const;

export const personalDataInMetadata: INodeProperties = {
	displayName: 'Personal Data in Metadata',
	name: 'personalDataInMetadata',
	type: 'options',
	options: [
		{ name: 'Block', value: 'block', description: 'Refuse the event and send nothing' },
		{ name: 'Ignore', value: 'ignore', description: 'Send the event without a check' },
		{ name: 'Warn', value: 'warn', description: 'Send the event and show a hint' },
	],
	default: 'warn',
	description:
		'What the node does if metadata looks like an e-mail address, phone number, URL or card number. Such values belong in Resources Used or Content.',
};

/** No maximum is documented for a batch, neither of events nor of bytes. */
const DEFAULT_BATCH_SIZE = 250;
const LARGEST_BATCH_SIZE = 1000;
const DEFAULT_BATCH_KILOBYTES = 512;
const LARGEST_BATCH_KILOBYTES = 10_240;
const MOST_PARALLEL_BATCHES = 10;
const BYTES_PER_KILOBYTE = 1024;

export const batchOptions: INodeProperties[] = [
	{
		displayName: 'Isolate Refused Events',
		name: 'isolateRefused',
		type: 'boolean',
		default: true,
		description:
			'Whether to send the other events of a batch that SafetyKit refuses. The node finds the bad ones by the answer, or by halving the batch.',
	},
	{
		displayName: "Keep Each User's Order",
		name: 'keepUserOrder',
		type: 'boolean',
		default: false,
		description:
			'Whether the events of one user arrive in their order although batches are parallel. The order between a user and the one whom that user contacts is not kept.',
	},
	{
		displayName: 'Max Events Per Batch',
		name: 'maxBatchSize',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: LARGEST_BATCH_SIZE },
		default: DEFAULT_BATCH_SIZE,
		description: 'The most events in one request. SafetyKit documents no maximum.',
	},
	{
		displayName: 'Max Batch Size (KB)',
		name: 'maxBatchKilobytes',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: LARGEST_BATCH_KILOBYTES },
		default: DEFAULT_BATCH_KILOBYTES,
		description:
			'The most kilobytes (of 1,024 bytes) in one request. SafetyKit documents no maximum.',
	},
	{
		displayName: 'Parallel Batches',
		name: 'parallelBatches',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: MOST_PARALLEL_BATCHES },
		default: 1,
		description:
			"The most batches that the node sends at the same time. Above 1, batches may arrive out of order, unless Keep Each User's Order is on.",
	},
];

export interface Batching {
	maxCount: number;
	maxBytes: number;
	/** The most batches that are under way at the same time; 1 keeps the order. */
	parallel: number;
	/** Whether parallel batches keep the order of each user's own events. */
	keepUserOrder: boolean;
	isolateRefused: boolean;
}

/** The options of Send and Send Batch: how to read an event, and how to send batches. */
export const eventOptions = z
	.object({
		extraFields: optional(jsonRecord),
		personalDataInMetadata: optional(oneOf(PERSONAL_DATA)),
		isolateRefused: optional(flag),
		keepUserOrder: optional(flag),
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
			keepUserOrder: options.keepUserOrder ?? false,
			isolateRefused: options.isolateRefused ?? true,
		};
		const { personalDataInMetadata: personalData = 'warn', extraFields = {} } = options;
		return { personalData, extraFields, batching };
	});

export type EventOptions = z.output<typeof eventOptions>;
