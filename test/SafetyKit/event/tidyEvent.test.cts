import { tidyEvent } from '../../../nodes/SafetyKit/event/tidyEvent.ts';

/** What the node makes of one field of a decision, which knows most of them. */
const tidied = (field: string, value: unknown) =>
	tidyEvent({ type: 'moderation_decision', [field]: value }, {}, true).event[field];

it.each<[string, unknown, unknown]>([
	['source_id', 42, '42'],
	['source_id', -1.5, '-1.5'],
	['source_id', 12345678901234567891n, '12345678901234567891'],
	['source_id', ' \ufeffrule_1\n', 'rule_1'],
	['idempotency_key', 7, '7'],
	['source_type', 'Human Moderator', 'human_moderator'],
	['source_type', ' AUTOMATION ', 'automation'],
	['source_type', 'robot', 'robot'],
	['labels', 'spam, scam', ['spam', 'scam']],
	['labels', ['spam', 5], ['spam', '5']],
	['client_info', '{"ip": 5}', { ip: '5' }],
	['client_info', { ip: ' 203.0.113.7 ', agent: 1 }, { ip: '203.0.113.7', agent: 1 }],
	['metadata', ' {"a": 1} ', { a: 1 }],
	['metadata', { a: 1, b: 'text', c: [true, 2] }, { a: 1, b: 'text', c: [true, 2] }],
	[
		'metadata',
		{ at: new Date(0), all: [new Date(0), 'soon'], of: null },
		{ at: '1970-01-01T00:00:00.000Z', all: ['1970-01-01T00:00:00.000Z', 'soon'], of: null },
	],
	['content', '[{"type": "TEXT", "text": 42}]', [{ type: 'text', text: '42' }]],
	['content', [{ type: 'text', text: ' as written ' }], [{ type: 'text', text: ' as written ' }]],
	[
		'content',
		[{ type: 'image', key: null, source: { type: ' url', url: 'https://a.example/b ' } }],
		[{ type: 'image', source: { type: 'url', url: 'https://a.example/b' } }],
	],
	[
		'resources_used',
		[
			{ type: 'E-Mail', value: 'a' },
			{ type: 'Telegram', value: 'a' },
			{ type: 'Phone', value: 12069406843, namespace: null },
			{ type: 'entity_id', value: ' 9', namespace: 1 },
		],
		[
			{ type: 'email', value: 'a' },
			{ type: 'Telegram', value: 'a' },
			{ type: 'phone', value: '12069406843' },
			{ type: 'entity_id', value: '9', namespace: '1' },
		],
	],
	[
		'product',
		{
			price: { amount: 0.1 + 0.2, currency: ' USD' },
			discounted_price: { amount: ' 9.99 ', currency: 1 },
			shipping_info: { ships_from: 'US ', ships_to: 'US, CA' },
		},
		{
			price: { amount: '0.3', currency: 'USD' },
			discounted_price: { amount: '9.99', currency: '1' },
			shipping_info: { ships_from: 'US', ships_to: ['US', 'CA'] },
		},
	],
	['product', { discounted_price: null, shipping_info: null, brand: null }, { brand: null }],
])('%s: %p is read as %p', (field, given, meant) => {
	expect(tidied(field, given)).toEqual(meant);
});

it.each<[string, unknown]>([
	['source_id', 2 ** 60],
	['source_id', NaN],
	['source_id', ['rule_1']],
	['source_type', true],
	['client_info', '203.0.113.7'],
	['metadata', '{a'],
	['metadata', [1]],
	['content', { type: 'text' }],
	['resources_used', 'a'],
	['product', { price: 5, discounted_price: { amount: true } }],
])('%s: %p stays as it is, so that the check can refuse it', (field, value) => {
	expect(tidied(field, value)).toEqual(value);
});

it.each([
	['Product Created', 'product_created'],
	['PRODUCT_UPDATED', 'product_updated'],
	['sold', 'sold'],
])('of a changed product, the name %s is %s', (given, event_name) => {
	const change = { type: 'Product Changed', event_name: given };

	expect(tidyEvent(change, {}, false).event).toEqual({ type: 'product_changed', event_name });
});

it('another event keeps a name that looks like one of a changed product', () => {
	const contact = { type: 'user_contact', event_name: 'Product Created' };

	expect(tidyEvent(contact, {}, false).event).toEqual(contact);
});

const row = {
	type: 'user_contact',
	user_id: 'u',
	labels: 'spam',
	rowId: 7,
	notes: ' ',
	gone: null,
};

it.each([
	['leaves out', false, { type: 'user_contact', user_id: 'u' }],
	['keeps', true, { type: 'user_contact', user_id: 'u', labels: ['spam'], rowId: 7 }],
])('%s what the type does not know, and names it', (_what, keepUnknown, event) => {
	expect(tidyEvent(row, {}, keepUnknown)).toEqual({
		event,
		unknownFields: ['labels', 'rowId'],
		ambiguous: undefined,
	});
});

it('a decision keeps its user_id, so that the check can refuse it', () => {
	const decision = { type: 'moderation_decision', user_id: 'u' };

	expect(tidyEvent(decision, {}, false).event).toEqual(decision);
});

describe('Extra Fields', () => {
	const contact = { type: 'user_contact', user_id: 'u', metadata: '{"a": 1, "b": 2}' };

	it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
		['are added', { severity: 'high' }, { ...contact, severity: 'high', metadata: { a: 1, b: 2 } }],
		['go into an object', { metadata: { b: 3 } }, { ...contact, metadata: { a: 1, b: 3 } }],
		[
			'replace what is no object',
			{ user_id: 42 },
			{ ...contact, user_id: '42', metadata: { a: 1, b: 2 } },
		],
		['replace an object with what is none', { metadata: 'x' }, { ...contact, metadata: 'x' }],
		['take a field away', { metadata: null, user_id: ' ' }, { type: 'user_contact' }],
	])('%s', (_what, extra, event) => {
		expect(tidyEvent(contact, extra, false).event).toEqual(event);
	});

	it('decide the type, and with it which columns count', () => {
		const { event, unknownFields } = tidyEvent(row, { type: 'User Report' }, false);

		expect(event).toEqual({ type: 'user_report', user_id: 'u', labels: ['spam'] });
		expect(unknownFields).toEqual(['rowId']);
	});

	it('have no way to the prototype', () => {
		const extra = JSON.parse('{"__proto__": {"user_id": "other"}}') as Record<string, unknown>;
		const { event } = tidyEvent({ type: 'user_contact' }, extra, false);

		expect(event.user_id).toBeUndefined();
		expect(Object.getPrototypeOf(event)).toBe(Object.prototype);
	});
});
