import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { SetyTrigger } from '../../../nodes/Sety/SetyTrigger.node.ts';
import { MAX_POLLS_NOT_FOUND } from '../../../nodes/Sety/trigger/statusScan.ts';
import { setyBench } from '../../../harness/engine/sety.cts';
import { TriggerHost } from '../../../harness/engine/triggerHost.cts';
import { LIVE_KEY, TEST_KEY } from '../../../sandbox/sety/keys.cts';

const sety = setyBench();
const hosts: TriggerHost[] = [];

const MINUTE = 60_000;
const BOTH = ['incidentCreated', 'incidentStatusChanged'];
const ZONES = ['dangerZoneCreated', 'dangerZoneChanged', 'dangerZoneRemoved'];

function trigger(parameters: INodeParameters = {}, credential: IDataObject = {}): TriggerHost {
	const host = new TriggerHost(
		new SetyTrigger(),
		() => sety.credential(credential as Record<string, string>),
		{ triggerOn: ['incidentCreated'], ...parameters },
	);
	hosts.push(host);
	return host;
}

async function active(parameters: INodeParameters = {}): Promise<TriggerHost> {
	const host = trigger(parameters);
	await host.activate();
	await sety.sandbox.control.clearReceived();
	return host;
}

const ago = (ms: number) => new Date(Date.now() - ms).toISOString();

const create = async (
	order: Parameters<typeof sety.sandbox.control.sety.createIncidents>[0] = {},
) => await sety.sandbox.control.sety.createIncidents(order);

const setStatus = async (id: string | undefined, status: string) =>
	await sety.sandbox.control.sety.setStatus(id ?? '', { status });

const requests = async () => (await sety.sandbox.control.received()).length;

/** Sety answers from now on with these danger zones, whatever it has. */
async function answerZones(...data: IDataObject[]): Promise<void> {
	await sety.sandbox.control.clearFaults();
	await sety.sandbox.control.addFaults({
		kind: 'status',
		status: 200,
		path: '/danger-zones',
		body: { data },
		times: 'always',
	});
}

const idsOf = (json: IDataObject[]) =>
	json.map(({ incident }) => (incident as IDataObject).incident_id);

const changesOf = (json: IDataObject[]) =>
	json
		.filter(({ event }) => event === 'incidentStatusChanged')
		.map(({ incident, previousStatus }) => [
			(incident as IDataObject).incident_id,
			previousStatus,
			(incident as IDataObject).status,
		]);

beforeEach(async () => {
	await sety.sandbox.control.sety.changeKey(TEST_KEY, { plan: 'unlimited' });
});

afterEach(async () => {
	for (const host of hosts.splice(0)) await host.stop();
	jest.restoreAllMocks();
});

describe('activation', () => {
	it('takes what is there for known, and hands nothing over', async () => {
		const host = await active({ triggerOn: [...BOTH, ...ZONES] });
		await host.tick();

		expect(host.emissions).toEqual([]);
		expect(JSON.parse(host.saved)).toMatchObject({
			[`node:Trigger Under Test`]: { polling: { version: 1 } },
		});
	});

	it('hands over what exists when asked to, oldest first', async () => {
		const host = await active({ options: { emitExisting: true } });

		expect(host.emissions).toHaveLength(1);
		const times = host.json.map(({ incident }) => (incident as IDataObject).created_at as string);
		expect(times).toHaveLength(25);
		expect(times).toEqual([...times].sort());
	});

	it('does not succeed with a key that Sety does not accept', async () => {
		const host = trigger({}, { apiKey: 'sety_test_00000000000000000000000000000000' });

		// n8n shows the message alone.
		await expect(host.activate()).rejects.toThrow(
			/^There was a problem activating the workflow: "Sety does not accept the API Key of this credential\. \w.*\."$/,
		);
		expect(host.saved).toBe('{}');
	});

	it('does not succeed when a part of what is to be watched was never read', async () => {
		await sety.sandbox.control.addFaults({
			kind: 'status',
			status: 404,
			path: '/danger-zones',
			times: 'always',
		});
		const host = trigger({ triggerOn: ['incidentCreated', 'dangerZoneCreated'] });

		await expect(host.activate()).rejects.toThrow(/answered 404 for "Danger zones|danger zones"/i);
	});
});

