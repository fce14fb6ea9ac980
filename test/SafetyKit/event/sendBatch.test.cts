import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { IDataObject } from 'n8n-workflow';

import { contact, safetyKitBench } from '../../../harness/engine/safetyKit.cts';
import { SAFETYKIT_KEY } from '../../../sandbox/safetykit/service.cts';

const safetyKit = safetyKitBench();

const contacts = (count: number, change: (n: number) => IDataObject = () => ({})) =>
	Array.from({ length: count }, (_none, n) => contact(n, change(n)));

const users = (body: unknown) =>
	(body as Array<{ user_id: string }>).map(({ user_id }) => Number(user_id.slice('user_'.length)));
const range = (from: number, to: number) =>
	Array.from({ length: to - from }, (_none, index) => from + index);

const continued = { onError: 'continueRegularOutput' } as const;

/** Whom SafetyKit has ingested events of, in that order. */
const ingested = async () =>
	(await safetyKit.sandbox.control.safetyKit.events()).map(({ event }) => event.user_id);

it('sends all items in order, 250 at a time, and gives each the id of its event', async () => {
	const result = await safetyKit.sendBatch(contacts(600));
	const bodies = await safetyKit.eventBodies();
	const stored = await safetyKit.sandbox.control.safetyKit.events();

	expect(bodies.map(users)).toEqual([range(0, 250), range(250, 500), range(500, 600)]);
	expect(result.outputs[0]).toHaveLength(600);
	for (const [index, { json, pairedItem }] of (result.outputs[0] ?? []).entries()) {
		expect(pairedItem).toEqual({ item: index });
		expect(json.event_id).toBe(stored[index]?.event_id);
		expect(stored[index]?.event.user_id).toBe(`user_${index}`);
	}
});

it('keeps to the bytes that it was given, as they go over the wire', async () => {
	const text = '🦺 "quoted" \u2028 é'.repeat(40);
	const long = contacts(12, () => ({ content: [{ type: 'text', key: 'body', text }] }));
	const result = await safetyKit.sendBatch(long, { maxBatchKilobytes: 4 });
	const received = await safetyKit.sandbox.control.received();
	const lengths = received.map(({ headers }) => Number(headers['content-length']));

	expect(result.error).toBeUndefined();
	expect(lengths.length).toBeGreaterThan(1);
	for (const [index, length] of lengths.entries()) {
		expect(length).toBeLessThanOrEqual(4096);
		expect(length).toBe(Buffer.byteLength(JSON.stringify(received[index]?.body)));
	}
	expect(await ingested()).toEqual(long.map(({ user_id }) => user_id));
});

it('queues, with a count in place of ids', async () => {
	const result = await safetyKit.run(
		'event.sendBatch',
		{ inputMode: 'mapFromItem', delivery: 'queued' },
		{ input: [contacts(3)] },
	);
	const [request] = await safetyKit.sandbox.control.received();

	expect(request?.path).toBe('/v1/async/events');
	expect(result.json).toMatchObject([{ queued: true }, { queued: true }, { queued: true }]);
	expect(result.json[0]).not.toHaveProperty('event_id');
});

describe('an event that is too large alone', () => {
	const items = contacts(5, (n) =>
		n === 2 ? { content: [{ type: 'text', text: 'x'.repeat(3000) }] } : {},
	);

	it('is reported alone, and the others are sent', async () => {
		const result = await safetyKit.sendBatch(items, { maxBatchKilobytes: 2 }, continued);

		expect(result.json[2]).toMatchObject({
			error: expect.stringMatching(
				/^The event has \d+ bytes, more than Max Batch Size \(KB\) allows/,
			),
		});
		expect(await ingested()).toEqual(['user_0', 'user_1', 'user_3', 'user_4']);
	});

	it('with On Error = Stop nothing is sent', async () => {
		const result = await safetyKit.sendBatch(items, { maxBatchKilobytes: 2 });

		expect(result.error?.message).toContain('[item 2]');
		expect(await safetyKit.sandbox.control.received()).toEqual([]);
	});
});

