import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { contact, safetyKitBench } from '../../../harness/engine/safetyKit.cts';

const safetyKit = safetyKitBench();

const report = (changes: IDataObject = {}): IDataObject => ({
	...contact(1),
	type: 'user_report',
	target_content_id: 'listing_1',
	labels: ['spam'],
	...changes,
});
const decision = (changes: IDataObject = {}): IDataObject => ({
	...report(),
	user_id: '',
	type: 'moderation_decision',
	source_type: 'automation',
	source_id: 'rule_1',
	...changes,
});
const upload = (part: unknown): IDataObject => ({
	...contact(1),
	type: 'content_uploaded',
	content: [part as IDataObject],
});
const changed = (product: unknown): IDataObject => ({
	...contact(1),
	type: 'product_changed',
	event_name: 'product_created',
	content: [],
	product: product as IDataObject,
});
const price = { amount: '19.99', currency: 'USD' };
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

const filled = { eventName: 'message_sent', userId: 'user_1', targetUserId: 'user_2' };
const nothing = '={{ $json.missing }}';

const product = {
	eventType: 'product_changed',
	eventName: 'product_updated',
	price: '19.99',
	currency: 'USD',
	content: { parts: [{ kind: 'text', text: 'Handbag' }] },
};

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

describe('what is meant is understood', () => {
	const sent = async (item: IDataObject): Promise<IDataObject | undefined> => {
		const result = await safetyKit.sendBatch([item]);
		expect(result.error).toBeUndefined();
		return ((await safetyKit.eventBodies()) as IDataObject[][])[0]?.[0];
	};

	it('a row of a table: JSON as text, numbers as IDs, empty columns, columns of its own', async () => {
		const row = {
			...report({ labels: 'spam, scam', user_id: 42, target_user_id: null }),
			metadata: '{"surface":"listing"}',
			content: '[{"type":"text","text":"  as written \\n"}]',
			resources_used: '',
			id: 7,
			created_at: '2026-01-01',
		};
		const event = await sent(row);

		expect(event).toEqual({
			...report(),
			user_id: '42',
			target_user_id: undefined,
			labels: ['spam', 'scam'],
			metadata: { surface: 'listing' },
			content: [{ type: 'text', text: '  as written \n' }],
			idempotency_key: expect.stringMatching(/^n8n_/),
		});
	});

	it.each([
		['JSON text', '["hate, violent", "spam"]', ['hate, violent', 'spam']],
		['commas and lines', ' spam, scam\nfraud ', ['spam', 'scam', 'fraud']],
		['a list with blanks and numbers', [' spam ', '', 5], ['spam', '5']],
		['a list of authored words', ['hate, violent'], ['hate, violent']],
		['a number', 5, ['5']],
	])('labels as %s', async (_how, labels, meant) => {
		expect((await sent(report({ labels: labels as never })))?.labels).toEqual(meant);

		await safetyKit.run(
			'event.send',
			{
				...{ inputMode: 'fields', eventName: 'reported', userId: 'u', targetUserId: 't' },
				...{ eventType: 'user_report', labels: '={{ $json.labels }}' },
			},
			{ input: [[{ labels: labels as never }]] },
		);
		const [, event] = (await safetyKit.eventBodies()) as IDataObject[];
		expect(event?.labels).toEqual(meant);
	});

	it('numbers where SafetyKit wants text', async () => {
		const event = await sent({
			...changed({
				price: { amount: 0.1 + 0.2, currency: 'USD' },
				discounted_price: { amount: 20, currency: 'USD' },
				shipping_info: { ships_from: 'US', ships_to: 'US, CA' },
			}),
			content_id: 7,
			content: [{ type: 'text', text: 42, key: 1 }],
			resources_used: [
				{ type: 'phone', value: 12069406843 },
				{ type: 'entity_id', namespace: 1, value: 2 },
			],
		});

		expect(event).toMatchObject({
			content_id: '7',
			product: {
				price: { amount: '0.3' },
				discounted_price: { amount: '20' },
				shipping_info: { ships_to: ['US', 'CA'] },
			},
			content: [{ type: 'text', text: '42', key: '1' }],
			resources_used: [{ value: '12069406843' }, { namespace: '1', value: '2' }],
		});
	});

	it('null where a database says that nothing is there', async () => {
		const event = await sent({
			...changed({ price, discounted_price: null, shipping_info: null }),
			content: [{ type: 'text', text: 'a', key: null }],
			resources_used: [{ type: 'phone', value: '12069406843', namespace: null }],
		});

		expect(event).toMatchObject({
			content: [{ type: 'text', text: 'a' }],
			resources_used: [{ type: 'phone', value: '12069406843' }],
		});
		expect(event?.product).toEqual({ price });
		expect(JSON.stringify(event)).not.toContain('null');
	});

	it('people with names that are words for nothing', async () => {
		const names = ['Null', 'Nan', 'True', 'Jean None'].map((value) => ({ type: 'name', value }));

		expect(await sent(contact(1, { resources_used: names }))).toMatchObject({
			resources_used: names,
		});
	});

	it('what nobody sees around an address of an image', async () => {
		const image = { type: 'image', source: { type: 'url', url: '\ufeff https://a.example/b ' } };

		expect(await sent(contact(1, { content: [image] }))).toMatchObject({
			content: [{ source: { url: 'https://a.example/b' } }],
		});
	});

	it('a price of the Fields mode that is a number, and a list of JSON text', async () => {
		const { error } = await safetyKit.run('event.send', {
			inputMode: 'fields',
			...filled,
			...product,
			price: '={{ 0.1 + 0.2 }}',
			productDetails: { shipsFrom: 'US', shipsTo: '["US", "CA"]' },
		});

		expect(error).toBeUndefined();
		expect((await safetyKit.eventBodies())[0]).toMatchObject({
			product: { price: { amount: '0.3' }, shipping_info: { ships_to: ['US', 'CA'] } },
		});
	});

	it('columns that the type does not know, whatever they hold', async () => {
		const row = { product: 'Handbag', labels: [7] as never, source_id: ['a'], notes: 'a\u0000b' };

		expect(await sent(contact(1, row))).toEqual({
			...contact(1),
			idempotency_key: expect.any(String),
		});
	});

	it.each([
		['2026-05-21T02:15:15+02:00', '2026-05-21T00:15:15.000Z'],
		['2026-05-21 00:15:15Z', '2026-05-21T00:15:15.000Z'],
		['2026-05-21', '2026-05-21T00:00:00.000Z'],
	])('the time %s', async (timestamp, utc) => {
		expect((await sent(contact(1, { timestamp })))?.timestamp).toBe(utc);
	});

	it.each(['mapFromItem', 'json'])(
		'a time without an offset, by the workflow (%s)',
		async (inputMode) => {
			const item = contact(1, { timestamp: '2026-05-21 02:15:15' });
			await safetyKit.run(
				'event.send',
				{ inputMode, eventJson: JSON.stringify(item) },
				{ input: [[item]], timezone: 'Africa/Lagos' },
			);
			const [event] = (await safetyKit.eventBodies()) as IDataObject[];

			expect(event?.timestamp).toBe('2026-05-21T01:15:15.000Z');
		},
	);

	it.each(['fields', 'json', 'mapFromItem'])(
		'numbers where SafetyKit wants text, in the mode %s as in the others',
		async (inputMode) => {
			const written = contact(1, {
				user_id: 42,
				content_id: 7,
				client_info: { ip: 5 },
				resources_used: [{ type: 8, value: 9 }],
			});
			const { error } = await safetyKit.run(
				'event.sendBatch',
				{
					...{ inputMode, eventJson: JSON.stringify(written) },
					...(inputMode === 'fields' && {
						...{ ...filled, userId: '={{ 42 }}' },
						additionalFields: { contentId: '={{ 7 }}', clientIp: '={{ 5 }}' },
						resourcesUsed: {
							resources: [{ type: 'other', otherType: '={{ 8 }}', value: '={{ 9 }}' }],
						},
					}),
				},
				{ input: [[written]] },
			);

			expect(error).toBeUndefined();
			expect(((await safetyKit.eventBodies()) as IDataObject[][])[0]?.[0]).toMatchObject({
				...{ user_id: '42', content_id: '7', client_info: { ip: '5' } },
				resources_used: [{ type: '8', value: '9' }],
			});
		},
	);

	it('IDs of the Fields mode with white space around them', async () => {
		await safetyKit.run('event.send', {
			...{ inputMode: 'fields', ...filled, userId: '={{ " user_1\\n" }}' },
			resourcesUsed: { resources: [{ type: 'email', value: ' ada@example.com ' }] },
		});

		expect((await safetyKit.eventBodies())[0]).toMatchObject({
			user_id: 'user_1',
			resources_used: [{ value: 'ada@example.com' }],
		});
	});

	it('times in metadata, as databases and expressions hand them over', async () => {
		const moment = new Date('2026-05-21T00:15:15Z');
		const event = await sent(contact(1, { metadata: { at: moment, all: [moment, 1] } as never }));
		await safetyKit.run('event.send', {
			...{ inputMode: 'fields', ...filled },
			metadata: {
				entries: [
					{ name: 'at', value: "={{ DateTime.fromISO('2026-05-21T02:15:15+02:00') }}" },
					{ name: 'day', value: '={{ new Date("2026-05-21") }}' },
				],
			},
		});

		expect(event?.metadata).toEqual({
			at: '2026-05-21T00:15:15.000Z',
			all: ['2026-05-21T00:15:15.000Z', 1],
		});
		expect((await safetyKit.eventBodies())[1]).toMatchObject({
			metadata: { at: '2026-05-21T00:15:15.000Z', day: '2026-05-21T00:00:00.000Z' },
		});
	});

	it('a day in metadata that does not exist is not one', async () => {
		const metadata = { at: new Date('nonsense') } as never;
		const { error } = await safetyKit.sendBatch([contact(1, { metadata })]);

		expect(error?.message).toContain('Column "metadata" → at is a date that does not');
	});

	it('an upload of an image with a blank text', async () => {
		const content = [
			{ type: 'text', text: '' },
			{ type: 'image', source: { type: 'url', url: 'https://a.example/b.png' } },
		];

		expect((await sent({ ...upload(1), content }))?.content).toEqual(content);
	});

	it('what is mapped in a form that is hidden', async () => {
		const { error } = await safetyKit.run(
			'event.send',
			{ inputMode: 'mapFromItem', additionalFields: { idempotencyKey: nothing } },
			{ input: [[contact(1)]] },
		);

		expect(error).toBeUndefined();
	});

	it("a Luxon date of an expression, and a key of one's own", async () => {
		const result = await safetyKit.run('event.send', {
			inputMode: 'fields',
			...filled,
			additionalFields: {
				timestamp: "={{ DateTime.fromISO('2026-05-21T02:15:15+02:00') }}",
				idempotencyKey: 'mine',
				clientIp: '2001:db8::1',
			},
			metadata: { entries: [{ name: 'count', value: '={{ 3 }}' }] },
			resourcesUsed: {
				resources: [
					{ type: 'other', otherType: 'telegram', value: '@ada' },
					{ type: 'entity_id', namespace: 'store', value: '9' },
				],
			},
		});

		expect(result.error).toBeUndefined();
		expect((await safetyKit.eventBodies())[0]).toMatchObject({
			timestamp: '2026-05-21T00:15:15.000Z',
			idempotency_key: 'mine',
			client_info: { ip: '2001:db8::1' },
			metadata: { count: 3 },
			resources_used: [
				{ type: 'telegram', value: '@ada' },
				{ type: 'entity_id', namespace: 'store', value: '9' },
			],
		});
	});

	it('a type out of an expression, with fields of other types filled in', async () => {
		const result = await safetyKit.run(
			'event.send',
			{ inputMode: 'fields', ...filled, eventType: '={{ $json.type }}', labels: 'spam' },
			{ input: [[{ type: 'user_contact' }, { type: 'user_report' }]] },
		);
		const [contacted, reported] = (await safetyKit.eventBodies()) as IDataObject[];

		expect(result.error).toBeUndefined();
		expect(contacted).not.toHaveProperty('labels');
		expect(contacted).not.toHaveProperty('source_type');
		expect(reported?.labels).toEqual(['spam']);
		expect(result.hints[0]?.message).toBe(
			'Not sent, because the event type has no such fields: labels.',
		);
	});

	it('an event without a time happened now', async () => {
		const before = Date.now();
		const event = await sent(contact(1, { timestamp: undefined }));

		expect(Date.parse(event?.timestamp as string)).toBeGreaterThanOrEqual(before);
	});
});