describe('a poll', () => {
	it('that finds nothing starts no execution and takes one request', async () => {
		await create({ count: 900, spacingMs: 20 * MINUTE });
		const host = await active();
		await host.tick();

		expect(host.emissions).toEqual([]);
		expect(await requests()).toBe(1);
	});

	it('hands over what is new, once, in one execution', async () => {
		const host = await active();
		const ids = await create({ count: 3 });
		await host.tick();
		await host.tick();

		expect(host.emissions).toHaveLength(1);
		expect(idsOf(host.json)).toEqual(ids);
		const { incidents } = await sety.sandbox.control.sety.records();
		const stored = incidents.find(({ incident_id }) => incident_id === ids[0]);
		expect(host.json[0]).toEqual({
			event: 'incidentCreated',
			incident: {
				incident_id: ids[0],
				status: 'created',
				category: 'sos',
				severity: 'high',
				subject_name: 'Amaka Obi',
				description: null,
				is_drill: false,
				mapUrl: 'https://www.openstreetmap.org/?mlat=6.5244&mlon=3.3792#map=17/6.5244/3.3792',
				latitude: 6.5244,
				longitude: 3.3792,
				created_at: stored?.created_at,
			},
			eventId: `incidentCreated:${ids[0]}`,
			eventType: 'incidentCreated',
			eventTime: stored?.created_at,
		});
	});

	it.each([false, '={{ "false" }}'])('hands over all fields with Simplify %j', async (simplify) => {
		const host = await active({ options: { simplify } });
		await create();
		await host.tick();

		expect(host.json[0]?.incident).toMatchObject({ timeline: expect.any(Array), is_drill: false });
	});

	it('finds incidents that are listed late', async () => {
		const host = await active();
		await create({ createdAt: ago(14 * MINUTE) });
		const [newest] = await create();
		await host.tick();
		const [late] = await create({ createdAt: ago(12 * MINUTE) });
		await create({ createdAt: ago(60 * MINUTE) });
		await host.tick();
		await host.tick();

		expect(idsOf(host.json).slice(1)).toEqual([newest, late]);
	});

	it('works off a backlog of 2,000, the oldest first, 500 at a time', async () => {
		await sety.sandbox.control.reset({ now: ago(300 * MINUTE) });
		const host = await active();
		await host.stop();
		await sety.sandbox.control.setClock({ now: new Date().toISOString() });
		const ids = await create({ count: 2_000, spacingMs: 5_000, createdAt: ago(2_000 * 5_000) });
		await host.activate('init');
		for (let n = 0; n < 5; n++) await host.tick();

		expect(host.emissions.map(({ items }) => items.length)).toEqual([500, 500, 500, 500]);
		expect(idsOf(host.json)).toEqual(ids);
		await sety.sandbox.control.clearReceived();
		await host.tick();
		// The lookback holds 180 of them.
		expect(await requests()).toBe(2);
	});

	it.each([
		// By the total that the list had before, page 1 tells where the backlog ends.
		{ maxItems: 500, firstPoll: 9, all: 130 },
		{ maxItems: 1_000, firstPoll: 14, all: 120 },
		{ maxItems: 5_000, firstPoll: 54, all: 106 },
	])(
		'works off a backlog of 10,000, $maxItems at a time, without reading all of it at once',
		async ({ maxItems, firstPoll, all }) => {
			await sety.sandbox.control.reset({ now: ago(3_000 * MINUTE) });
			await sety.sandbox.control.sety.changeKey(TEST_KEY, { plan: 'unlimited' });
			const host = await active({ options: { maxItems } });
			await host.stop();
			await sety.sandbox.control.setClock({ now: new Date().toISOString() });
			const count = 10_000;
			const ids = await create({ count, spacingMs: 10_000, createdAt: ago(count * 10_000) });
			await host.activate('init');
			expect(await requests()).toBeLessThanOrEqual(firstPoll);
			for (let n = 1; n <= count / maxItems; n++) await host.tick();

			expect(host.emissions.map(({ items }) => items.length)).toEqual(
				Array.from({ length: count / maxItems }, () => maxItems),
			);
			expect(idsOf(host.json)).toEqual(ids);
			expect(await requests()).toBeLessThanOrEqual(all);
		},
	);

	it('loses nothing of a long backlog while more arrives and pages behind the last are refused', async () => {
		await sety.sandbox.control.reset({ now: ago(3_000 * MINUTE) });
		await sety.sandbox.control.sety.changeKey(TEST_KEY, { plan: 'unlimited' });
		const host = await active();
		await host.stop();
		await sety.sandbox.control.setClock({ now: new Date().toISOString() });
		const ids = await create({ count: 3_200, spacingMs: 5_000, createdAt: ago(3_200 * 5_000) });
		// The fourth page of the search, behind the last one.
		await sety.sandbox.control.addFaults({ kind: 'status', status: 404, skip: 11, times: 1 });
		await host.activate('init');
		for (let n = 0; n < 7; n++) {
			ids.push(...(await create({ count: 130 })));
			await host.tick();
		}
		for (let n = 0; n < 3; n++) await host.tick();

		expect(host.errors).toEqual([]);
		expect(idsOf(host.json)).toEqual(ids);
	});

	it('works off a backlog that came within one minute', async () => {
		const host = await active({ options: { maxItems: 1_000 } });
		const ids = await create({ count: 3_000, spacingMs: 10 });
		for (let n = 0; n < 4; n++) await host.tick();

		expect(idsOf(host.json)).toEqual(ids);
		expect(host.saved.length).toBeLessThan(64 * 1024);
	});

	it('does not double or lose anything when three overlap', async () => {
		const host = await active({ triggerOn: BOTH });
		const ids = await create({ count: 120 });
		await setStatus(ids[7], 'dispatching');
		await sety.sandbox.control.addFaults({ kind: 'latency', ms: 60, times: 9 });
		await Promise.all([host.tick(), host.tick(), host.tick()]);
		await host.tick();

		const created = host.json.filter(({ event }) => event === 'incidentCreated');
		expect(idsOf(created)).toEqual(ids);
		expect(changesOf(host.json)).toEqual([[ids[7], 'created', 'dispatching']]);
		expect(host.errors).toEqual([]);
	});

	it('that fails is visible, and the next one hands over everything', async () => {
		const host = await active();
		const ids = await create({ count: 250 });
		await sety.sandbox.control.addFaults({ kind: 'status', status: 418, skip: 1, times: 1 });
		await host.tick();
		expect(host.errors.map(({ message }) => message)).toEqual([
			expect.stringContaining('status 418'),
		]);
		await host.tick();

		expect(idsOf(host.json)).toEqual(ids);
	});

	it('goes on after a restart from what was saved', async () => {
		const host = await active({ triggerOn: [...BOTH, ...ZONES] });
		const before = await create({ count: 2 });
		await host.tick();
		// A poll that finds nothing is not saved.
		await host.tick();
		await host.stop();
		const meanwhile = await create({ count: 2 });
		await setStatus(before[0], 'assigned');
		await host.activate('init');
		await host.tick();

		expect(idsOf(host.json.filter(({ event }) => event === 'incidentCreated'))).toEqual([
			...before,
			...meanwhile,
		]);
		expect(changesOf(host.json)).toEqual([[before[0], 'created', 'assigned']]);
	});

	it('skips a record without a time loudly, names nobody in the log, and goes on', async () => {
		const host = await active();
		const [id] = await create();
		const bad = { subject: { name: 'Amaka Obi' }, status: 'created' };
		const { incident } = await setStatus(id, 'created').then((one) => ({ incident: one }));
		const warnings = host.warnings;
		await sety.sandbox.control.addFaults({
			kind: 'status',
			status: 200,
			body: { data: [bad, incident, bad] },
			times: 1,
		});
		await host.tick();

		expect(idsOf(host.json)).toEqual([id]);
		expect(warnings).toEqual([
			'Trigger Under Test: 2 incidents cannot be followed without incident_id and created_at, such as one without an ID, with the fields subject, status',
		]);
		// The first of its kind is seen in the list of executions, too.
		expect(host.errors.map(({ message }) => message)).toEqual([
			expect.stringContaining('2 incidents cannot be followed'),
		]);
	});

	it('says so when more came within the lookback than can be remembered', async () => {
		const host = await active({ options: { maxItems: 5_000 } });
		const ids = await create({ count: 5_000, spacingMs: 100 });
		await host.tick();
		await host.tick();

		expect(idsOf(host.json)).toEqual(ids);
		expect(host.saved.length).toBeLessThan(64 * 1024);
		expect(host.warnings).toEqual([expect.stringContaining('Shorten Lookback')]);
	});

	it('begins anew with the other kind of key', async () => {
		const host = await active();
		await create();
		await host.stop();
		host.credentials = () => sety.credential({ apiKey: LIVE_KEY });
		await host.activate('update');
		const [id] = await create();
		await host.tick();

		expect(idsOf(host.json)).toEqual([id]);
	});

	it('is not led astray by a service that does not turn pages', async () => {
		const host = await active();
		await sety.sandbox.control.sety.changeSettings({ ignorePage: true });
		const ids = await create({ count: 150 });
		await host.tick();

		expect(idsOf(host.json)).toEqual(ids.slice(50));
		expect(await requests()).toBeLessThan(5);
	});
});

