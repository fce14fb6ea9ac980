import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

import type { INodeParameters } from 'n8n-workflow';

import { byId, setyBench } from '../../../harness/engine/sety.cts';
import { standingClock, virtualTime } from '../../../harness/engine/virtualTime.cts';
import { LIVE_KEY, TEST_KEY } from '../../../sandbox/sety/keys.cts';

// What could send responders twice, not at all, or to the wrong place: each case was found by trying to break the node.

const sety = setyBench();

const place = { latitude: '6.5244', longitude: '3.3792' };
const emergency = { subjectName: 'Amaka Obi', ...place };
const live = { credential: { apiKey: LIVE_KEY } };

async function dispatches(): Promise<number> {
	return (await sety.sandbox.control.sety.dispatches()).length;
}

describe("n8n's Retry On Fail", () => {
	it('dispatches once, also when an expression gives another text for every try', async () => {
		virtualTime();
		await sety.sandbox.control.addFaults({ kind: 'resetAfter', path: '/incidents', times: 5 });
		const description = '={{ "at " + Math.random() }}';
		const result = await sety.run(
			'incident.create',
			{ ...emergency, description },
			{ ...live, maxTries: 3 },
		);

		expect(result.error).toBeUndefined();
		expect(await dispatches()).toBe(1);
	});

	it('dispatches once for a tool call of an AI agent', async () => {
		virtualTime();
		await sety.sandbox.control.addFaults({ kind: 'resetAfter', path: '/incidents', times: 5 });
		const result = await sety.run(
			'incident.create',
			{
				...emergency,
				description: '={{ "at " + Math.random() }}',
				options: { allowLiveDispatchFromAgents: true },
			},
			{
				...live,
				typeName: 'setyTool',
				maxTries: 3,
				input: [[{ toolCallId: 'call_1', description: 'A crash' }]],
			},
		);

		expect(result.error).toBeUndefined();
		expect(await dispatches()).toBe(1);
	});

	it('dispatches once for the good items when a bad one makes n8n run all of them again', async () => {
		const result = await sety.run(
			'incident.create',
			{ subjectName: '={{ $json.who }}' },
			{
				...live,
				maxTries: 3,
				onError: 'continueRegularOutput',
				input: [[{ who: '' }, { who: 'Amaka Obi' }]],
			},
		);

		expect(result.json).toMatchObject([{ error: expect.any(String) }, { is_new: true }]);
		expect(await dispatches()).toBe(1);
	});
});

describe('a key of the own', () => {
	it('that an expression leaves empty is refused, not replaced', async () => {
		const idempotencyKey = '={{ $json.tripId }}';
		const result = await sety.run('incident.create', { ...emergency, idempotencyKey }, live);

		expect(result.error?.message).toBe(
			'Idempotency Key has an expression that returns nothing [item 0]',
		);
		expect(await sety.sandbox.control.received()).toEqual([]);
	});

	it('that was used for another person is an error: no responders were sent', async () => {
		const idempotencyKey = 'trip-';
		await sety.run('incident.create', { ...emergency, idempotencyKey }, live);
		const other = await sety.run(
			'incident.create',
			{ ...emergency, subjectName: 'Olu Babs', idempotencyKey },
			live,
		);

		expect(other.error?.message).toMatch(/"trip-" was already used for another person/);
		expect(await dispatches()).toBe(1);
	});

	it('that was used for the same person gives the incident that exists', async () => {
		const idempotencyKey = 'trip-7';
		const first = await sety.run('incident.create', { ...emergency, idempotencyKey });
		const again = await sety.run('incident.create', { ...emergency, idempotencyKey });

		expect(first.json).toMatchObject([{ is_new: true }]);
		expect(again.json).toMatchObject([{ incident_id: first.json[0]?.incident_id, is_new: false }]);
	});

	it('that was used for an incident that is over is an error: no responders were sent', async () => {
		const idempotencyKey = 'user-7';
		const first = await sety.run('incident.create', { ...emergency, idempotencyKey }, live);
		const id = first.json[0]?.incident_id as string;
		await sety.sandbox.control.sety.setStatus(id, { status: 'resolved' });
		const again = await sety.run('incident.create', { ...emergency, idempotencyKey }, live);

		expect(again.error?.message).toMatch(/"user-7" belongs to an incident that is resolved/);
		expect(again.error?.description).toContain(id);
		expect(await dispatches()).toBe(1);
	});

	it('that exists already is hinted at', async () => {
		const again = { ...emergency, idempotencyKey: 'trip-9' };
		await sety.run('incident.create', again);
		const result = await sety.run('incident.create', again, { input: [[{}, {}]] });

		expect(result.hints.map(({ message }) => message)).toEqual([
			'This Idempotency Key already has an incident, which was returned (is_new: false). No one new was dispatched.',
		]);
	});

	it.each([
		['{"idempotency_key":"alarm"}', 'idempotency_key'],
		['{"idempotency_key":null}', 'idempotency_key'],
		['{"Idempotency-Key":"alarm"}', 'Idempotency-Key'],
		['{"idempotencyKey":"alarm"}', 'idempotencyKey'],
	])('cannot stand in Extra Fields (%s)', async (extraFields, name) => {
		const result = await sety.run('incident.create', { ...emergency, options: { extraFields } });

		expect(result.error?.message).toContain(`Extra Fields sets "${name}"`);
		expect(result.error?.description).toContain('Use the field Idempotency Key');
		expect(await sety.sandbox.control.received()).toEqual([]);
	});

	it('with a lost response: whether it is new cannot be told', async () => {
		virtualTime();
		await sety.sandbox.control.addFaults({ kind: 'resetAfter', path: '/incidents', times: 1 });
		const result = await sety.run('incident.create', { ...emergency, idempotencyKey: 'trip-8' });

		expect(result.json).toMatchObject([{ is_new: null }]);
	});

	it('derived, with a lost response: it is new, because no other item has that key', async () => {
		virtualTime();
		await sety.sandbox.control.addFaults({ kind: 'resetAfter', path: '/incidents', times: 1 });
		const result = await sety.run('incident.create', emergency);

		expect(result.json).toMatchObject([{ is_new: true }]);
	});
});