describe('Extra Fields', () => {
	const send = async (item: IDataObject, extra: unknown, options = {}) =>
		await safetyKit.sendBatch([item], { extraFields: JSON.stringify(extra), ...options });
	const sent = async () => ((await safetyKit.eventBodies()) as IDataObject[][])[0]?.[0];

	it('are merged into what is there, or into JSON text, and sent although the type does not know them', async () => {
		const event = contact(1, { client_info: { ip: '203.0.113.7' }, metadata: '{"a": 1, "b": 2}' });
		const { hints } = await send(event, {
			client_info: { user_agent: 'x' },
			metadata: { b: 3 },
			severity: 'high',
		});

		expect(hints).toEqual([]);
		expect(await sent()).toMatchObject({
			client_info: { ip: '203.0.113.7', user_agent: 'x' },
			metadata: { a: 1, b: 3 },
			severity: 'high',
		});
	});

	it('take a field away with null, but never the key that makes a repeat harmless', async () => {
		await send(contact(1, { content_id: 'c' }), { content_id: null, idempotency_key: '' });

		expect(await sent()).not.toHaveProperty('content_id');
		expect((await sent())?.idempotency_key).toMatch(/^n8n_/);
	});

	it('give what the item lacks', async () => {
		await send(contact(1, { user_id: null }), { user_id: 42 });

		expect((await sent())?.user_id).toBe('42');
	});

	it.each<[string, IDataObject, unknown, string]>([
		['user_id of a decision', decision(), { user_id: 'u' }, 'Extra Fields → user_id has a value'],
		['null', contact(1), { metadata: { b: null } }, 'Extra Fields → metadata → b is empty'],
		[
			'what the item has wrong beside them',
			contact(1, { metadata: { a: null } }),
			{ metadata: { b: 1 } },
			'Column "metadata" → a is empty',
		],
		['a control character', contact(1), { new: 'a\u0007' }, 'Extra Fields → new contains the'],
		['a wrong type', contact(1), { labels: [{}] }, 'Extra Fields → labels is not a list'],
		['a bad time', contact(1), { timestamp: 'soon' }, 'Extra Fields → timestamp is not an ISO'],
		[
			'a part of a product',
			changed({ price }),
			{ product: { price: { amount: 'free' } } },
			'Extra Fields → product → price → amount is not a decimal',
		],
	])('are checked: %s', async (_what, item, extra, message) => {
		const { error } = await send(item, extra);

		expect(error?.message).toContain(message);
		expect(await safetyKit.sandbox.control.received()).toEqual([]);
	});

	it('are looked through for personal data', async () => {
		const extra = { metadata: { note: 'ada@example.com' } };
		const warned = await send(contact(1), extra);
		const blocked = await send(contact(1), extra, { personalDataInMetadata: 'block' });

		expect(warned.hints[0]?.message).toContain('note (an e-mail address)');
		expect(blocked.error?.message).toContain('Extra Fields → metadata → note looks like an e-mail');
	});
});