describe('a rate limit that asks for more time than a poll has', () => {
	it.each(['seconds', 'decimal', 'httpDate', 'resetHeader'] as const)(
		'is declared to n8n (%s)',
		async (hint) => {
			const host = await active();
			await sety.sandbox.control.addFaults({
				kind: 'rateLimited',
				hint,
				seconds: 120,
				times: 'always',
			});
			await host.tick();

			const failure = host.errors[0]?.failure as { cause: string; retryAfterMs: number };
			expect(failure.cause).toBe('rate-limited');
			expect(failure.retryAfterMs).toBeGreaterThan(110_000);
			expect(failure.retryAfterMs).toBeLessThanOrEqual(121_000);
			expect(await requests()).toBe(1);
			expect(host.errors[0]?.message).toContain('The next poll tries again');
			expect(host.errors[0]?.message).not.toContain('Max Wait');
		},
	);
});

it('a silent service ends with the time of the poll, and no option is named that a trigger has not', async () => {
	const host = trigger({ triggerOn: [...BOTH, ...ZONES] });
	await host.activate();
	host.budgetMs = 1_000;
	await sety.sandbox.control.addFaults({ kind: 'latency', ms: 60_000, times: 'always' });
	await host.tick();

	expect(host.errors[0]?.message).toContain('in the time left in this poll');
	expect(host.errors[0]?.message).not.toContain('Request Timeout');
});

