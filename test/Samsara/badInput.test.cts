import type { INodeParameters } from 'n8n-workflow';

import { samsaraBench } from '../../harness/engine/samsara.cts';
import { picked } from './picked.cts';

const samsara = samsaraBench();

const id = 'bb2ff5ab-30ad-49ec-9d2d-55ec30bbf590';
const one = { safetyEventIds: id };
const review = { eventState: 'reviewed' };
const day = {
	timeSpan: 'custom',
	startTime: '2026-03-10T00:00:00Z',
	endTime: '2026-03-11T00:00:00Z',
};
/** n8n itself refuses a required field that was left empty; an expression may still come to nothing. */
const nothing = '={{ $json.missing }}';
/** n8n shows the reason of a dismissal, a required field, where the state is an expression. */
const byExpression = (eventState: string) => ({ eventState, dismissalReason: 'other' });

/** What is refused before any request: operation, parameters, the message, and a word of the way on. */
const refused: Array<[string, INodeParameters, string, string]> = [
	[
		'safetyEvent.update',
		{ ...review, safetyEventIds: nothing },
		'Safety Event IDs is empty',
		'one',
	],
	['safetyEvent.update', { ...review, safetyEventIds: ' , ' }, 'Safety Event IDs is empty', 'one'],
	['safetyEvent.update', { ...review, safetyEventIds: '[]' }, 'Safety Event IDs is empty', 'one'],
	[
		'safetyEvent.update',
		{ ...review, safetyEventIds: `${id}, 17` },
		'Safety Event IDs contains "17", which is not a UUID',
		'look like',
	],
	[
		'safetyEvent.get',
		{ safetyEventIds: '212014918174029-1550954461759' },
		'contains the legacy ID 212014918174029-1550954461759',
		'safetyEvent.uuid of the activity feed',
	],
	['safetyEvent.update', one, 'Event State is Leave As It Is, and Label Changes is empty', 'label'],
	[
		'safetyEvent.update',
		{ ...one, ...byExpression('={{ "open" }}') },
		'Event State is "open"',
		'coached',
	],
	[
		'safetyEvent.update',
		{ ...one, eventState: 'dismissed', dismissalReason: nothing },
		'Dismissal Reason is empty, and Samsara requires it',
		'minorEvent',
	],
	[
		'safetyEvent.update',
		{ ...one, eventState: 'dismissed', dismissalReason: '={{ "boring" }}' },
		'Dismissal Reason is "boring", which is not an option',
		'incorrect',
	],
	[
		'safetyEvent.update',
		{
			...one,
			labels: {
				contextLabelsToAdd: { list: { labels: ['Fog'] } },
				contextLabelsToRemove: { list: { otherLabels: 'fog' } },
			},
		},
		'Remove Context Labels contains "Fog", which another list adds',
		'one of the two',
	],
	// As n8n stores it of a workflow that has the labels in another form.
	[
		'safetyEvent.update',
		{ ...one, ...review, labels: { behaviorLabelsToAdd: ['Crash'] } },
		'Add Behavior Labels has no labels',
		'Choose labels',
	],
	[
		'safetyEvent.update',
		{
			...one,
			labels: {
				behaviorLabelsToAdd: { list: { labels: ['Crash'] } },
				behaviorLabelsToRemove: { list: { labels: ['Crash'] } },
			},
		},
		'Remove Behavior Labels contains "Crash"',
		'one of the two',
	],
	[
		'safetyEvent.update',
		{ ...one, labels: { contextLabelsToAdd: { list: { labels: '={{ [{ a: 1 }] }}' } } } },
		'Context Labels to Add contains a value that is not text',
		'Map a list',
	],
	[
		'safetyEvent.update',
		{ ...one, ...review, options: { confirmTimeout: 9_999 } },
		'Confirm Timeout is 9999, outside 0 to 600',
		'from 0 to 600',
	],
	[
		'safetyEvent.get',
		{ ...one, include: '={{ ["engine"] }}' },
		'Include contains "engine"',
		'asset',
	],
	['safetyEvent.get', { ...one, output: '={{ "xml" }}' }, 'Output is "xml"', 'geoJson'],
	[
		'safetyEvent.getAll',
		{ timeSpan: 'custom', startTime: nothing },
		'Start is empty',
		'another Time Span',
	],
	[
		'safetyEvent.getAll',
		{ ...day, startTime: day.endTime, endTime: day.startTime },
		'End is before the start',
		'Swap',
	],
	[
		'safetyEvent.getAll',
		{ timeSpan: 'custom', startTime: '2099-01-01T00:00:00Z' },
		'Start is in the future',
		'in the past',
	],
	[
		'safetyEvent.getAll',
		{ ...day, timeField: '={{ "madeAt" }}' },
		'Time Field is "madeAt"',
		'updatedAtTime',
	],
	[
		'safetyEvent.getAll',
		{ ...day, filters: { eventStates: '={{ ["unknown"] }}' } },
		'Event States contains "unknown"',
		'needsReview',
	],
	[
		'safetyEvent.getAll',
		{ ...day, filters: { assetIds: picked('={{ Array.from({ length: 2001 }, (v, i) => i) }}') } },
		'Vehicles contains 2001 IDs',
		'tag',
	],
	['safetyEvent.getAll', { ...day, limit: 0 }, 'Limit is 0', '1 or more'],
	['safetyScore.get', { ...day, scoreOf: '={{ "trucks" }}' }, 'Score Of is "trucks"', 'vehicles'],
	// A name that every object has.
	[
		'safetyScore.get',
		{ ...day, scoreOf: '={{ "constructor" }}' },
		'Score Of is "constructor", which is not an option',
		'vehicles',
	],
	['safetyScore.get', { ...day, scoreOf: nothing }, 'Score Of is empty', 'Enter a value'],
	[
		'safetyScore.get',
		{ ...day, scoreOf: 'tags', scoreType: '={{ 7 }}' },
		'Score Type is "7", which is not an option',
		'driver',
	],
	[
		'safetyEvent.getAll',
		{ ...day, timeField: '={{ 5 }}' },
		'Time Field is "5", which is not an option',
		'createdAtTime',
	],
	[
		'safetyEvent.update',
		{ ...one, ...byExpression('={{ ["reviewed"] }}') },
		'Event State is not text',
		'single value',
	],
	[
		'safetyScore.get',
		{ ...day, scoreOf: 'tags', scoreType: '={{ "both" }}' },
		'Score Type is "both"',
		'driver, vehicle',
	],
	[
		'safetyScore.get',
		{ timeSpan: 'custom', startTime: '2024-01-01T00:00:00Z', endTime: '2026-01-01T00:00:00Z' },
		'End is more than a year after Start',
		'shorter',
	],
	[
		'safetyScore.get',
		{
			...day,
			scoreOf: 'tagGroup',
			tagIds: picked('={{ Array.from({ length: 101 }, (v, i) => i + 1) }}'),
		},
		'Tags contains 101 IDs, and a combined score takes at most 100',
		'Score Of to Tags',
	],
	['safetyScore.get', { ...day, driverIds: picked(nothing) }, 'Driver is empty', 'remove the row'],
	[
		'safetyEvent.getAll',
		{ ...day, endTime: nothing },
		'End has an expression that returns nothing',
		'clear the field',
	],
	[
		'safetyEvent.getAll',
		{ ...day, filters: { tagIds: picked('3914'), driverIds: picked(nothing) } },
		'Driver is empty',
		'remove the row',
	],
	[
		'safetyEvent.getAll',
		{ ...day, filters: { assetIds: picked('={{ [null, undefined] }}') } },
		'Vehicle is empty',
		'remove the row',
	],
	// What a table or a model has for "none".
	...['[]', '[null]', '["", " "]'].map((none): (typeof refused)[number] => [
		'safetyEvent.getAll',
		{ ...day, filters: { driverIds: picked(`={{ '${none}' }}`) } },
		'Driver is empty',
		'remove the row',
	]),
	[
		'safetyScore.get',
		{ ...day, scoreOf: 'vehicles', vehicleIds: picked('={{ [null, null].join(",") }}') },
		'Vehicle is empty',
		'remove the row',
	],
	[
		'safetyEvent.update',
		{ ...review, safetyEventIds: `={{ [{ id: "${id}" }, { uuid: "x" }] }}` },
		'Safety Event IDs contains an object without an ID',
		'safetyEventId',
	],
	// What is missing there is not known: an event would silently stay as it is.
	...[`={{ ["${id}", null, ""] }}`, `["${id}", "", null]`, `={{ [["${id}"], [null]] }}`].map(
		(list): (typeof refused)[number] => [
			'safetyEvent.update',
			{ ...review, safetyEventIds: list },
			'Safety Event IDs has no value at position 2',
			'filter out',
		],
	),
	[
		'safetyEvent.get',
		{ safetyEventIds: `={{ [{ id: "${id}" }, { id: "" }] }}` },
		'Safety Event IDs contains an object without an ID at position 2',
		'safetyEventId',
	],
	[
		'safetyEvent.getAll',
		{ ...day, filters: { driverIds: picked('={{ [5001, undefined] }}') } },
		'Driver has no value at position 2',
		'filter out',
	],
	[
		'safetyScore.get',
		{ ...day, scoreOf: 'tags', tagIds: picked('={{ [null, 3914] }}') },
		'Tag has no value at position 1',
		'filter out',
	],
	// Where Score Of is an expression, the form has all three fields. Rows of another kind would read all scores.
	[
		'safetyScore.get',
		{ ...day, scoreOf: '={{ "vehicles" }}', driverIds: picked('5001'), tagIds: picked('3914') },
		'Vehicles is empty for this Score Of, but Drivers and Tags have IDs',
		'remove the rows of Drivers and Tags',
	],
	[
		'safetyEvent.update',
		{ ...one, options: { confirm: true, extraFields: '{"assignedCoach": "7"}' } },
		'Confirm is on, but only Extra Fields changes the events',
		'Safety Event → Get',
	],
	[
		'safetyEvent.update',
		{ ...one, options: { extraFields: '{}' } },
		'Event State is Leave As It Is',
		'label',
	],
	[
		'safetyEvent.getAll',
		{ ...day, options: { extraFields: '{"after": "x"}' } },
		'Extra Fields contains "after"',
		'Remove it',
	],
	// What the form sets: Confirm would compare the form, and the rules for a dismissal would be passed by.
	...['eventState', 'dismissalReason', 'contextLabelsToAdd', 'safetyEventIds'].map(
		(field): (typeof refused)[number] => [
			'safetyEvent.update',
			{ ...one, ...review, options: { extraFields: `{"note": "x", "${field}": "dismissed"}` } },
			`Extra Fields contains "${field}", which this operation sets`,
			'of the form',
		],
	),
	[
		'safetyEvent.update',
		{ ...one, options: { extraFields: '{"eventState": "dismissed"}' } },
		'Extra Fields contains "eventState"',
		'of the form',
	],
	[
		'safetyEvent.get',
		{ ...one, options: { extraFields: `{"safetyEventIds": "${id}"}` } },
		'Extra Fields contains "safetyEventIds"',
		'Remove it',
	],
	...['driverIds', 'vehicleIds', 'tagIds', 'after'].map((field): (typeof refused)[number] => [
		'safetyScore.get',
		{ ...day, options: { extraFields: `{"${field}": "5001"}` } },
		`Extra Fields contains "${field}"`,
		'Remove it',
	]),
	// Nothing would silently mean that the state, or the labels, stay as they are.
	...[nothing, '={{ null }}'].flatMap(
		(none): Array<(typeof refused)[number]> => [
			[
				'safetyEvent.update',
				{
					...one,
					...byExpression(none),
					labels: { contextLabelsToAdd: { list: { labels: ['Fog'] } } },
				},
				'Event State has an expression that returns nothing',
				'Leave As It Is',
			],
			[
				'safetyEvent.update',
				{ ...one, ...review, labels: { contextLabelsToAdd: { list: { labels: none } } } },
				'Context Labels to Add has an expression that returns nothing',
				'empty list',
			],
			[
				'safetyEvent.update',
				{ ...one, ...review, labels: { behaviorLabelsToRemove: { list: { otherLabels: none } } } },
				'Other Behavior Labels to Remove has an expression that returns nothing',
				'empty list',
			],
		],
	),
	[
		'safetyScore.get',
		{ ...day, endTime: nothing },
		'End has an expression that returns nothing',
		'clear the field',
	],
];

