import type { INodeProperties } from 'n8n-workflow';

import {
	callSettings,
	limitsOf,
	parametersWithSettings,
	requestOptions,
} from '../../../nodes/core/run/settings.ts';

const DEFAULTS = { timeoutMs: 30_000, maxWaitMs: 60_000, concurrency: 5, extraFields: {} };

it.each<[object, object]>([
	[{}, DEFAULTS],
	[{ timeout: '', maxRateLimitWait: null, concurrency: ' ', extraFields: '' }, DEFAULTS],
	[
		{ timeout: '2.5', maxRateLimitWait: 0, concurrency: 20, extraFields: '{"zone": "north"}' },
		{ timeoutMs: 2_500, maxWaitMs: 0, concurrency: 20, extraFields: { zone: 'north' } },
	],
	[
		{ timeout: 300, maxRateLimitWait: 900, concurrency: 1 },
		{ ...DEFAULTS, timeoutMs: 300_000, maxWaitMs: 900_000, concurrency: 1 },
	],
])('the options %j are read as %j', (options, settings) => {
	expect(callSettings.parse(options)).toEqual(settings);
	expect(parametersWithSettings.parse({ options })).toEqual({ options: settings });
});

it.each<[object, string]>([
	[{ timeout: 0.5 }, 'is 0.5, outside 1 to 300'],
	[{ timeout: 301 }, 'is 301, outside 1 to 300'],
	[{ maxRateLimitWait: -1 }, 'is -1, outside 0 to 900'],
	[{ maxRateLimitWait: 901 }, 'is 901, outside 0 to 900'],
	[{ concurrency: 0 }, 'is 0, outside 1 to 20'],
	[{ concurrency: 21 }, 'is 21, outside 1 to 20'],
	[{ concurrency: 1.5 }, 'is not a whole number'],
	[{ extraFields: '[]' }, 'is not a JSON object'],
])('the options %j are refused: %s', (options, message) => {
	expect(callSettings.safeParse(options).error?.issues).toEqual([
		expect.objectContaining({ message, path: Object.keys(options) }),
	]);
});

it('what bounds a request is a part of them, with the deadline of a poll', () => {
	const settings = callSettings.parse({});

	expect(limitsOf({ ...settings, deadline: 7 })).toEqual({
		...{ timeoutMs: 30_000, maxWaitMs: 60_000, deadline: 7 },
	});
});

describe('the field Options', () => {
	const own: INodeProperties = {
		...{ displayName: 'Isolate', name: 'isolate', type: 'boolean', default: true },
	};
	const namesIn = ({ options = [] }: INodeProperties) => options.map(({ name }) => name);

	it('lists the options of every operation and its own, by their labels', () => {
		expect(namesIn(requestOptions('perItem', [own]))).toEqual([
			...['concurrency', 'extraFields', 'isolate', 'maxRateLimitWait', 'timeout'],
		]);
	});

	it('has no concurrency where all items go together', () => {
		expect(namesIn(requestOptions('bulk'))).toEqual(['extraFields', 'maxRateLimitWait', 'timeout']);
	});

	it('adds nothing by itself', () => {
		expect(requestOptions('bulk')).toMatchObject({
			...{ displayName: 'Options', name: 'options', type: 'collection' },
			...{ placeholder: 'Add option', default: {} },
		});
	});
});
