import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { jsonObject, number, optional } from '../form/schemas';

/** Seconds. */
export const DEFAULT_TIMEOUT = 30;
export const LONGEST_TIMEOUT = 300;
/** Seconds that one request may wait in all. */
export const DEFAULT_MAX_WAIT = 60;
export const LONGEST_MAX_WAIT = 900;
export const DEFAULT_CONCURRENCY = 5;
export const HIGHEST_CONCURRENCY = 20;

const timeout: INodeProperties = {
	displayName: 'Request Timeout',
	name: 'timeout',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: LONGEST_TIMEOUT },
	default: DEFAULT_TIMEOUT,
	description: 'How many seconds one attempt may wait for the response',
};

const maxRateLimitWait: INodeProperties = {
	displayName: 'Max Wait For Rate Limits',
	name: 'maxRateLimitWait',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: LONGEST_MAX_WAIT },
	default: DEFAULT_MAX_WAIT,
	description:
		'How many seconds one request may wait in total, after rate limits and between attempts. Pauses that keep calls within a known rate limit do not count.',
};

const concurrency: INodeProperties = {
	displayName: 'Concurrency',
	name: 'concurrency',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: HIGHEST_CONCURRENCY },
	default: DEFAULT_CONCURRENCY,
	description:
		'How many items to process at the same time. The output keeps the order of the input.',
};

export const extraFields: INodeProperties = {
	displayName: 'Extra Fields',
	name: 'extraFields',
	type: 'json',
	default: '{}',
	placeholder: 'e.g. {"zone": "north"}',
	description:
		'Fields that this node does not know, as a JSON object. The node adds them last: to the query of a GET, to the body of any other request. Objects are merged into objects.',
};

/** The Options field of an operation: the options of every operation, and its own. */
export function requestOptions(
	kind: 'perItem' | 'bulk',
	own: INodeProperties[] = [],
): INodeProperties {
	const common = [extraFields, maxRateLimitWait, timeout];
	const all = [...common, ...(kind === 'perItem' ? [concurrency] : []), ...own];
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: all.sort((a, b) => a.displayName.localeCompare(b.displayName)),
	};
}

/** For operations without options of their own. */
export const perItemOptions = requestOptions('perItem');

/** The settings for the requests of one item. */
export const callSettings = z
	.object({
		timeout: optional(number({ min: 1, max: LONGEST_TIMEOUT })),
		maxRateLimitWait: optional(number({ min: 0, max: LONGEST_MAX_WAIT })),
		concurrency: optional(number({ min: 1, max: HIGHEST_CONCURRENCY, whole: true })),
		extraFields: optional(jsonObject),
	})
	.transform((options) => ({
		timeoutMs: (options.timeout ?? DEFAULT_TIMEOUT) * 1000,
		maxWaitMs: (options.maxRateLimitWait ?? DEFAULT_MAX_WAIT) * 1000,
		concurrency: options.concurrency ?? DEFAULT_CONCURRENCY,
		extraFields: options.extraFields ?? {},
	}));

export type CallSettings = z.output<typeof callSettings> & {
	/** For a poll: when its last request ends, on the monotonic clock. */
	deadline?: number;
};

/** The part of the settings that bounds each request. */
export const limitsOf = ({ timeoutMs, maxWaitMs, deadline }: CallSettings) => ({
	timeoutMs,
	maxWaitMs,
	deadline,
});

/** The settings within an operation's parameters. */
export const parametersWithSettings = z.object({ options: callSettings });