it('halves a batch that SafetyKit finds too large, and keeps the order', async () => {
	await safetyKit.sandbox.control.safetyKit.changeSettings({ maxBatchEvents: 3 });
	const result = await safetyKit.sendBatch(contacts(10));

	expect(result.error).toBeUndefined();
	expect(result.json.every(({ event_id }) => typeof event_id === 'string')).toBe(true);
	expect(await ingested()).toEqual(range(0, 10).map((n) => `user_${n}`));
});

it('reports a single event that SafetyKit finds too large', async () => {
	await safetyKit.sandbox.control.safetyKit.changeSettings({ maxBodyBytes: 400 });
	const items = contacts(4, (n) => (n === 1 ? { metadata: { note: 'x'.repeat(300) } } : {}));
	const result = await safetyKit.sendBatch(items, {}, continued);

	expect(result.json.map((json) => 'event_id' in json)).toEqual([true, false, true, true]);
	expect(result.json[1]).toMatchObject({
		error: expect.stringMatching(/^SafetyKit refused this event as too large.*\[item 1\]$/),
		details: { status: 413, item: 1 },
	});
});

/** Product events: the sandbox is set to refuse one of their two names, which the node lets through. */
const products = (count: number, isBad: (n: number) => boolean) =>
	contacts(count, (n) => ({
		type: 'product_changed',
		event_name: isBad(n) ? 'product_updated' : 'product_created',
		content: [],
		product: { price: { amount: '1', currency: 'USD' } },
	}));
const onlyGood = { productEventNames: ['product_created'] };

describe('events that SafetyKit refuses', () => {
	const items = products(20, (n) => n === 3 || n === 17);
	const good = range(0, 20).filter((n) => n !== 3 && n !== 17);

	it.each([
		['the answer names them', true, 2],
		['they have to be searched for', false, 16],
	])('%s: the others go through, in order', async (_how, issues, mostRequests) => {
		await safetyKit.sandbox.control.safetyKit.changeSettings({ ...onlyGood, issues });
		const result = await safetyKit.sendBatch(items, {}, continued);

		expect(result.json.map((json) => 'event_id' in json)).toEqual(
			range(0, 20).map((n) => good.includes(n)),
		);
		expect(result.outputs[0]?.map(({ pairedItem }) => pairedItem)).toEqual(
			range(0, 20).map((item) => ({ item })),
		);
		expect(await ingested()).toEqual(good.map((n) => `user_${n}`));
		expect((await safetyKit.eventBodies()).length).toBeLessThanOrEqual(mostRequests);
		if (issues) expect(result.json[3]?.error).toContain('3.event_name');
	});

	it('fail with their batch when they are not to be searched for', async () => {
		await safetyKit.sandbox.control.safetyKit.changeSettings(onlyGood);
		const result = await safetyKit.sendBatch(items, { isolateRefused: false }, continued);

		expect(result.json.every(({ error }) => /Invalid event/.test(error as string))).toBe(true);
		expect(await safetyKit.eventBodies()).toHaveLength(1);
	});

	it('with On Error = Stop nothing is sent after the first of them', async () => {
		await safetyKit.sandbox.control.safetyKit.changeSettings(onlyGood);
		const result = await safetyKit.sendBatch(items, { maxBatchSize: 5 });

		expect(result.error?.message).toContain('[item 3]');
		expect(result.error?.description).toContain('With On Error set to Continue');
		expect(await safetyKit.eventBodies()).toHaveLength(1);
	});
});

