import type { IDataObject } from 'n8n-workflow';

import { contact, safetyKitBench } from '../../../harness/engine/safetyKit.cts';
import { changed, filled, nothing, price, product, report, upload } from './events.cts';

const safetyKit = safetyKitBench();

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
			{ input: [[{ labels }]] },
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