it('two nodes without an ID of their own never share a derived key', async () => {
	standingClock();
	const first = await sety.run('incident.create', emergency, { nodeName: 'Report A' });
	const second = await sety.run('incident.create', emergency, { nodeName: 'Report B' });

	expect(second.json[0]?.incident_id).not.toBe(first.json[0]?.incident_id);
});

describe('a retry from the list of executions', () => {
	const cancel = { incidentId: byId('inc_a1b2c3d4e5f6g7h8') };

	// Nobody can tell whether the first execution was a refused test run. A key of the own does not change that.
	it.each<[string, INodeParameters]>([
		['incident.create', emergency],
		['incident.create', { ...emergency, idempotencyKey: 'alarm-7' }],
		['incident.create', { ...emergency, options: { allowLiveDispatchFromTestRuns: true } }],
		[
			'incident.create',
			{ ...emergency, options: { allowLiveDispatchFromRetriedExecutions: '={{ true }}' } },
		],
		[
			'incident.create',
			{ ...emergency, options: '={{ ({"allowLiveDispatchFromRetriedExecutions": true}) }}' },
		],
		['incident.cancel', cancel],
		['incident.cancel', { ...cancel, options: { allowLiveDispatchFromRetriedExecutions: true } }],
	])('%s %j is refused with a live key', async (operation, parameters) => {
		const result = await sety.run(operation, parameters, { ...live, mode: 'retry' });

		expect(result.error?.message).toMatch(/This execution is a retry/);
		expect(result.error?.description).toMatch(/Nothing was sent.*From Retried Executions/);
		expect(await sety.sandbox.control.received()).toEqual([]);
	});

	it.each<[string, INodeParameters]>([
		[
			'incident.create',
			{ ...emergency, options: { allowLiveDispatchFromRetriedExecutions: true } },
		],
		['incident.cancel', { ...cancel, options: { allowLiveCancelFromRetriedExecutions: true } }],
	])('%s goes through where a person switched it on', async (operation, parameters) => {
		await sety.run(operation, parameters, { ...live, mode: 'retry' });

		expect(await sety.sandbox.control.received()).toHaveLength(1);
	});

	it('with a test key is carried out', async () => {
		const result = await sety.run('incident.create', emergency, { mode: 'retry' });

		expect(result.error).toBeUndefined();
	});
});

it.each(['allowLiveDispatchFromTestRuns', 'allowLiveDispatchFromAgents'])(
	'%s counts only when a person switched it on, not when data did',
	async (option) => {
		const result = await sety.run(
			'incident.create',
			{ ...emergency, options: { [option]: '={{ true }}' } },
			{ ...live, mode: 'manual', typeName: 'setyTool' },
		);

		expect(result.error?.description).toContain('Nothing was sent');
		expect(await sety.sandbox.control.received()).toEqual([]);
	},
);