describe('options that an expression sets', () => {
	it.each(['maxBatchSize', 'maxBatchKilobytes', 'parallelBatches', 'timeout'])(
		'%s is refused when it is not the same for all items',
		async (name) => {
			const items = contacts(3, (n) => ({ n: n + 1 }));
			const result = await safetyKit.sendBatch(items, { [name]: '={{ $json.n }}' });

			expect(result.error?.message).toBe(
				'Options differ between this item and the first item [item 1]',
			);
			expect(await safetyKit.sandbox.control.received()).toEqual([]);
		},
	);

	it('count when they are the same', async () => {
		await safetyKit.sendBatch(contacts(4), { maxBatchSize: '={{ 1 + 1 }}' });

		expect(await safetyKit.eventBodies()).toHaveLength(2);
	});

	it('Extra Fields and Personal Data in Metadata are those of each item', async () => {
		const items = contacts(3, (n) => ({ metadata: { note: n === 1 ? 'ada@example.com' : 'a' } }));
		const result = await safetyKit.sendBatch(
			items,
			{
				extraFields: '={{ ({ n: $itemIndex }) }}',
				personalDataInMetadata: '={{ $itemIndex === 1 ? "block" : "ignore" }}',
			},
			continued,
		);
		const [sent] = (await safetyKit.eventBodies()) as IDataObject[][];

		expect(result.json[1]?.error).toContain('note looks like an e-mail address');
		expect(sent?.map(({ n }) => n)).toEqual([0, 2]);
	});
});

it('trusts no answer that names events which are not in the batch', async () => {
	await safetyKit.sandbox.control.addFaults({
		kind: 'status',
		status: 400,
		body: { error: { message: 'no', issues: [{ path: '7.user_id', message: 'is wrong' }] } },
	});
	const result = await safetyKit.sendBatch(contacts(4), {}, continued);

	expect(result.json.every((json) => 'event_id' in json)).toBe(true);
	expect((await safetyKit.eventBodies()).map((body) => users(body).length)).toEqual([4, 2, 2]);
});

describe('idempotency', () => {
	it('a lost answer is asked for again, and nothing is there twice', async () => {
		await safetyKit.sandbox.control.addFaults({ kind: 'resetAfter', path: '/v1/events' });
		const result = await safetyKit.sendBatch(contacts(5));

		expect(result.error).toBeUndefined();
		expect(await ingested()).toEqual(range(0, 5).map((n) => `user_${n}`));
		expect(await safetyKit.eventBodies()).toHaveLength(2);
	});

	it('Retry On Fail repeats the keys, although the time of an event without one goes on', async () => {
		await safetyKit.sandbox.control.addFaults({ kind: 'html', path: '/v1/events' });
		const items = contacts(3, () => ({ timestamp: '' }));
		const result = await safetyKit.sendBatch(items, {}, { maxTries: 2 });
		const [first, second] = (await safetyKit.eventBodies()) as IDataObject[][];

		expect(result.error).toBeUndefined();
		expect(second?.map(({ idempotency_key }) => idempotency_key)).toEqual(
			first?.map(({ idempotency_key }) => idempotency_key),
		);
		expect(first?.[0]?.timestamp).toMatch(/^\d{4}-.*Z$/);
	});

	it('says when events share a key, because one of them may be all that is kept', async () => {
		const keys = ['a', 'b', 'a', 'c', 'b'];
		const items = keys.map((idempotency_key, n) => contact(n, { idempotency_key }));
		const { hints } = await safetyKit.sendBatch(items);

		expect(hints.map(({ message }) => message)).toEqual([
			expect.stringMatching(/same idempotency key.*: a, b\.$/),
		]);
	});

	it('takes the key of the item', async () => {
		const [sent] = (await safetyKit.sendBatch([contact(1, { idempotency_key: 'outbox-1' })])).json;

		expect(sent?.idempotency_key).toBe('outbox-1');
	});
});

it('a key that is not accepted ends the sending', async () => {
	const result = await safetyKit.sendBatch(
		contacts(10),
		{ maxBatchSize: 2 },
		{ ...continued, credential: { apiKey: 'sk_wrong' } },
	);

	expect(result.json).toHaveLength(10);
	expect(result.json[9]?.error).toContain('does not accept the API Key');
	expect(await safetyKit.eventBodies()).toHaveLength(1);
	expect(result.stored).not.toContain('sk_wrong');
});

it('a batch that goes wrong otherwise is reported for each of its events, and the next is sent', async () => {
	await safetyKit.sandbox.control.addFaults({ kind: 'status', status: 409, path: '/v1/events' });
	const result = await safetyKit.sendBatch(contacts(4), { maxBatchSize: 2 }, continued);

	expect(result.json.map((json) => 'event_id' in json)).toEqual([false, false, true, true]);
});

