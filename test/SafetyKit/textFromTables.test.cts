import type { IDataObject } from 'n8n-workflow';

import { contact, safetyKitBench } from '../../harness/engine/safetyKit.cts';

const safetyKit = safetyKitBench();

const sendAsJson = async (event: string) =>
	await safetyKit.run('event.send', { inputMode: 'json', eventJson: event });

it('what nobody sees around an ID makes no other user, in any mode', async () => {
	const dirty = '\ufeff\u200e user_1\u00a0\u200b';
	await safetyKit.sendBatch([contact(1, { user_id: dirty, target_user_id: `${dirty}\t` })]);
	await sendAsJson(JSON.stringify(contact(1, { user_id: dirty, target_user_id: dirty })));
	await safetyKit.run('event.send', {
		...{ inputMode: 'fields', eventType: 'user_contact', eventName: 'a' },
		...{ userId: dirty, targetUserId: dirty },
	});
	const events = ((await safetyKit.eventBodies()) as IDataObject[]).flat();
	expect(events).toHaveLength(3);
	for (const event of events) {
		expect(event).toMatchObject({ user_id: 'user_1', target_user_id: 'user_1' });
	}
});

it('a column with a blank behind its name is the field', async () => {
	const { timestamp, user_id, ...event } = contact(1);
	await safetyKit.sendBatch([{ ...event, 'timestamp ': timestamp, 'User ID': user_id }]);
	expect(await safetyKit.eventBodies()).toEqual([
		[expect.objectContaining({ timestamp, user_id })],
	]);
});

it('two columns of one field that differ are refused', async () => {
	const { error } = await safetyKit.sendBatch([contact(1, { userId: 'user_2' })]);
	expect(error?.message).toContain(
		'Column "user_id" is there twice with different values, as "user_id" and "userId"',
	);
	expect(await safetyKit.sandbox.control.received()).toEqual([]);
});

it('long numbers in JSON keep their digits where text is sent', async () => {
	await sendAsJson(
		'{"type": "create_account", "event_name": "a", "user_id": 12345678901234567891, "metadata": {"order": 12345678901234567891, "n": 7}}',
	);
	expect(await safetyKit.eventBodies()).toMatchObject([
		{ user_id: '12345678901234567891', metadata: { order: '12345678901234567891', n: 7 } },
	]);
});

it('a long number in Data is refused with its place', async () => {
	const { error } = await safetyKit.run('dataObject.submit', {
		...{ namespace: 'listings', objectId: '1', data: '{"price": {"cents": 12345678901234567891}}' },
	});
	expect(error?.message).toContain('Data (JSON) → price → cents is a number with more digits');
	expect(await safetyKit.sandbox.control.received()).toEqual([]);
});

const HALF = 'abc😀'.slice(0, 4);

it.each<[string, IDataObject]>([
	['content', { content: [{ type: 'text', text: HALF }] }],
	['metadata', { metadata: { a: [HALF] } }],
	['a name in metadata', { metadata: { [HALF]: 1 } }],
	['user_id', { user_id: HALF }],
	['idempotency_key', { idempotency_key: 'a\u0000b' }],
	['resources_used', { resources_used: [{ type: 'name', value: 'a\u0007' }] }],
])(
	'half characters and control characters in %s are refused in every mode',
	async (_where, part) => {
		const event = contact(1, part);
		for (const { error } of [
			await safetyKit.sendBatch([event]),
			await sendAsJson(JSON.stringify(event)),
		]) {
			expect(error?.message).toMatch(/has half a character|contains the control character/);
		}
		expect(await safetyKit.sandbox.control.received()).toEqual([]);
	},
);

it.each([
	['deletionRequest.create', { userId: HALF }],
	['deletionRequest.create', { userId: 'u', externalRequestId: 'a\u0000' }],
	['dataObject.submit', { namespace: 'n', objectId: 'a', data: `{"title": "${HALF}"}` }],
	[
		'agentDecision.create',
		{ referenceId: 'a', contentType: 'b', policyId: 'c', decision: 'match\u0007' },
	],
])('%s with %j is refused', async (operation, parameters) => {
	const { error } = await safetyKit.run(operation, parameters);
	expect(error?.message).toMatch(/has half a character|contains the control character/);
	expect(await safetyKit.sandbox.control.received()).toEqual([]);
});

it('an empty user ID has no count of characters', async () => {
	const { error } = await safetyKit.run('deletionRequest.create', {
		userId: '={{ $json.missing }}',
	});
	expect(error?.message).toBe('User ID is empty [item 0]');
});

it.each(['product_created', 'product_updated', 'price_changed', 'PRODUCT_CREATED'])(
	'product_changed with the name %s',
	async (name) => {
		const { error } = await safetyKit.sendBatch([
			{
				...{ type: 'product_changed', event_name: name, user_id: 'u', content: [] },
				product: { price: { amount: '1', currency: 'USD' } },
			},
		]);
		if (/^product_(created|updated)$/i.test(name)) expect(error).toBeUndefined();
		else
			expect(error?.message).toContain(`"event_name" is "${name}", which a product_changed cannot`);
	},
);