describe('filters', () => {
	it('choose by category, severity and area', async () => {
		const host = await active({
			filters: {
				category: ['medical'],
				severity: ['critical', 'high'],
				latitude: 6.5244,
				longitude: 3.3792,
				radiusKm: 2,
			},
			options: { maxItems: 1 },
		});
		const [wanted] = await create({ category: 'medical' });
		await create({ category: 'vehicle', count: 5 });
		await create({ category: 'medical', severity: 'low' });
		await create({ category: 'medical', location: { coordinates: [3.3792, 6.6] } });
		await create({ category: 'medical', location: { address: 'Somewhere' } });
		await host.tick();
		const [another] = await create({ category: 'medical', severity: 'critical' });
		await host.tick();

		// Those that nobody wants take none of the room.
		expect(idsOf(host.json)).toEqual([wanted, another]);
	});

	it.each([
		[undefined, ['drill', 'real']],
		['include', ['drill', 'real']],
		['Exclude', ['real']],
		['only', ['drill']],
	])('drills %s: emits %j', async (drills, expected) => {
		const host = await active({
			triggerOn: ['incidentCreated', 'incidentStatusChanged'],
			filters: drills === undefined ? {} : { drills },
		});
		const ids = {
			drill: (await create({ is_drill: true }))[0] ?? '',
			real: (await create({ is_drill: false }))[0] ?? '',
		};
		const wanted = expected.map((name) => ids[name as keyof typeof ids]);
		await host.tick();
		expect(idsOf(host.json)).toEqual(wanted);
		for (const id of Object.values(ids)) {
			await sety.sandbox.control.sety.setStatus(id, { status: 'assigned' });
		}
		await host.tick();

		const changed = host.json.filter(({ event }) => event === 'incidentStatusChanged');
		expect(idsOf(changed).sort()).toEqual([...wanted].sort());
	});

	it('choose changes by the status before and after', async () => {
		const host = await active({
			triggerOn: ['incidentStatusChanged'],
			filters: { fromStatus: ['created'], toStatus: ['assigned', 'resolved'] },
		});
		const ids = await create({ count: 3 });
		await host.tick();
		await setStatus(ids[0], 'assigned');
		await setStatus(ids[1], 'dispatching');
		await setStatus(ids[2], 'resolved');
		await host.tick();
		await setStatus(ids[0], 'resolved');
		await host.tick();

		expect(changesOf(host.json)).toEqual([
			[ids[0], 'created', 'assigned'],
			[ids[2], 'created', 'resolved'],
		]);
	});
});