describe('hints', () => {
	it.each(['event.send', 'event.sendBatch'])(
		'%s: one of each kind for all items',
		async (operation) => {
			const items = Array.from({ length: 20 }, (_none, n) =>
				contact(n, {
					event_name: `Sent ${n}`,
					[`column${n}`]: 1,
					metadata: { [`note${n}`]: 'ada@example.com' },
				}),
			);
			const { hints } = await safetyKit.run(
				operation,
				{ inputMode: 'mapFromItem' },
				{ input: [items] },
			);

			expect(hints.map(({ message }) => message)).toEqual([
				expect.stringMatching(/^Not sent, .*: column0, .* and 15 more\.$/),
				expect.stringMatching(
					/snake_case.*: Sent 0, Sent 1, Sent 2, Sent 3, Sent 4 and 15 more\.$/,
				),
				expect.stringMatching(/personal data: note0 \(an e-mail address\), .* and 15 more\.$/),
			]);
		},
	);

	it('names fields of the item that are not sent, and fields of written JSON that are', async () => {
		const item = contact(1, { labels: ['x'], rowId: 7 });
		const mapped = await safetyKit.sendBatch([item]);
		const written = await safetyKit.run('event.send', {
			inputMode: 'json',
			eventJson: JSON.stringify(item),
		});

		expect(mapped.hints[0]?.message).toContain(
			'Not sent, because the event type has no such fields',
		);
		expect(mapped.hints[0]?.message).toContain('labels, rowId');
		expect(written.hints[0]?.message).toContain('Sent, although');
	});
});

