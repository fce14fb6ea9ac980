import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { FaultOrder } from '../../../sandbox/faults.cts';
import { activatedAgo, doorbellBench, idsOf, jsonOf, ledgerOf, post } from './doorbellBench.cts';

const { sety, control, neverActivated, trigger, host, create } = doorbellBench();
const NODE = 'Trigger Under Test';
const LARGEST_BODY = 256 * 1024;

/** A delivery of so many bytes. */
const bodyOf = (incident_id: string, bytes: number) =>
	JSON.stringify({ incident_id }).padEnd(bytes, ' ');

it('answers that it has the delivery', async () => {
	const { status, data } = await post(await host(), { incident_id: await create() });

	expect([status, data]).toEqual([200, { received: true }]);
});

it('reads a delivery of which n8n keeps no bytes', async () => {
	const n8n = await host({ ...trigger(), keepsRawBody: false });
	const id = await create();
	await post(n8n, { incident_id: id });

	expect(idsOf(n8n)).toEqual([`incidentCreated:${id}`]);
});

describe('the log', () => {
	const missing = (id: string) => `Incident ${id} cannot be read: Sety has no such incident`;

	it.each<[string, INodeParameters, () => IDataObject, unknown, RegExp]>([
		['no incident', {}, () => ({}), { hello: 'world' }, /^: A delivery names no incident$/],
		[
			'an incident that Sety does not have',
			{},
			() => ({}),
			{ incident_id: 'inc_00000000' },
			new RegExp(`^: ${missing('inc_00000000')}[^(]*$`),
		],
		[
			'one of three incidents that Sety does not have',
			{},
			() => ({ waiting: ['inc_00000001', 'inc_00000002'] }),
			{ incident_id: 'inc_00000000' },
			new RegExp(`^: ${missing('inc_00000000')}.* \\(and 2 more\\)$`),
		],
		[
			'more incidents than the trigger may read',
			{ options: { readsPerMinute: 1 } },
			() => ({ minute: Date.now() / 1_000, reads: 1 }),
			{ incident_id: 'inc_00000000' },
			/^: Reads Per Minute is reached, so incidents wait$/,
		],
	])('tells of %s, once a minute', async (_what, parameters, memory, delivery, line) => {
		const n8n = await host({ ...trigger(parameters), stored: activatedAgo(600, memory()) });
		for (let n = 0; n < 2; n++) await post(n8n, delivery);

		expect(n8n.warnings).toHaveLength(1);
		expect(n8n.warnings[0]?.slice(0, NODE.length)).toBe(NODE);
		expect(n8n.warnings[0]?.slice(NODE.length)).toMatch(line);
	});

	it('tells nothing of a delivery that starts the workflow', async () => {
		const n8n = await host();
		await post(n8n, { incident_id: await create() });

		expect(n8n.warnings).toEqual([]);
		expect(ledgerOf(n8n)).toMatchObject({ warned: 0 });
	});

	it.each<[string, (id: string) => string, number, string]>([
		['is too large', (id) => bodyOf(id, LARGEST_BODY + 1), 413, `it has ${LARGEST_BODY + 1} bytes`],
		[
			'lacks the secret',
			(id) => bodyOf(id, LARGEST_BODY),
			401,
			'it does not carry the Webhook Secret of the credential',
		],
	])('tells why a delivery that %s was refused', async (_what, body, status, why) => {
		const n8n = await host(trigger({}, { webhookSecret: 'a secret of enough length' }));
		const answer = await post(n8n, body(await create()));

		expect(answer.status).toBe(status);
		expect(n8n.warnings).toEqual([`The ${NODE} refused a webhook: ${why}`]);
		expect(n8n.started).toEqual([]);
	});
});

it('takes a delivery of the largest size', async () => {
	const n8n = await host();
	const id = await create();
	expect((await post(n8n, bodyOf(id, LARGEST_BODY))).status).toBe(200);

	expect(idsOf(n8n)).toEqual([`incidentCreated:${id}`]);
});

describe('an incident that cannot be read', () => {
	it.each<[string, boolean, FaultOrder]>([
		['500', true, { kind: 'status', status: 500 }],
		['503', true, { kind: 'status', status: 503 }],
		['429', true, { kind: 'rateLimited', hint: 'seconds', seconds: 600 }],
		['a connection that breaks', true, { kind: 'resetBefore' }],
		['499', false, { kind: 'status', status: 499 }],
		['404', false, { kind: 'status', status: 404 }],
		['401', false, { kind: 'status', status: 401 }],
	])('after %s waits for the next delivery: %s', async (_what, waits, fault) => {
		// No wait between the attempts.
		jest.spyOn(Math, 'random').mockReturnValue(0);
		const n8n = await host();
		const id = await create();
		await sety.sandbox.control.addFaults({ ...fault, times: 'always' });
		await post(n8n, { incident_id: id });

		expect(ledgerOf(n8n).waiting).toEqual(waits ? [id] : []);
		expect(n8n.started).toEqual([]);
	});

	it('keeps no other from starting the workflow, and waits behind those that wait', async () => {
		jest.spyOn(Math, 'random').mockReturnValue(0);
		const [one, other] = [await create(), await create()];
		const later = Array.from({ length: 9 }, (_, n) => `inc_0000000${n}`);
		const n8n = await host({
			...trigger(),
			stored: activatedAgo(600, { waiting: [other, ...later] }),
		});
		await sety.sandbox.control.addFaults({
			kind: 'status',
			status: 503,
			path: `/incidents/${one}`,
			times: 'always',
		});
		await post(n8n, { incident_id: one });

		expect(idsOf(n8n)).toEqual([`incidentCreated:${other}`]);
		expect(ledgerOf(n8n).waiting).toEqual(['inc_00000008', one]);
	});
});

