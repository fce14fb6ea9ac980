import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { contact, safetyKitBench } from '../../../harness/engine/safetyKit.cts';
import { changed, decision, filled, nothing, price, product, report, upload } from './events.cts';

const safetyKit = safetyKitBench();

const noTarget = { target_user_id: '', target_content_id: '' };

/** Each rule broken once: the event, and what is said about it. */
const broken: Array<[string, IDataObject, string]> = [
	['no type', contact(1, { type: '' }), 'type is empty'],
	['an unknown type', contact(1, { type: 'user_contct' }), 'type is "user_contct"'],
	['no event_name', contact(1, { event_name: '' }), 'event_name is empty'],
	['an event_name that is no text', contact(1, { event_name: ['a'] }), 'event_name is not text'],
	['no user_id', contact(1, { user_id: null }), 'user_id is empty'],
	['a user_id of spaces', contact(1, { user_id: '  ' }), 'user_id is empty'],
	[
		'what it needs in __proto__ only',
		JSON.parse(
			'{"type":"create_account","event_name":"a","__proto__":{"user_id":"u"}}',
		) as IDataObject,
		'user_id is missing',
	],
	['a user_id that is no text', contact(1, { user_id: ['a'] }), 'user_id is not text'],
	['a user_id that lost digits', contact(1, { user_id: 2 ** 60 }), 'user_id is a number too large'],
	['a user_id that is true or false', contact(1, { user_id: true }), 'user_id is true, where text'],
	[
		'a key that is true or false',
		contact(1, { idempotency_key: false }),
		'idempotency_key is false',
	],
	['a contact without target', contact(1, { target_user_id: '' }), 'target_user_id is empty'],
	['a time that is none', contact(1, { timestamp: 'yesterday' }), 'timestamp is not an ISO 8601'],
	[
		'a time in milliseconds',
		contact(1, { timestamp: 1779322515000 }),
		'timestamp is a number, where',
	],
	['the same as text', contact(1, { timestamp: '1779322515000' }), 'timestamp is a number, where'],
	['a day that does not exist', contact(1, { timestamp: '2026-02-30' }), 'timestamp is not an'],
	['a report without labels', report({ labels: '' }), 'labels is empty'],
	['a report with no label in the list', report({ labels: [] }), 'labels is empty'],
	['a report with blank labels', report({ labels: ['', ' '] }), 'labels is empty'],
	['labels as an object in text', report({ labels: '{"a": "spam", "b": 1}' }), 'labels is not a'],
	['labels among which is none', report({ labels: ['spam', true] as never }), 'labels is not a'],
	['labels that are no texts', report({ labels: [{ label: 'spam' }] }), 'labels is not a list'],
	['a report without any target', report(noTarget), 'target_user_id is empty, and so is'],
	['a decision without any target', decision(noTarget), 'target_user_id is empty, and so is'],
	['a decision with a user_id', decision({ user_id: 'u' }), 'user_id has a value, but'],
	['a decision without source_type', decision({ source_type: '' }), 'source_type is empty'],
	['an unknown source_type', decision({ source_type: 'robot' }), 'source_type is "robot"'],
	['a decision without source_id', decision({ source_id: '' }), 'source_id is empty'],
	['an upload without content', { ...contact(1), type: 'content_uploaded' }, 'content is missing'],
	['an upload with empty content', { ...upload(1), content: [] }, 'content is empty'],
	[
		'an upload of blank texts',
		{
			...upload(1),
			content: [
				{ type: 'text', text: '' },
				{ type: 'text', text: ' \n' },
			],
		},
		'content has only blank texts',
	],
	['content that is no list', contact(1, { content: 'hello' }), 'content is not a list'],
	['a part that is no object', upload('hello'), 'content → part 1 is not an object'],
	['a part of another kind', upload({ type: 'video' }), 'part 1 has the type "video"'],
	['a text part without text', upload({ type: 'text' }), 'part 1 has no text'],
	[
		'a text that is true or false',
		upload({ type: 'text', text: true }),
		'part 1 → text is true, wh',
	],
	[
		'a text that is a list',
		upload({ type: 'text', text: ['a'] }),
		'content → part 1 → text is not text',
	],
	[
		'a text that lost digits',
		upload({ type: 'text', text: 2 ** 60 }),
		'text is a number too large',
	],
	['a part with a bad key', upload({ type: 'text', text: 'a', key: [] }), 'part 1 has a key'],
	[
		'an image without address',
		upload({ type: 'image', source: { type: 'url', url: '/a.png' } }),
		'part 1 has no image address',
	],
	['an image as data', upload({ type: 'image', data: 'AAAA' }), 'part 1 has no image address'],
	['resources that are no list', contact(1, { resources_used: 'a' }), 'resources_used is not a'],
	['a resource that is none', contact(1, { resources_used: ['a'] }), 'resource 1 is not an object'],
	['a resource without type', contact(1, { resources_used: [{ value: 'a' }] }), 'has no type'],
	[
		'a resource with a type that is true or false',
		contact(1, { resources_used: [{ type: true, value: 'a' }] }),
		'has no type',
	],
	['a resource without value', contact(1, { resources_used: [{ type: 'x' }] }), 'has no value'],
	[
		'a resource with a number that lost digits',
		contact(1, { resources_used: [{ type: 'x', value: 2 ** 60 }] }),
		'resource 1 has a value that is',
	],
	[
		'an entity_id without namespace',
		contact(1, { resources_used: [{ type: 'entity_id', value: 'a' }] }),
		'resource 1 has no namespace',
	],
	['metadata that is no object', contact(1, { metadata: '7' }), 'metadata is not a JSON object'],
	['metadata with null', contact(1, { metadata: { plan: null } }), 'metadata → plan is empty'],
	['metadata with an object', contact(1, { metadata: { a: { b: 1 } } }), 'metadata → a is an obj'],
	[
		'metadata with a list of them',
		contact(1, { metadata: { a: [[1]] } }),
		'metadata → a is a list',
	],
	[
		'a value in metadata and resources',
		contact(1, {
			metadata: { contacts: ['ada', 'bob'] },
			resources_used: [{ type: 'name', value: 'bob' }],
		}),
		'metadata → contacts repeats a value',
	],
	[
		'a number in metadata and its digits in resources',
		contact(1, {
			metadata: { caller: 2069406843 },
			resources_used: [{ type: 'phone', value: '2069406843' }],
		}),
		'metadata → caller repeats a value',
	],
	['client_info without object', contact(1, { client_info: '1.2.3.4' }), 'client_info is not an'],
	['an empty IP', contact(1, { client_info: { ip: '' } }), 'client_info is not an object'],
	[
		'an IP that is none',
		contact(1, { client_info: { ip: true } }),
		'client_info → ip is true, whe',
	],
	['a NUL in a text', upload({ type: 'text', text: 'a\u0000b' }), 'text contains the control'],
	['a control in a name', contact(1, { metadata: { 'a\u0007': 'b' } }), 'character U+0007'],
	[
		'half a character in a name',
		contact(1, { metadata: { 'a\ud83d': 'b' } }),
		'metadata → a\ufffd has half a character (U+D83D)',
	],
	['a change without product', { ...changed(1), product: '' }, 'product is empty'],
	['a product that is none', changed(7), 'product is not a JSON object'],
	['a product without price', changed({ discounted_price: price }), 'product → price is empty'],
	['an amount in words', changed({ price: { ...price, amount: 'free' } }), 'price → amount is not'],
	['an amount below 0', changed({ price: { ...price, amount: -1 } }), 'price → amount is not'],
	['an amount beyond digits', changed({ price: { ...price, amount: 1e21 } }), 'amount is not a'],
	['a price without amount', changed({ price: { currency: 'USD' } }), 'price → amount is empty'],
	['a price without currency', changed({ price: { amount: '1' } }), 'price → currency is empty'],
	['a currency that is none', changed({ price: { ...price, currency: true } }), 'is true, where'],
	['a bad discount', changed({ price, discounted_price: 5 }), 'discounted_price is empty'],
	['shipping from nowhere', changed({ price, shipping_info: {} }), 'ships_from is empty'],
	[
		'shipping to no list',
		changed({ price, shipping_info: { ships_from: 'US', ships_to: { a: 1 } } }),
		'ships_to is not a list',
	],
];