describe('after an attempt whose answer was lost', () => {
	it.each([
		['a rate limit', { kind: 'rateLimited', hint: 'seconds', seconds: 600 }],
		['a refusal', { kind: 'status', status: 401 }],
	] as const)('%s does not say that nothing happened', async (_what, fault) => {
		virtualTime();
		await sety.sandbox.control.addFaults(
			{ kind: 'resetAfter', path: '/incidents', times: 1 },
			{ ...fault, path: '/incidents', times: 'always' },
		);
		const result = await sety.run('incident.create', emergency, live);

		expect(await dispatches()).toBe(1);
		expect(result.error?.message).toContain('may or may not have happened');
		expect(result.error?.description).not.toContain('Nothing was changed');
	});

	it.each([501, 520, 524, 599])('%i does not say so either', async (status) => {
		virtualTime();
		await sety.sandbox.control.addFaults({ kind: 'status', status, times: 'always' });
		const result = await sety.run('incident.create', emergency);

		expect(result.error?.message).toContain('may or may not have happened');
	});
});

interface BareServer {
	baseUrl: string;
	close(): Promise<void>;
}

/** A server on which `answer` does what no sandbox would do. */
async function bareServer(answer: (socket: Socket) => void): Promise<BareServer> {
	const sockets = new Set<Socket>();
	const server = createServer((socket) => {
		sockets.add(socket);
		socket.on('error', () => {});
		socket.once('data', () => answer(socket));
	}).listen(0, '127.0.0.1');
	await new Promise((resolve) => server.once('listening', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		baseUrl: `http://127.0.0.1:${port}`,
		async close() {
			for (const socket of sockets) socket.destroy();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

describe('a server that answers nonsense after it read the request', () => {
	const note = { incidentId: byId('inc_0000000000000001'), note: 'x' };

	it.each([
		['no HTTP at all', 'hello\r\n\r\n'],
		['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}'],
		['a bad chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n'],
		['broken gzip', 'HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nabcd'],
	])('%s: the write may have happened', async (_what, text) => {
		const { baseUrl, close } = await bareServer((socket) => socket.end(text));
		// Some versions of axios notice the last of them only by the timeout.
		const parameters = { ...note, options: { timeout: 1 } };
		const result = await sety.run('incident.addNote', parameters, { credential: { baseUrl } });
		await close();

		expect(result.error?.message).toContain('may or may not have happened');
	});

	it('https at an address that speaks http is told as such', async () => {
		const { baseUrl, close } = await bareServer((socket) =>
			socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'),
		);
		const credential = { baseUrl: baseUrl.replace('http:', 'https:') };
		const result = await sety.run('incident.create', emergency, { credential });
		await close();

		expect(result.error?.message).toContain('could not be sent');
		expect(result.error?.description).toMatch(/https or http.*Nothing was changed/);
	});

	it('an answer that trickles in for longer than the timeout is not waited for', async () => {
		const { baseUrl, close } = await bareServer((socket) => {
			socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n');
			const timer = setInterval(() => socket.write(' '), 200);
			socket.once('close', () => clearInterval(timer));
		});
		const parameters = { ...note, options: { timeout: 1 } };
		const result = await sety.run('incident.addNote', parameters, { credential: { baseUrl } });
		await close();

		expect(result.error?.message).toContain('within 1 s (Request Timeout)');
	});
});

describe('a place', () => {
	it('is not taken away by an Extra Field', async () => {
		const options = { extraFields: '{"location":{"accuracy_m":5},"subject":{"age":7}}' };
		await sety.run('incident.create', { ...emergency, options });

		const [received] = await sety.sandbox.control.received();
		expect(received?.body).toMatchObject({
			subject: { name: 'Amaka Obi', age: 7 },
			location: { coordinates: [3.3792, 6.5244], accuracy_m: 5 },
		});
	});
});

describe('the key of the credential', () => {
	it('with white space around it is used and hidden without it', async () => {
		await sety.sandbox.control.addFaults({ kind: 'echoAuthorization', times: 1 });
		const credential = { apiKey: ` ${TEST_KEY} ` };
		const parameters = { incidentId: byId('inc_1'), note: 'x' };
		const result = await sety.run('incident.addNote', parameters, { credential });

		expect(result.error).toBeDefined();
		expect(result.stored).not.toContain(TEST_KEY.slice(10));
	});

	it('is hidden when a service quotes a part of it', async () => {
		const message = `Invalid key ${TEST_KEY.slice(0, 20)}…`;
		const body = { code: 401, message };
		await sety.sandbox.control.addFaults({ kind: 'status', status: 401, body });
		const result = await sety.run('incident.getAll', {});

		expect(result.error?.description).toContain('[hidden]');
		expect(result.stored).not.toContain(TEST_KEY.slice(0, 20));
	});
});

it('Extra Fields cannot turn the pages of a list', async () => {
	const result = await sety.run('incident.getAll', { options: { extraFields: '{"page":2}' } });

	expect(result.error?.message).toContain('Extra Fields sets "page"');
});

it('Stop: names the items of which nobody knows whether they were carried out', async () => {
	await sety.sandbox.control.addFaults(
		{ kind: 'status', status: 400, path: '/incidents/inc_0', times: 1 },
		{ kind: 'resetAfter', path: '/incidents/inc_1', times: 1 },
	);
	const result = await sety.run(
		'incident.addNote',
		{ incidentId: byId('={{ $json.id }}'), note: 'x' },
		{ input: [[{ id: 'inc_0' }, { id: 'inc_1' }]] },
	);

	expect(result.error?.message).toContain('[item 0]');
	expect(result.error?.description).toContain('Item 1 may or may not have been carried out');
});

it('a link leads to the incident in its path, not to one in its query', async () => {
	const [id = ''] = await sety.sandbox.control.sety.createIncidents({ count: 1 });
	const value = `https://dashboard.example.com/inc_idents/#/${id}?previous=inc_aaaaaaaaaaaaaaaa`;
	const incidentId = { __rl: true, mode: 'url', value };
	const result = await sety.run('incident.get', { incidentId });

	expect(result.json).toMatchObject([{ incident_id: id }]);
});

describe('a list', () => {
	it('is read to its end when the service gives short pages and says nothing about more', async () => {
		await sety.sandbox.control.sety.changeSettings({ maxPageSize: 20, withPagination: false });
		await sety.sandbox.control.sety.createIncidents({ count: 90 });
		const all = await sety.run('incident.getAll', { returnAll: true });
		const some = await sety.run('incident.getAll', { returnAll: false, limit: 70 });

		expect(all.json.length).toBeGreaterThanOrEqual(90);
		expect(all.hints).toEqual([]);
		expect(some.json).toHaveLength(70);
	});

	it('is found behind an empty one', async () => {
		const body = { errors: [], incidents: [{ incident_id: 'inc_1' }] };
		await sety.sandbox.control.addFaults({ kind: 'status', status: 200, body, times: 1 });
		const result = await sety.run('incident.getAll', { limit: 1, returnAll: false });

		expect(result.json).toMatchObject([{ incident_id: 'inc_1' }]);
	});

	it('of anything but records is an error', async () => {
		await sety.sandbox.control.addFaults({ kind: 'status', status: 200, body: ['a', 'b'] });
		const result = await sety.run('incident.getAll', {});

		expect(result.error?.message).toContain('without a list');
	});

	it('of access logs that name the same incident keeps them all', async () => {
		const logs = (page: number) =>
			[1, 2, 3].map((n) => ({ log_id: `log_${page}_${n}`, incident_id: 'inc_1' }));
		await sety.sandbox.control.addFaults(
			{ kind: 'status', status: 200, body: { data: logs(1), total_pages: '2' }, times: 1 },
			{ kind: 'status', status: 200, body: { data: logs(2), total_pages: '2' }, times: 1 },
		);
		const result = await sety.run('accessLog.getAll', { returnAll: true });

		expect(result.json).toHaveLength(6);
	});
});

it.each([
	[{ baseUrl: 'https://a.example/v1?' }, 'Base URL'],
	[{ baseUrl: 'https://a.example/v1#' }, 'Base URL'],
	[{ baseUrl: 'https://:secret@a.example/v1' }, 'Base URL'],
	[{ baseUrl: 7 }, 'Base URL'],
	[{ apiKey: 7 }, 'API Key'],
	[{ apiKey: LIVE_KEY, baseUrl: 'http://sety.example/v1' }, 'would travel unencrypted'],
	[{ endpointOverrides: '{"incident.cancel":{"method":"GET"}}' }, 'with GET'],
	[{ endpointOverrides: '{"accessLog.create":"/incidents"}' }, 'calls Create incident'],
	[{ endpointOverrides: '{"incident.addNote":{"rename":{"note":"author"}}}' }, 'the name "author"'],
])('refuses the credential %j', async (credential, message) => {
	const result = await sety.run('system.healthCheck', {}, { credential });

	expect(result.error?.message).toContain(message);
	expect(await sety.sandbox.control.received()).toEqual([]);
});

it('can be cancelled while thousands of items are prepared', async () => {
	const input = [Array.from({ length: 2_000 }, (_value, n) => ({ id: `inc_${n}` }))];
	const incidentId = byId('={{ $json.id }}');
	const onStart = (cancel: () => void) => setTimeout(cancel, 1);
	const result = await sety.run('incident.get', { incidentId }, { input, onStart });

	expect(result.status).toBe('canceled');
	expect((await sety.sandbox.control.received()).length).toBeLessThan(2_000);
});