it.each(refused)('%s with %j: %s', async (operation, parameters, message, wayOn) => {
	const result = await samsara.run(operation, parameters);

	expect(result.error?.message).toContain(message);
	expect(result.error?.message).toContain('[item 0]');
	expect(result.error?.description).toContain(wayOn);
	expect(await samsara.sandbox.control.received()).toEqual([]);
});

it('one bad item refuses the run, or with Continue only itself', async () => {
	const [known = ''] = await samsara.sandbox.control.samsara.createEvents({ count: 1 });
	const input = [[{ id: known }, { id: '17' }]];
	const parameters = { safetyEventIds: '={{ $json.id }}', ...review };

	const stopped = await samsara.run('safetyEvent.update', parameters, { input });
	expect(stopped.error?.message).toContain('[item 1]');
	expect(await samsara.sandbox.control.received()).toEqual([]);

	const onError = 'continueErrorOutput' as const;
	const went = await samsara.run('safetyEvent.update', parameters, { input, onError });
	expect(went.outputs.map((items) => items.length)).toEqual([1, 1]);
});

it('options that differ between items are refused, because one call carries many items', async () => {
	const ids = await samsara.sandbox.control.samsara.createEvents({ count: 3 });
	const input = [ids.map((known, index) => ({ id: known, coach: index === 1 ? 'b' : 'a' }))];
	const parameters = {
		safetyEventIds: '={{ $json.id }}',
		...review,
		options: { extraFields: '={{ { "assignedCoach": $json.coach } }}' },
	};
	const stopped = await samsara.run('safetyEvent.update', parameters, { input });
	expect(stopped.error?.message).toBe(
		'Options differ between this item and the first item [item 1]',
	);
	expect(await samsara.sandbox.control.received()).toEqual([]);

	const onError = 'continueErrorOutput' as const;
	const went = await samsara.run('safetyEvent.update', parameters, { input, onError });
	expect(went.outputs.map((items) => items.map(({ pairedItem }) => pairedItem))).toEqual([
		[{ item: 0 }, { item: 2 }],
		[{ item: 1 }],
	]);
});

describe('a credential that cannot work', () => {
	it.each([
		[{ accessToken: ' ' }, 'API Token of the Samsara credential is empty'],
		[{ baseUrl: 'samsara' }, 'Base URL of the Samsara credential is not a plain web address'],
		[{ baseUrl: 'https://user@x.example' }, 'Base URL of the Samsara credential'],
		[{ apiVersion: 'latest' }, 'API Version of the Samsara credential is not a date'],
		[{ apiVersion: 20_251_023 }, 'API Version of the Samsara credential is not a date'],
		[{ region: 'constructor', baseUrl: '' }, 'Base URL of the Samsara credential'],
	])('%j', async (credential, message) => {
		const result = await samsara.run('safetyEvent.update', { ...one, ...review }, { credential });

		expect(result.error?.message).toContain(message);
	});
});