it('applies the words of a delivery to no incident but its own', async () => {
	const [own, other] = [await create(), await create()];
	for (const id of [own, other]) {
		for (const status of ['assigned', 'responding']) await control().setStatus(id, { status });
	}
	const n8n = await host({ ...trigger(), stored: activatedAgo(600, { waiting: [other] }) });
	await post(n8n, { incident_id: own, status: 'assigned' });

	// The delivery about the present status of its own incident starts the workflow.
	const [created, changed] = idsOf(n8n);
	expect(n8n.started).toHaveLength(1);
	expect(created).toBe(`incidentCreated:${other}`);
	expect(changed).toMatch(new RegExp(`^incidentStatusChanged:${other}:responding:`));
	expect(idsOf(n8n)).toHaveLength(2);
});

it('dates an incident without a time by the delivery', async () => {
	const n8n = await host();
	const id = await create();
	await sety.sandbox.control.addFaults({
		kind: 'changedAnswer',
		patch: { incident: { created_at: null } },
	});
	const before = Date.now();
	await post(n8n, { incident_id: id });

	const time = Date.parse(jsonOf(n8n)[0]?.eventTime as string);
	expect(time).toBeGreaterThanOrEqual(before);
	expect(time).toBeLessThanOrEqual(Date.now());
});

it.each<[string, string, Record<string, string>, boolean]>([
	['of the shortest length', 'sixteen letters!', { token: 'sixteen letters!' }, true],
	['in other letters', 'sixteen letters!', { authorization: 'bearer sixteen letters!' }, true],
	[
		'with blanks around it',
		'sixteen letters!',
		{ authorization: 'Bearer   sixteen letters! ' },
		true,
	],
	['that holds the word', 'the Bearer of good news', { token: 'the Bearer of good news' }, true],
	[
		'beside a header that comes as a list',
		'sixteen letters!',
		{ 'set-cookie': 'a=1', token: 'sixteen letters!' },
		true,
	],
	['in a part of a text', 'sixteen letters!', { token: 'x sixteen letters!' }, false],
])('a secret %s: does it let the delivery in?', async (_what, webhookSecret, headers, letsIn) => {
	const n8n = await host(trigger({}, { webhookSecret }));
	const { status } = await post(n8n, { incident_id: await create() }, headers);

	expect(status).toBe(letsIn ? 200 : 401);
	expect(n8n.started).toHaveLength(letsIn ? 1 : 0);
});

describe('the time of the activation', () => {
	const activatedOf = async (
		stored: object,
		mode: 'init' | 'leadershipChange' | 'activate' | 'update',
	) => {
		const n8n = await host({ ...neverActivated(), stored: stored as never });
		// Of a webhook that does not exist, n8n would have the node make one.
		expect(await n8n.activate(mode)).toBe(true);
		return ledgerOf(n8n).activated;
	};

	it.each(['init', 'leadershipChange'] as const)('stays over a start of n8n (%s)', async (mode) => {
		const stored = activatedAgo(600);

		expect(await activatedOf(stored, mode)).toBe(
			(stored[`node:${NODE}`] as { activated: number }).activated,
		);
	});

	it.each(['activate', 'update'] as const)('is that of the latest one (%s)', async (mode) => {
		const now = Date.now() / 1_000;
		const activated = await activatedOf(activatedAgo(600), mode);

		expect(activated).toBeGreaterThanOrEqual(now);
		expect(activated).toBeLessThanOrEqual(Date.now() / 1_000);
	});

	it('is gone after the deactivation, and the rest of the memory is not', async () => {
		const n8n = await host({ ...trigger(), stored: activatedAgo(600, { waiting: ['inc_1'] }) });
		await n8n.deactivate();

		expect(ledgerOf(n8n)).toMatchObject({ activated: 0, waiting: ['inc_1'] });
	});

	it('is no reason to fail where n8n has stored something else', async () => {
		const n8n = await host({ ...trigger(), stored: { [`node:${NODE}`]: null } });
		await n8n.activate('activate');
		await n8n.deactivate();
		const id = await create();
		await post(n8n, { incident_id: id });

		expect(idsOf(n8n)).toEqual([`incidentCreated:${id}`]);
	});
});
