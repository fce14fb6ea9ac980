import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { INodeParameters } from 'n8n-workflow';

import { byId, setyBench } from '../../harness/engine/sety.cts';
import { cancelledInWait, virtualTime } from '../../harness/engine/virtualTime.cts';
import { OTHER_ORGANIZATION_KEY, TEST_KEY } from '../../sandbox/sety/keys.cts';

const sety = setyBench();

const note = { incidentId: byId('inc_0000000000000001'), note: 'Door is locked' };
const emergency = {
	subjectName: 'Amaka Obi',
	latitude: '6.5244',
	longitude: '3.3792',
	idempotencyKey: 'alarm-7',
};

/** A read, a write with an idempotency key, a write without one. */
const calls: Record<'read' | 'safe' | 'unsafe', [operation: string, parameters: INodeParameters]> =
	{
		read: ['incident.getAll', { limit: 1 }],
		safe: ['incident.create', emergency],
		unsafe: ['incident.addNote', note],
	};

async function attempts(): Promise<number> {
	return (await sety.sandbox.control.received()).length;
}

describe('a status of the API', () => {
	const statuses: Array<[number, keyof typeof calls, RegExp, RegExp]> = [
		[400, 'safe', /refused the input of "Create incident": Unclear/, /Correct the parameter/],
		[401, 'read', /does not accept the API Key/, /press Test/],
		[402, 'read', /no API access/, /plan and billing/],
		[403, 'safe', /lacks the scope for "Create incident"/, /Give the key that scope/],
		[404, 'read', /nothing at the address of "List incidents"/, /Check the Base URL/],
		[
			409,
			'safe',
			/current state of the record does not allow "Create incident": Unclear/,
			/Get the record/,
		],
		[413, 'safe', /too large/, /Send less/],
		[418, 'safe', /status 418/, /Unclear/],
	];

	it.each(statuses)('%i is explained and not repeated', async (status, kind, message, wayOn) => {
		await sety.sandbox.control.addFaults({
			kind: 'status',
			status,
			body: { code: status, message: 'Unclear' },
			times: 'always',
		});
		const [operation, parameters] = calls[kind];
		const result = await sety.run(operation, parameters);

		expect(result.error?.name).toBe('NodeApiError');
		expect(result.error?.message).toMatch(message);
		expect(result.error?.message).toContain('[item 0]');
		expect(result.error?.description).toMatch(wayOn);
		expect(await attempts()).toBe(1);
	});

	it('404 tells that an incident of another organization is not found', async () => {
		const [id = ''] = await sety.sandbox.control.sety.createIncidents({ count: 1 });
		const credential = { apiKey: OTHER_ORGANIZATION_KEY };
		const result = await sety.run('incident.get', { incidentId: byId(id) }, { credential });

		expect(result.error?.message).toContain('no such incident');
		expect(result.error?.description).toContain('another organization');
	});

	it.each([404, 405])('%i at an assumed path leads to Endpoint Overrides', async (status) => {
		await sety.sandbox.control.addFaults({ kind: 'status', status, times: 'always' });
		const result = await sety.run('threatIntelligence.getHeatmap', {});

		expect(result.error?.message).toContain(
			`answered ${status} for "Heatmap data" at GET /heatmap`,
		);
		expect(result.error?.description).toMatch(/path is assumed.*Endpoint Overrides/);
		expect(result.error?.description).toContain('{"threatIntelligence.getHeatmap": "/right/path"}');
	});

	const note: [string, INodeParameters] = calls.unsafe;
	const answers: Array<[string, number, string, [string, INodeParameters], RegExp, RegExp]> = [
		[
			'an unknown address, assumed',
			404,
			'Not found',
			note,
			/answered 404/,
			/^This path is assumed.* Enter the right path.*"method"/,
		],
		[
			'a missing record, assumed path',
			404,
			'Incident not found',
			note,
			/no such incident/,
			/^Check the ID/,
		],
		[
			'either, assumed path',
			404,
			'',
			note,
			/answered 404/,
			/Check the ID first\. If it is right, enter/,
		],
		['a method, assumed', 405, 'Not allowed', note, /answered 405/, /Endpoint Overrides/],
		[
			'an unknown address, documented',
			404,
			'Not found',
			['incident.get', { incidentId: byId('inc_1') }],
			/nothing at the address/,
			/Base URL/,
		],
		[
			'a missing record',
			404,
			'Incident not found',
			['incident.get', { incidentId: byId('inc_1') }],
			/no such incident/,
			/ID/,
		],
		[
			'a refused field',
			400,
			'"note" is not allowed',
			note,
			/"note" is not allowed/,
			/Endpoint Overrides.*{"incident.addNote": {"rename": {"note": "right_name"}}}.*Extra Fields/,
		],
		[
			'a missing field',
			422,
			'"latitude" is required',
			['threatIntelligence.getSafetyScore', { latitude: '6.5', longitude: '3.3' }],
			/"latitude" is required/,
			/"rename".*Extra Fields/,
		],
		[
			'a refused field of a new incident',
			400,
			'"severity" must be one of',
			calls.safe,
			/must be one of/,
			/{"incident.create": {"rename": {"severity"/,
		],
		[
			'a refused field of a documented list',
			400,
			'"status" is invalid',
			['incident.getAll', {}],
			/is invalid/,
			/^Correct the parameter that the message names\.$/,
		],
	];

	it.each(answers)(
		'%s: %i %s',
		async (_what, status, message, [operation, parameters], said, wayOn) => {
			const body = message === '' ? {} : { code: status, message };
			await sety.sandbox.control.addFaults({ kind: 'status', status, body, times: 'always' });
			const result = await sety.run(operation, parameters);

			expect(result.error?.message).toMatch(said);
			expect(result.error?.description).toMatch(wayOn);
		},
	);

	it('a redirect is not followed', async () => {
		await sety.sandbox.control.addFaults({
			kind: 'redirect',
			location: `${sety.sandbox.credentials.setyApi.baseUrl}/health`,
		});
		const result = await sety.run('incident.getAll', {});

		expect(result.error?.message).toContain('redirected');
		expect(result.error?.description).toContain('Base URL');
		expect(await attempts()).toBe(1);
	});
});

describe('an ending after which nobody knows whether it happened', () => {
	const endings = [
		...[408, 425, 500, 502, 503, 504, 520, 521, 522, 523, 524, 525, 526, 527, 529, 530].map(
			(status) => ({ kind: 'status' as const, status }),
		),
		{ kind: 'html' as const },
		{ kind: 'truncatedJson' as const },
		...['', 'null', '"ok"', '<html>', 'OK', '{'].map((body) => ({
			kind: 'status' as const,
			status: 201,
			body,
		})),
		{ kind: 'resetBefore' as const },
		{ kind: 'resetAfter' as const },
	];

	it.each(endings)('%j: a read is repeated', async (fault) => {
		virtualTime();
		await sety.sandbox.control.addFaults({ ...fault, times: 2 });
		const result = await sety.run(...calls.read);

		expect(result.error).toBeUndefined();
		expect(await attempts()).toBe(3);
	});

	it.each(endings)('%j: a write with a key is repeated with the same key', async (fault) => {
		virtualTime();
		await sety.sandbox.control.addFaults({ ...fault, times: 2 });
		const result = await sety.run(...calls.safe);

		expect(result.error).toBeUndefined();
		const bodies = (await sety.sandbox.control.received()).map(({ body }) => body);
		expect(bodies).toHaveLength(3);
		expect(new Set(bodies.map((body) => JSON.stringify(body))).size).toBe(1);
		expect(bodies[0]).toMatchObject({ idempotency_key: 'alarm-7' });
	});

	// An empty answer to a write that needs none is no unreadable one.
	const open = endings.filter((fault) => !('body' in fault) || fault.body !== '');

	it.each(open)('%j: another write is never repeated, and said to be open', async (fault) => {
		virtualTime();
		await sety.sandbox.control.addFaults({ ...fault, times: 'always' });
		const result = await sety.run(...calls.unsafe);

		expect(await attempts()).toBe(1);
		expect(result.error?.message).toMatch(/"Add note".*it may or may not have happened/);
		expect(result.error?.description).toMatch(/did not send it again.*Check at Sety/);
	});

	it('gives up after five attempts', async () => {
		virtualTime();
		await sety.sandbox.control.addFaults({ kind: 'status', status: 503, times: 'always' });
		const read = await sety.run(...calls.read);
		expect(await attempts()).toBe(5);
		expect(read.error?.message).toContain('answered "List incidents" with 503, 5 times');

		await sety.sandbox.control.clearReceived();
		const safe = await sety.run(...calls.safe);
		expect(await attempts()).toBe(5);
		expect(safe.error?.message).toContain('may or may not have happened');
		expect(safe.error?.description).toContain('Sending the same request again is safe');
	});

	it('a time-out counts as such and names the option', async () => {
		await sety.sandbox.control.addFaults({ kind: 'latency', ms: 3_000, times: 'always' });
		const [operation, parameters] = calls.unsafe;
		const result = await sety.run(operation, { ...parameters, options: { timeout: 1 } });

		expect(await attempts()).toBe(1);
		expect(result.error?.message).toContain(
			'did not answer "Add note" within 1 s (Request Timeout)',
		);
		expect(result.error?.message).toContain('may or may not have happened');
	});
});

it('what Sety says and what it means for the incident are sentences of their own', async () => {
	const [id = ''] = await sety.sandbox.control.sety.createIncidents({ count: 1 });
	await sety.run('incident.cancel', { incidentId: byId(id) });
	const again = await sety.run('incident.cancel', { incidentId: byId(id) });

	expect(again.error?.message).toContain('already resolved or cancelled');
	expect(again.error?.description).toContain(
		'Sety says: Incident is already cancelled. Nothing was changed at Sety.',
	);
});

describe('a service that cannot be reached', () => {
	async function freePort(): Promise<number> {
		const server = createServer().listen(0, '127.0.0.1');
		await new Promise((resolve) => server.once('listening', resolve));
		const { port } = server.address() as AddressInfo;
		await new Promise((resolve) => server.close(resolve));
		return port;
	}

	it.each(['read', 'safe', 'unsafe'] as const)(
		'refused: %s is repeated five times',
		async (kind) => {
			const { waits } = virtualTime();
			const baseUrl = `http://127.0.0.1:${await freePort()}`;
			const result = await sety.run(...calls[kind], { credential: { baseUrl } });

			expect(waits).toHaveLength(4);
			expect(result.error?.message).toMatch(/Sety could not be reached/);
			expect(result.error?.description).toMatch(
				kind === 'read'
					? /5 attempts ended with ECONNREFUSED/
					: /ECONNREFUSED.*Nothing was changed at Sety/,
			);
		},
	);

	it('a name that does not exist', async () => {
		virtualTime();
		const credential = { baseUrl: 'http://sety.invalid/v1' };
		const result = await sety.run(...calls.unsafe, { credential });

		expect(result.error?.message).toContain('could not be reached');
	});
});

describe('a rate limit', () => {
	const hints: Array<['seconds' | 'decimal' | 'httpDate' | 'resetHeader', number, number, number]> =
		[
			['seconds', 7, 7_000, 7_000],
			['decimal', 0.4, 400, 400],
			// Dates have no fractions of a second.
			['httpDate', 7, 6_000, 8_000],
			['resetHeader', 7, 6_000, 8_000],
		];

	it.each(hints)('waits as asked (%s)', async (hint, seconds, least, most) => {
		const { waits } = virtualTime();
		await sety.sandbox.control.addFaults({ kind: 'rateLimited', hint, seconds, times: 1 });
		const result = await sety.run(...calls.unsafe);

		expect(result.error?.message ?? '').not.toContain('rate limit');
		expect(await attempts()).toBe(2);
		expect(waits).toHaveLength(1);
		expect(waits[0]).toBeGreaterThanOrEqual(least);
		expect(waits[0]).toBeLessThanOrEqual(most);
	});

	it('doubles the wait without a hint, until the option allows no more', async () => {
		const { waits } = virtualTime({ random: 0.999999 });
		await sety.sandbox.control.addFaults({
			kind: 'rateLimited',
			hint: 'none',
			seconds: 1,
			times: 'always',
		});
		const result = await sety.run(...calls.read);

		expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000]);
		expect(result.error?.message).toMatch(
			/rate limit of Sety did not allow.*after 7 attempts and 31.5 s of waiting/,
		);
		expect(result.error?.description).toContain(
			'The next attempt would need a wait of 30 s more, but Max Wait For Rate Limits allows 60 s in total.',
		);
	});

	it('does not wait longer than the option allows', async () => {
		const { waits } = virtualTime();
		await sety.sandbox.control.addFaults({
			kind: 'rateLimited',
			hint: 'seconds',
			seconds: 90,
			times: 'always',
		});
		const result = await sety.run(...calls.safe);

		expect(waits).toEqual([]);
		expect(await attempts()).toBe(1);
		expect(result.error?.description).toMatch(/asks for a wait of 90 s more.*allows 60 s in total/);
	});

	it('holds back all requests of the execution', async () => {
		await sety.sandbox.control.addFaults(
			{ kind: 'rateLimited', hint: 'decimal', seconds: 0.4, times: 1 },
			{ kind: 'latency', ms: 20, times: 'always' },
		);
		const input = [Array.from({ length: 12 }, (_value, n) => ({ n }))];
		const result = await sety.run(
			'incident.create',
			{ ...emergency, idempotencyKey: '={{ "alarm-" + $json.n }}', options: { concurrency: 3 } },
			{ input },
		);

		expect(result.json).toHaveLength(12);
		const received = await sety.sandbox.control.received();
		expect(received).toHaveLength(13);
		const refusedAt = Date.parse(received.find(({ status }) => status === 429)?.at ?? '');
		const waitedFor = received.slice(3).map(({ at }) => Date.parse(at) - refusedAt);
		// The three under way were sent already; nobody else asks before the time is over.
		expect(Math.min(...waitedFor)).toBeGreaterThanOrEqual(400);
	});

	it('a wait ends at once when the execution is cancelled', async () => {
		const { onStart, waits } = cancelledInWait();
		await sety.sandbox.control.addFaults({
			kind: 'rateLimited',
			hint: 'seconds',
			seconds: 50,
			times: 'always',
		});
		const result = await sety.run(...calls.read, {
			onStart,
			onError: 'continueRegularOutput',
		});

		expect(result.status).toBe('canceled');
		expect(waits).toEqual([50_000]);
		expect(await attempts()).toBe(1);
	});
});

describe('an answer that cannot be read', () => {
	it.each(['html', 'truncatedJson'] as const)(
		'%s with 200, read: names the Base URL',
		async (kind) => {
			virtualTime();
			await sety.sandbox.control.addFaults({ kind, times: 'always' });
			const result = await sety.run(...calls.read);

			expect(result.error?.message).toContain(
				'answered "List incidents" without readable JSON, 5 times [item 0]',
			);
			expect(result.error?.description).toMatch(/^Check that the Base URL.*The response begins: /s);
			expect(await attempts()).toBe(5);
		},
	);

	it.each(['html', 'truncatedJson', 'noContent'] as const)(
		'%s after a write with a key: asked again, and nobody claims that Sety accepted it',
		async (kind) => {
			virtualTime();
			await sety.sandbox.control.addFaults({ kind, times: 'always' });
			const result = await sety.run(...calls.safe);

			expect(result.error?.message).toContain(
				'answered "Create incident" without readable JSON, 5 times: it may or may not have happened',
			);
			expect(result.error?.description).toContain('Sending the same request again is safe');
			expect(result.error?.description).not.toMatch(/accepted|probably/);
			expect(await attempts()).toBe(5);
		},
	);

	it.each(['html', 'truncatedJson'] as const)(
		'%s after another write: not asked again, and to be looked for',
		async (kind) => {
			await sety.sandbox.control.addFaults({ kind, times: 'always' });
			const result = await sety.run(...calls.unsafe);

			expect(result.error?.message).toContain(
				'answered "Add note" without readable JSON: it may or may not have happened',
			);
			expect(result.error?.description).toMatch(/did not send it again.*Check at Sety/);
			expect(await attempts()).toBe(1);
		},
	);

	it('a JSON without an incident leaves it open whether there is one', async () => {
		await sety.sandbox.control.addFaults({ kind: 'status', status: 201, body: { ok: 1 } });
		const result = await sety.run(...calls.safe);

		expect(result.error?.message).toContain('without an incident_id: it may or may not');
		expect(result.error?.description).not.toMatch(/accepted|probably/);
	});

	it('an answer without a list is an error, not an empty list', async () => {
		await sety.sandbox.control.addFaults({ kind: 'status', status: 200, body: { ok: true } });
		const result = await sety.run(...calls.read);

		expect(result.error?.message).toContain('without a list');
	});

	it('no content is taken for an empty answer where nothing in it is needed', async () => {
		const [id = ''] = await sety.sandbox.control.sety.createIncidents({ count: 1 });
		await sety.sandbox.control.addFaults({ kind: 'noContent' });
		const result = await sety.run('incident.cancel', { incidentId: byId(id) });

		expect(result.error).toBeUndefined();
		expect(result.json).toEqual([{}]);
	});

	it('quotes no more than 200 characters', async () => {
		await sety.sandbox.control.addFaults({ kind: 'status', status: 418, body: 'x'.repeat(9_000) });
		const result = await sety.run(...calls.read);

		expect(result.error?.description).toContain('x'.repeat(200));
		expect(result.error?.description).not.toContain('x'.repeat(201));
	});
});

describe('the key', () => {
	it.each(['none', 'continueRegularOutput', 'continueErrorOutput'] as const)(
		'is nowhere in the stored execution, even when a service repeats it (On Error: %s)',
		async (onError) => {
			virtualTime();
			await sety.sandbox.control.addFaults({ kind: 'echoAuthorization', times: 'always' });
			const result = await sety.run(...calls.read, onError === 'none' ? {} : { onError });

			expect(await attempts()).toBe(5);
			expect(result.stored).not.toContain(TEST_KEY);
			expect(result.stored).not.toContain(TEST_KEY.slice(10));
		},
	);

	it('is nowhere in the stored execution when the connection breaks', async () => {
		virtualTime();
		await sety.sandbox.control.addFaults({ kind: 'resetBefore', times: 'always' });
		const result = await sety.run(...calls.read);

		expect(result.stored).not.toContain(TEST_KEY.slice(10));
	});
});