describe('Incident Status Changed', () => {
	it('tells of old incidents too, and in states that nobody knows', async () => {
		const [old, stranger] = await create({ count: 2, createdAt: ago(300 * MINUTE) });
		const host = await active({ triggerOn: BOTH });
		await setStatus(old, 'responding');
		await setStatus(stranger, 'waiting_for_drone');
		await host.tick();
		await host.tick();
		await setStatus(stranger, 'resolved');
		await host.tick();

		expect(changesOf(host.json)).toEqual([
			[old, 'created', 'responding'],
			[stranger, 'created', 'waiting_for_drone'],
			[stranger, 'waiting_for_drone', 'resolved'],
		]);
	});

	it('tells of an incident that came and went between two polls', async () => {
		const host = await active({ triggerOn: BOTH });
		const [id] = await create();
		await setStatus(id, 'resolved');
		await host.tick();
		await host.tick();

		expect(host.json.map(({ event }) => event)).toEqual([
			'incidentCreated',
			'incidentStatusChanged',
		]);
		expect(changesOf(host.json)).toEqual([[id, 'created', 'resolved']]);
	});

	it('tells of changes after the incident itself, also in a backlog', async () => {
		const host = await active({ triggerOn: BOTH, options: { maxItems: 2 } });
		const ids = await create({ count: 5 });
		await setStatus(ids[4], 'dispatching');
		for (let n = 0; n < 5; n++) await host.tick();

		const told = host.json.map(({ event, incident }) => [
			event,
			(incident as IDataObject).incident_id,
		]);
		expect(told).toEqual([
			...ids.map((id) => ['incidentCreated', id]),
			['incidentStatusChanged', ids[4]],
		]);
	});

	it('that cannot be read keeps back no new incident', async () => {
		const host = await active({ triggerOn: BOTH });
		const [id] = await create();
		await setStatus(id, 'waiting_for_drone');
		await host.tick();
		await sety.sandbox.control.addFaults({
			kind: 'status',
			status: 403,
			path: '/incidents/',
			times: 'always',
		});
		const [another] = await create();
		await host.tick();
		await host.tick();

		const created = host.json.filter(({ event }) => event === 'incidentCreated');
		expect(idsOf(created)).toEqual([id, another]);
		// Each poll shows it: the one that handed something over, and the one that had nothing.
		expect(host.errors.map(({ message }) => message)).toEqual([
			expect.stringContaining('lacks the scope'),
			expect.stringContaining('lacks the scope'),
		]);
	});

	it('are told of all others when one incident cannot be read', async () => {
		const host = await active({ triggerOn: BOTH });
		const [locked, other] = await create({ count: 2 });
		await setStatus(locked, 'waiting_for_drone');
		await host.tick();
		const path = `/incidents/${locked}`;
		await sety.sandbox.control.addFaults({ kind: 'status', status: 403, path, times: 'always' });
		await setStatus(other, 'assigned');
		await host.tick();
		await setStatus(other, 'responding');
		await host.tick();

		expect(changesOf(host.json).filter(([id]) => id === other)).toEqual([
			[other, 'created', 'assigned'],
			[other, 'assigned', 'responding'],
		]);
		expect(host.errors).toHaveLength(2);
	});

	it('are found with one list by a service that does not narrow it by status', async () => {
		const host = await active({ triggerOn: BOTH });
		await sety.sandbox.control.sety.changeSettings({ ignoreStatusFilter: true });
		const [id] = await create();
		await host.tick();
		await sety.sandbox.control.clearReceived();
		await setStatus(id, 'assigned');
		await host.tick();

		expect(changesOf(host.json)).toEqual([[id, 'created', 'assigned']]);
		expect(host.warnings).toContainEqual(expect.stringContaining('does not filter'));
		const lists = (await sety.sandbox.control.received()).filter(({ query }) => query.status);
		expect(new Set(lists.map(({ query }) => query.status)).size).toBe(1);
	});

	it('begins with what is there when it is chosen later', async () => {
		const host = await active();
		const [id] = await create();
		await host.stop();
		host.parameters = { triggerOn: BOTH };
		await host.activate('update');
		await setStatus(id, 'assigned');
		await host.tick();

		expect(host.json.map(({ event }) => event)).toEqual([
			'incidentCreated',
			'incidentStatusChanged',
		]);
		expect(changesOf(host.json)).toEqual([[id, 'created', 'assigned']]);
	});

	it('leaves for the next poll what does not fit', async () => {
		const ids = await create({ count: 5 });
		const host = await active({ triggerOn: ['incidentStatusChanged'], options: { maxItems: 2 } });
		for (const id of ids) await setStatus(id, 'resolved');
		for (let n = 0; n < 4; n++) await host.tick();

		expect(host.emissions.map(({ items }) => items.length)).toEqual([2, 2, 1]);
		expect(changesOf(host.json)).toHaveLength(5);
	});

	it('gets by without a list of a status that Sety does not know', async () => {
		const host = await active({ triggerOn: ['incidentStatusChanged'] });
		const [id] = await create({ status: 'responding', createdAt: ago(60 * MINUTE) });
		await host.tick();
		await setStatus(id, 'on_scene');
		await sety.sandbox.control.addFaults({
			kind: 'status',
			status: 400,
			path: '/incidents',
			skip: 5,
		});
		await host.tick();

		expect(changesOf(host.json)).toEqual([[id, 'responding', 'on_scene']]);
	});

	it('follows as many as there is room for, and says so', async () => {
		await create({ count: 3_000, status: 'assigned', createdAt: ago(300 * MINUTE) });
		const host = await active({ triggerOn: ['incidentStatusChanged'] });
		await host.tick();

		expect(host.saved.length).toBeLessThan(64 * 1024);
		expect(host.emissions).toEqual([]);
		expect(host.warnings).toEqual(
			Array.from({ length: 2 }, () =>
				expect.stringMatching(/cannot follow \d+ of the active incidents/),
			),
		);
	});

	it('looks for an incident that is not found in several polls, gives it up then, and says both', async () => {
		const [id] = await create();
		const host = await active({ triggerOn: ['incidentStatusChanged'] });
		await setStatus(id, 'waiting_for_drone');
		const path = `/incidents/${id}`;
		await sety.sandbox.control.addFaults({ kind: 'status', status: 404, path, times: 'always' });
		for (let n = 0; n < MAX_POLLS_NOT_FOUND; n++) await host.tick();

		expect(host.json).toEqual([]);
		expect(host.errors.map(({ message }) => message)).toEqual([
			`Sety answers 404 for 1 of the incidents that the trigger follows, such as ${id}. The trigger looks for it in 5 polls before it gives it up. Check it in Sety: perhaps it was deleted, or the API Key belongs to another organization.`,
			`The trigger no longer follows 1 of the incidents, such as ${id}: Sety answered 404 in 5 polls. It does not emit their further changes. Check them in Sety: perhaps they were deleted, or the API Key belongs to another organization.`,
		]);
		expect(host.warnings).toHaveLength(MAX_POLLS_NOT_FOUND);
		await sety.sandbox.control.clearReceived();
		await host.tick();
		// One page of the feed and one of each status.
		expect(await requests()).toBe(6);
	});

	it('hands over the end of an incident that was not found for a while', async () => {
		const [id] = await create();
		const host = await active({ triggerOn: ['incidentStatusChanged'] });
		await setStatus(id, 'resolved');
		const times = MAX_POLLS_NOT_FOUND - 1;
		await sety.sandbox.control.addFaults({
			kind: 'status',
			status: 404,
			path: `/incidents/${id}`,
			times,
		});
		for (let n = 0; n <= times; n++) await host.tick();

		expect(changesOf(host.json)).toEqual([[id, 'created', 'resolved']]);
	});
});