it('quotes of what an answer says about an event neither a key nor more than the beginning', async () => {
	const message = `is refused for ${SAFETYKIT_KEY}${'x'.repeat(5000)}`;
	await safetyKit.sandbox.control.addFaults({
		kind: 'status',
		status: 400,
		body: { issues: [{ path: '0.user_id', message }] },
	});
	const result = await safetyKit.sendBatch(contacts(2), {}, continued);

	expect(result.json[0]?.error).toContain('0.user_id: is refused for [hidden]');
	expect(result.json[1]).toHaveProperty('event_id');
	expect(result.stored).not.toContain(SAFETYKIT_KEY);
	const error = result.json[0]?.error as string;
	expect(error.length).toBeLessThan(300);
});

it.each([
	['an id too many', { status: 'ok', event_ids: ['01A', null, '01B'] }],
	['too few ids', { status: 'ok', event_ids: ['01A'] }],
	['no ids', { status: 'ok' }],
])('an answer with %s is told apart from success', async (_what, body) => {
	await safetyKit.sandbox.control.addFaults({ kind: 'status', status: 200, body });
	const result = await safetyKit.sendBatch(contacts(2));

	expect(result.error?.message).toContain('without an event id for each of the 2 events');
});

describe('ten thousand events', () => {
	const many = contacts(10_000);

	/**
	 * The most requests that were unanswered at once, and how many there were in all. Answers come when as many are open as
	 * may be, so that no clock decides.
	 */
	async function traffic(parallelBatches: number) {
		const open: Array<() => void> = [];
		let most = 0;
		let requests = 0;
		const answerAll = () => {
			for (const answer of open.splice(0)) answer();
		};
		const server = createServer((request, response) => {
			requests++;
			const chunks: Buffer[] = [];
			request.on('data', (chunk: Buffer) => chunks.push(chunk));
			request.on('end', () => {
				const { length } = JSON.parse(Buffer.concat(chunks).toString()) as unknown[];
				open.push(() => {
					response.setHeader('content-type', 'application/json');
					const event_ids = Array.from({ length }, () => 'id');
					response.end(JSON.stringify({ status: 'ok', event_ids }));
				});
				most = Math.max(most, open.length);
				if (open.length === parallelBatches) answerAll();
			});
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const { port } = server.address() as AddressInfo;
		const { json, error } = await safetyKit.sendBatch(
			many,
			{ parallelBatches },
			{ credential: { baseUrl: `http://127.0.0.1:${port}` } },
		);
		server.closeAllConnections();
		server.close();
		expect(error).toBeUndefined();
		expect(json).toHaveLength(10_000);
		return { most, requests };
	}

	// How long it takes depends on the machine (npm run bench); what it depends on is counted instead.
	it('takes 40 requests, one after the other', async () => {
		expect(await traffic(1)).toEqual({ most: 1, requests: 40 });
	});

	it('takes 40 requests, four at a time', async () => {
		expect(await traffic(4)).toEqual({ most: 4, requests: 40 });
	});
});

it('says of a cancelled run only about what was under way that nobody knows', async () => {
	await safetyKit.sandbox.control.addFaults({ kind: 'latency', ms: 60_000, skip: 2 });
	const result = await safetyKit.sendBatch(
		contacts(1000),
		{ maxBatchSize: 100 },
		{
			...continued,
			onStart: (cancel) => {
				const watch = setInterval(() => {
					void safetyKit.eventBodies().then((bodies) => {
						if (bodies.length < 3) return;
						clearInterval(watch);
						cancel();
					});
				}, 20);
			},
		},
	);

	expect(result.status).toBe('canceled');
	expect(result.stored).toContain('Other items carried out in this run: 200.');
	expect(result.error?.message).toContain('Items 200, 201, 202');
	expect(result.error?.message).toContain('and 80 more may or may not have been carried out');
	expect(result.error?.message).toContain('700 items of this run were not started');
});
