import type { IDataObject } from 'n8n-workflow';

import { contact, safetyKitBench } from '../../../harness/engine/safetyKit.cts';
import { changed, decision, price } from './events.cts';

const safetyKit = safetyKitBench();

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