describe('danger zones', () => {
	it('are told when they appear, change and go', async () => {
		const host = await active({ triggerOn: ZONES });
		const { putDangerZone, removeDangerZone } = sety.sandbox.control.sety;
		const { key } = await putDangerZone({ name: 'Harbour' });
		await host.tick();
		await putDangerZone({ zone_id: key, risk_level: 'critical' });
		await host.tick();
		await removeDangerZone(key);
		await host.tick();
		await host.tick();

		expect(
			host.json.map(({ event, dangerZone }) => [event, (dangerZone as IDataObject).zone_id]),
		).toEqual([
			['dangerZoneCreated', key],
			['dangerZoneChanged', key],
			['dangerZoneRemoved', key],
		]);
	});

	it('come only in the events that were chosen, and only from the area', async () => {
		const host = await active({
			triggerOn: ['dangerZoneChanged'],
			filters: { latitude: 6.5, longitude: 3.4, radiusKm: 30 },
		});
		const { putDangerZone } = sety.sandbox.control.sety;
		const near = await putDangerZone({ center: { coordinates: [3.4, 6.5] } });
		const far = await putDangerZone({ center: { coordinates: [13.4, 52.5] } });
		await host.tick();
		for (const { key } of [near, far]) await putDangerZone({ zone_id: key, incident_count: 9 });
		await host.tick();

		expect(host.json).toMatchObject([
			{ event: 'dangerZoneChanged', dangerZone: { zone_id: near.key } },
		]);
	});

	it('that cannot be read keep back no incident, and each poll shows it', async () => {
		const host = await active({ triggerOn: ['incidentCreated', ...ZONES] });
		await sety.sandbox.control.addFaults({
			kind: 'status',
			status: 404,
			path: '/danger-zones',
			times: 'always',
		});
		const [id] = await create();
		await host.tick();
		expect(idsOf(host.json)).toEqual([id]);
		expect(host.errors).toHaveLength(1);
		await host.tick();

		expect(host.errors.map(({ message }) => message)).toEqual(
			Array(2).fill(expect.stringContaining('List danger zones')),
		);
	});

	it('named by another id field are told apart', async () => {
		const host = await active({ triggerOn: ZONES });
		const zone = (id: string | number) => ({ id, latitude: 6.5, longitude: 3.4 });
		await answerZones(zone('z1'), zone('z2'), zone(3));
		await host.tick();
		await answerZones(zone('z1'), zone(3));
		await host.tick();

		expect(
			host.json
				.slice(-4)
				.map(({ event, dangerZone }) => [event, (dangerZone as IDataObject).zone_id]),
		).toEqual([
			['dangerZoneCreated', 'z1'],
			['dangerZoneCreated', 'z2'],
			['dangerZoneCreated', 3],
			['dangerZoneRemoved', 'z2'],
		]);
	});

	it('without an id are known by name and place, in whatever form that stands there', async () => {
		const host = await active({ triggerOn: ZONES });
		await answerZones({ latitude: 6.5, longitude: 3.4 });
		await host.tick();
		await answerZones({ latitude: 6.5, longitude: 3.4 }, { latitude: 6.6, longitude: 3.4 });
		await host.tick();

		expect(host.json.slice(-1).map(({ event }) => event)).toEqual(['dangerZoneCreated']);
	});

	it('without an id are known by name and place', async () => {
		const host = await active({ triggerOn: ZONES });
		const { putDangerZone, removeDangerZone } = sety.sandbox.control.sety;
		const { key } = await putDangerZone({ zone_id: null, name: 'Nameless' });
		await host.tick();
		await removeDangerZone(key);
		await host.tick();

		expect(host.json.map(({ event }) => event)).toEqual(['dangerZoneCreated', 'dangerZoneRemoved']);
	});

	it('are looked for once more when they slip through between two pages', async () => {
		const { putDangerZone } = sety.sandbox.control.sety;
		const zones = [];
		for (let n = 0; n < 110; n++) {
			zones.push(await putDangerZone({ name: `Zone ${n}`, updated_at: ago((n + 1) * MINUTE) }));
		}
		const area = { latitude: 6.5244, longitude: 3.3792, radiusKm: 1 };
		const host = await active({ triggerOn: ZONES, filters: area });
		// Not on the second page any more, and not on the first one either, which was read before.
		const without = { data: zones.slice(100, 105).map(({ zone }) => zone), pagination: {} };
		await sety.sandbox.control.addFaults({
			kind: 'status',
			status: 200,
			body: without,
			path: '/danger-zones',
			skip: 1,
		});
		await host.tick();

		expect(host.json).toEqual([]);
	});

	it('are not gone because the list broke off', async () => {
		const { putDangerZone } = sety.sandbox.control.sety;
		for (let n = 0; n < 110; n++) await putDangerZone({ name: `Zone ${n}` });
		const host = await active({ triggerOn: ZONES });
		await sety.sandbox.control.sety.changeSettings({ ignorePage: true });
		await host.tick();

		expect(host.json).toEqual([]);
		expect(host.warnings).toEqual([expect.stringContaining('same page twice')]);
	});

	it('are watched as far as there is room for them', async () => {
		const { putDangerZone } = sety.sandbox.control.sety;
		const id = (n: number) => `zone_${n}_${'x'.repeat(9_000)}`;
		for (let n = 0; n < 9; n++) await putDangerZone({ zone_id: id(n) });
		const host = await active({ triggerOn: ZONES });
		await host.tick();

		expect(host.json).toEqual([]);
		expect(host.saved.length).toBeLessThan(64 * 1024);
		expect(host.warnings).toEqual(
			Array.from({ length: 2 }, () =>
				expect.stringMatching(/cannot watch \d+ of the danger zones/),
			),
		);
	});

	it('exist already when they are asked for', async () => {
		const host = await active({
			triggerOn: ['dangerZoneCreated'],
			options: { emitExisting: true, maxItems: 10, simplify: false },
		});
		await host.tick();
		await host.tick();

		expect(host.emissions.map(({ items }) => items.length)).toEqual([10, 2]);
	});
});