describe.each([
	['JSON', { inputMode: 'json', eventJson: '={{ $json.written }}' }, /^Event \(JSON\) → /],
	['Map From Item', { inputMode: 'mapFromItem' }, /^Column "/],
])('%s', (mode, parameters, place) => {
	// All in one run: a run for each takes most of its time to begin.
	const events = [contact(1), ...broken.map(([, event]) => event), contact(2)];
	const items = mode === 'JSON' ? events.map((one) => ({ written: JSON.stringify(one) })) : events;

	/** A column stands in quotation marks. */
	const asInJson = (error: unknown) => String(error).replace(/^Column "([^"]*)"/, '$1');

	it('each broken rule is refused, in its place and with a way on, and the good ones are sent', async () => {
		const { json } = await safetyKit.run('event.sendBatch', parameters, {
			input: [items],
			onError: 'continueRegularOutput',
		});
		const refused = json.slice(1, -1);

		expect(refused.map((one) => ({ ...one, error: asInJson(one.error) }))).toEqual(
			broken.map(([, , message], index) => ({
				error: expect.stringContaining(message),
				details: {
					kind: 'invalidInput',
					type: 'NodeOperationError',
					item: index + 1,
					howToGoOn: expect.stringMatching(/\.$/),
				},
			})),
		);
		for (const [index, { error }] of refused.entries()) {
			expect(error).toMatch(place);
			expect(error).toContain(`[item ${index + 1}]`);
		}
		const [sent] = (await safetyKit.eventBodies()) as IDataObject[][];
		expect(sent?.map(({ user_id }) => user_id)).toEqual(['user_1', 'user_2']);
	});

	it('nothing is sent when On Error is set to Stop', async () => {
		const { error } = await safetyKit.run('event.send', parameters, { input: [items] });

		expect(error?.message).toContain('[item 1]');
		expect(await safetyKit.sandbox.control.received()).toEqual([]);
	});
});

