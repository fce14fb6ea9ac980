import type { INodeParameters } from 'n8n-workflow';

import { safetyKitBench } from '../../harness/engine/safetyKit.cts';

const safetyKit = safetyKitBench();

const fields = {
	inputMode: 'fields',
	eventType: 'create_account',
	eventName: 'signed_up',
	userId: 'user_1',
};

const EMPTY_ITEM = { nothing: null, yes: true, some: { a: 1 }, list: ['a'], blank: '\u200b', n: 7 };

/** What a part of an ID may give by mistake, and the words for it. */
const PARTS: Array<[string, string]> = [
	['{{ $json.missing }}', 'nothing'],
	['{{ $json.missing.deeper }}', 'nothing'],
	['{{ $json["not there"] }}', 'nothing'],
	['{{ $json.nothing }}', 'nothing'],
	['{{ $json.blank }}', 'nothing'],
	['{{ "" }}', 'nothing'],
	['{{ String(undefined) }}', 'nothing'],
	['{{ $json.some }}', 'an object'],
	['{{ $json.list }}', 'a list'],
	['{{ $json.yes }}', 'a boolean'],
	['{{ Number("x") }}', 'no number'],
	['{{ $json.missing * 2 }}', 'no number'],
];

const withUserId = (userId: string): INodeParameters => ({ ...fields, userId });

it.each(PARTS)('a user ID with the part %s is refused: it gives %s', async (part, gives) => {
	for (const userId of [`=user_${part}`, `=${part}-7`, `=a_${part}_{{ $json.n }}`]) {
		const { error } = await safetyKit.run('event.send', withUserId(userId), {
			input: [[EMPTY_ITEM]],
		});
		expect(error?.message).toBe(`User ID is incomplete: ${part} gives ${gives} [item 0]`);
	}
	expect(await safetyKit.sandbox.control.received()).toEqual([]);
});

it.each([
	['=user_{{ $json.n }}', 'user_7'],
	['={{ $json.n }}-{{ $json.list.length }}', '7-1'],
	['={{ $json.list[0] }}{{ $json?.n }}', 'a7'],
	['=user_{{ $json["n"] }} ', 'user_7'],
	['={{ "user_" + $json.n }}', 'user_7'],
	['=user_{{ 0 }}', 'user_0'],
	['=user_{{ `{{${$json.n}` }}', 'user_{{7'],
	['=user_{{ DateTime.fromISO("2026-05-21").toISODate() }}', 'user_2026-05-21'],
])('a user ID that is complete is sent: %s', async (userId, sent) => {
	const { error } = await safetyKit.run('event.send', withUserId(userId), {
		input: [[EMPTY_ITEM]],
	});
	expect(error).toBeUndefined();
	expect(await safetyKit.eventBodies()).toMatchObject([{ user_id: sent }]);
});

/** What a table or an expression writes for a missing value, where the parts of the ID are no longer known. */
const WORDS = [
	'user_undefined',
	'null',
	'user-null-7',
	'NaN',
	'[object Object]-3',
	'a/undefined',
	'TRUE',
	'#REF!',
	'N/A',
	'2.81475E+14',
];

it.each(WORDS)('an ID of %s is refused in every mode', async (word) => {
	const event = { type: 'create_account', event_name: 'signed_up', user_id: word };
	const inFields = await safetyKit.run('event.send', withUserId(word));
	const inJson = await safetyKit.run('event.send', {
		inputMode: 'json',
		eventJson: JSON.stringify(event),
	});
	const mapped = await safetyKit.sendBatch([event]);
	for (const { error } of [inFields, inJson, mapped]) {
		expect(error?.message).toMatch(
			/contains what an expr|is a word or an err|a number that has lost dig/,
		);
	}
	expect(inFields.error?.message).toContain('User ID');
	expect(inJson.error?.message).toContain('Event (JSON) → user_id');
	expect(mapped.error?.message).toContain('Column "user_id"');
	expect(await safetyKit.sandbox.control.received()).toEqual([]);
});