describe('Fetch Test Event', () => {
	it('shows up to three of each kind', async () => {
		const result = await trigger({ triggerOn: [...BOTH, ...ZONES] }).fetchTestEvent();
		const events = (result?.[0] ?? []).map(({ json }) => json.event);

		expect(events).toHaveLength(15);
		expect(new Set(events).size).toBe(5);
	});

	it('says how to go on when there is nothing', async () => {
		const host = trigger({ filters: { latitude: -60, longitude: 0, radiusKm: 1 } });

		await expect(host.fetchTestEvent()).rejects.toMatchObject({
			message: expect.stringContaining('no record yet that matches'),
			description: expect.stringContaining('sandbox'),
		});
	});
});

describe('a form that cannot work is refused when the workflow is switched on', () => {
	const forms: Array<[string, INodeParameters, RegExp]> = [
		['no event', { triggerOn: [] }, /Trigger On is empty/],
		['unknown event', { triggerOn: ['incidentEaten'] }, /Trigger On contains "incidentEaten"/],
		['lookback too long', { options: { lookback: 1_441 } }, /Lookback/],
		['lookback below zero', { options: { lookback: -1 } }, /Lookback/],
		['lookback as a word', { options: { lookback: 'long' } }, /Lookback is not a number/],
		['no items', { options: { maxItems: 0 } }, /Max Items Per Poll/],
		['too many items', { options: { maxItems: 5_001 } }, /Max Items Per Poll/],
		['half an item', { options: { maxItems: 1.5 } }, /Max Items Per Poll/],
		['unknown status', { filters: { toStatus: ['eaten'] } }, /To Status contains "eaten"/],
		[
			'unknown status before',
			{ filters: { fromStatus: ['eaten'] } },
			/From Status contains "eaten"/,
		],
		['unknown category', { filters: { category: ['x'] } }, /Category contains "x"/],
		['unknown severity', { filters: { severity: ['x'] } }, /Severity contains "x"/],
		[
			'category with an empty expression',
			{ filters: { category: '={{ $vars.missing }}' } },
			/Category has an expression that returns nothing/,
		],
		['place without radius', { filters: { latitude: 6, longitude: 3 } }, /Area Radius is empty/],
		['radius without place', { filters: { radiusKm: 5 } }, /Area Latitude is empty/],
		['half a place', { filters: { latitude: 6, radiusKm: 5 } }, /Area Longitude/],
		['radius below zero', { filters: { latitude: 6, longitude: 3, radiusKm: -1 } }, /Area Radius/],
		[
			'radius around the earth',
			{ filters: { latitude: 6, longitude: 3, radiusKm: 30_000 } },
			/Area Radius/,
		],
		['no such latitude', { filters: { latitude: 96, longitude: 3, radiusKm: 1 } }, /Area Latitude/],
	];

	it.each(forms)('%s', async (_name, parameters, message) => {
		await expect(trigger(parameters).activate()).rejects.toThrow(message);
		expect(await requests()).toBe(0);
	});
});