/** A field left empty, with an expression where n8n itself would refuse a blank. */
const inFields: Array<[string, INodeParameters, string]> = [
	['Event Name', { eventName: nothing }, 'Event Name is empty'],
	['User ID', { userId: nothing }, 'User ID is empty'],
	['Target User ID', { targetUserId: nothing }, 'Target User ID is empty'],
	['Event Type', { eventType: '={{ "other" }}' }, 'Event Type is "other"'],
	[
		'Labels',
		{ eventType: 'user_report', targetContentId: 'x', labels: nothing },
		'Labels is empty',
	],
	[
		'Target User ID of a report',
		{ eventType: 'user_report', targetUserId: '', labels: 'spam' },
		'Target User ID is empty, and so is Target Content ID',
	],
	[
		'Source ID',
		{ eventType: 'moderation_decision', sourceId: nothing, labels: 'spam' },
		'Source ID is empty',
	],
	['a part', { content: { parts: [{ kind: 'image', imageUrl: '' }] } }, 'Content → part 1 has no'],
	[
		'a resource',
		{ resourcesUsed: { resources: [{ type: 'email', value: '' }] } },
		'Resources Used → resource 1 has no value',
	],
	['an entry', { metadata: { entries: [{ name: '', value: 'a' }] } }, 'Name is empty'],
	['metadata', { additionalFields: { metadataJson: '{"a": null}' } }, 'Metadata → a is empty'],
	[
		'a name given twice',
		{
			metadata: {
				entries: [
					{ name: 'a', value: '1' },
					{ name: 'a', value: '2' },
				],
			},
		},
		'Name is "a", which Metadata has twice',
	],
	[
		'a name given in two places',
		{
			metadata: { entries: [{ name: 'a', value: '1' }] },
			additionalFields: { metadataJson: '{"a": 2}' },
		},
		'Name is "a", which Metadata (JSON) also has',
	],
	[
		'broken metadata',
		{ additionalFields: { metadataJson: '{a' } },
		'Metadata (JSON) is not valid JSON',
	],
	['a date', { additionalFields: { timestamp: 'soon' } }, 'Timestamp is not an ISO 8601 date'],
	['a price', { ...product, price: 'free' }, 'Price is not a decimal number'],
	['a price out of nothing', { ...product, price: '={{ Number("x") }}' }, 'Price is not a decimal'],
	['no price', { ...product, price: nothing }, 'Price is empty'],
	['a currency', { ...product, currency: nothing }, 'Currency is empty'],
	[
		'a discount',
		{ ...product, productDetails: { discountedPrice: 'half' } },
		'Discounted Price is not a decimal number',
	],
	['an origin', { ...product, productDetails: { shipsTo: 'US' } }, 'Ships From is empty'],
	['a number that lost digits', { userId: '={{ $json.lossy }}' }, 'User ID is a number too large'],
	[
		'NaN',
		{ userId: '={{ Number("x") }}' },
		'User ID is the result of a calculation without a valid number',
	],
	[
		'Infinity',
		{ targetUserId: '={{ 1 / 0 }}' },
		'Target User ID is the result of a calculation without a valid number',
	],
	['a comparison', { userId: '={{ 1 === 1 }}' }, 'User ID is true, where text is expected'],
	[
		'a key that is true or false',
		{ additionalFields: { idempotencyKey: '={{ 1 === 1 }}' } },
		'Idempotency Key is true, where text is expected',
	],
	[
		'an address that is true or false',
		{ additionalFields: { clientIp: '={{ 1 === 1 }}' } },
		'Client IP is true, where text is expected',
	],
	[
		'a key that is mapped to nothing',
		{ additionalFields: { idempotencyKey: nothing } },
		'Idempotency Key has an expression that returns nothing',
	],
	[
		'a time that is mapped to nothing',
		{ additionalFields: { timestamp: '={{ "" }}', idempotencyKey: 'mine' } },
		'Timestamp has an expression that returns nothing',
	],
	[
		'a text that is mapped to nothing',
		{ content: { parts: [{ kind: 'text', key: 'body', text: nothing }] } },
		'Content → part 1 has no text',
	],
	[
		'an upload of a text left empty',
		{ eventType: 'content_uploaded', content: { parts: [{ kind: 'text', text: '' }] } },
		'Content has only blank texts',
	],
	[
		'a time in seconds',
		{ additionalFields: { timestamp: '={{ 1779322515 }}' } },
		'Timestamp is a n',
	],
	['an option', { options: { concurrency: 99 } }, 'Concurrency is 99'],
	[
		'a guard',
		{ options: { personalDataInMetadata: '={{ "ask" }}' } },
		'Personal Data in Metadata is "ask"',
	],
];