describe('personal data in metadata', () => {
	it('is hinted at', async () => {
		const item = contact(1, {
			metadata: { note: 'ada@example.com', other: ['a', '+12069406843'] },
		});
		const { error, hints } = await safetyKit.sendBatch([item]);

		expect(error).toBeUndefined();
		expect(hints[0]?.message).toContain('note (an e-mail address), other (a phone number).');
	});

	it.each([
		['mapFromItem', 'Column "metadata" → note looks like an e-mail address'],
		['json', 'Event (JSON) → metadata → note looks like an e-mail address'],
		['fields', 'Metadata → note looks like an e-mail address'],
	])('is refused on demand (%s)', async (inputMode, message) => {
		const item = contact(1, { metadata: { note: 'ada@example.com' } });
		const result = await safetyKit.run(
			'event.send',
			{
				inputMode,
				...(inputMode === 'json' ? { eventJson: JSON.stringify(item) } : {}),
				...(inputMode === 'fields'
					? { ...filled, metadata: { entries: [{ name: 'note', value: 'ada@example.com' }] } }
					: {}),
				options: { personalDataInMetadata: 'block' },
			},
			{ input: [[item]] },
		);

		expect(result.error?.message).toContain(message);
		expect(await safetyKit.sandbox.control.received()).toEqual([]);
	});

	it('is not looked for on demand', async () => {
		const item = contact(1, { metadata: { note: 'ada@example.com' } });
		const result = await safetyKit.sendBatch([item], { personalDataInMetadata: 'ignore' });

		expect(result.hints).toEqual([]);
	});
});