it.each(['nullable', 'user_nullify', 'undefinedness', 'a1e10', 'none-such', 'true-north'])(
	'an ID of %s is sent',
	async (word) => {
		await safetyKit.run('event.send', withUserId(word));
		expect(await safetyKit.eventBodies()).toMatchObject([{ user_id: word }]);
	},
);

const json = (changes: string) =>
	`={"type": "user_contact", "event_name": "a", "user_id": "u", "target_user_id": "t", ${changes}}`;

it.each([
	['"user_id": "user_{{ $json.missing }}"', 'user_id'],
	['"idempotency_key": "{{ $json.yes }}-{{ $json.n }}"', 'idempotency_key'],
	['"content_id": "a \\"quoted\\" {{ $json.missing }}"', 'content_id'],
	['"metadata": {"trip": {"tripId": "trip-{{ $json.some }}"}}', 'metadata → trip → tripId'],
	[
		'"resources_used": [{"type": "entity_id", "namespace": "n", "value": "n-{{ $json.nothing }}"}]',
		'resources_used → value',
	],
])('JSON: an ID with an empty part is refused: %s', async (part, way) => {
	const { error } = await safetyKit.run(
		'event.send',
		{ inputMode: 'json', eventJson: json(part) },
		{ input: [[EMPTY_ITEM]] },
	);
	expect(error?.message).toContain(`Event (JSON) → ${way} is incomplete: {{ $json.`);
	expect(await safetyKit.sandbox.control.received()).toEqual([]);
});

it('JSON: other texts may have parts that give nothing, and values may be parts', async () => {
	const { error } = await safetyKit.run(
		'event.send',
		{
			inputMode: 'json',
			eventJson: json(
				'"content": [{"type": "text", "text": "Hello {{ $json.missing }}{{ $json.yes }}"}], "metadata": {"ok": {{ $json.yes }}, "n": {{ $json.n }}}',
			),
		},
		{ input: [[EMPTY_ITEM]] },
	);
	expect(error).toBeUndefined();
	expect(await safetyKit.eventBodies()).toMatchObject([
		{ content: [{ text: 'Hello true' }], metadata: { ok: true, n: 7 } },
	]);
});

it('a batch is sent without the items whose key is half empty', async () => {
	const { json: output } = await safetyKit.run(
		'event.sendBatch',
		{ ...fields, additionalFields: { idempotencyKey: '=order-{{ $json.order }}' } },
		{
			input: [[{ order: 1 }, {}, { order: null }, { order: 2 }]],
			onError: 'continueRegularOutput',
		},
	);
	expect(output.map(({ error }) => error === undefined)).toEqual([true, false, false, true]);
	expect(
		(await safetyKit.sandbox.control.safetyKit.events()).map(({ event }) => event),
	).toMatchObject([{ idempotency_key: 'order-1' }, { idempotency_key: 'order-2' }]);
});

it.each([
	['an external request ID', { userId: 'u', externalRequestId: '=gdpr-{{ $json.ticket }}' }],
	['a user ID', { userId: '=user_{{ $json.ticket }}', externalRequestId: 'gdpr-1' }],
	['an external request ID as text', { userId: 'u', externalRequestId: 'gdpr-undefined' }],
])('a deletion request with half %s is refused', async (_what, parameters) => {
	const { error } = await safetyKit.run('deletionRequest.create', parameters);
	expect(error?.message).toMatch(/^(User ID|External Request ID) (is incomplete|contains what)/);
	expect(await safetyKit.sandbox.control.received()).toEqual([]);
});

it('half an ID in Extra Fields is refused', async () => {
	const { error } = await safetyKit.run('event.send', {
		...fields,
		options: { extraFields: '={"idempotency_key": "key-{{ $json.missing }}"}' },
	});
	expect(error?.message).toContain('Extra Fields → idempotency_key is incomplete');
});