it.each(inFields)('Fields: %s is named by its label', async (_what, parameters, message) => {
	const result = await safetyKit.run(
		'event.send',
		{ inputMode: 'fields', ...filled, ...parameters },
		{ input: [[{ lossy: 2 ** 64 }]] },
	);

	expect(result.error?.message).toContain(message);
	expect(result.error?.message).toContain('[item 0]');
	expect(await safetyKit.sandbox.control.received()).toEqual([]);
});

it.each<[INodeParameters, string]>([
	[{ maxBatchSize: 0 }, 'Max Events Per Batch is 0'],
	[{ maxBatchSize: 1.5 }, 'Max Events Per Batch is not a whole number'],
	[{ maxBatchKilobytes: 99_999 }, 'Max Batch Size (KB) is 99999'],
	[{ parallelBatches: 11 }, 'Parallel Batches is 11'],
	[{ isolateRefused: '={{ "maybe" }}' }, 'Isolate Refused Events is neither true nor false'],
	[{ extraFields: '[]' }, 'Extra Fields is not a JSON object'],
])('options of a batch: %j', async (options, message) => {
	const result = await safetyKit.sendBatch([contact(1)], options);

	expect(result.error?.message).toContain(message);
	expect(await safetyKit.sandbox.control.received()).toEqual([]);
});

it('an event that is no JSON', async () => {
	const result = await safetyKit.run('event.send', { inputMode: 'json', eventJson: '{type}' });

	expect(result.error?.message).toContain('Event (JSON) is not valid JSON');
});
