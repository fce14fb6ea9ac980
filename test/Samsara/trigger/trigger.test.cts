import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { SamsaraTrigger } from '../../../nodes/Samsara/SamsaraTrigger.node.ts';
import { samsaraBench } from '../../../harness/engine/samsara.cts';
import { TriggerHost } from '../../../harness/engine/triggerHost.cts';
import { picked } from '../picked.cts';

const samsara = samsaraBench();
const control = () => samsara.sandbox.control;
const hosts: TriggerHost[] = [];
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

// Five calls a second would make the tests wait; the limit itself is proved elsewhere.
beforeEach(async () => {
	await control().samsara.changeSettings({ rateLimits: false });
});

afterEach(async () => {
	for (const host of hosts.splice(0)) await host.stop();
	jest.restoreAllMocks();
});

function trigger(parameters: INodeParameters = {}): TriggerHost {
	const host = new TriggerHost(new SamsaraTrigger(), () => samsara.credential(), {
		authentication: 'accessToken',
		triggerOn: ['safetyEventCreated'],
		...parameters,
	});
	hosts.push(host);
	return host;
}

async function active(parameters: INodeParameters = {}): Promise<TriggerHost> {
	const host = trigger(parameters);
	await host.activate();
	return host;
}

/** What one poll hands over; empty when it starts no execution. */
async function polled(host: TriggerHost): Promise<IDataObject[]> {
	const before = host.json.length;
	await host.tick();
	return host.json.slice(before);
}

const idsOf = (json: IDataObject[]) =>
	json.map(({ safetyEvent }) => (safetyEvent as IDataObject).id);

const later = async () => await control().advance(10);

async function created(count = 1, order = {}): Promise<string[]> {
	await later();
	const ids = await control().samsara.createEvents({ count, asset: 0, ...order });
	await later();
	return ids;
}

const lastQuery = async () => (await control().received()).at(-1)?.query;

it('what is there when it is switched on is known; new events come once, the oldest first', async () => {
	const host = await active();
	await host.tick();
	expect(host.emissions).toEqual([]);

	const ids = await created(3, { spacingMs: 1 });
	await host.tick();
	await host.tick();
	expect(host.emissions).toHaveLength(1);
	expect(idsOf(host.json)).toEqual(ids);
	expect(host.json[0]).toMatchObject({
		event: 'safetyEventCreated',
		safetyEvent: { asset: 'Truck 1', eventState: 'needsReview' },
		eventId: `safetyEventCreated:${ids[0]}`,
		eventType: 'safetyEventCreated',
		eventTime: expect.stringMatching(/^2/),
	});
});

it('repeats the start time to the letter, with the cursor of the last answer', async () => {
	const host = await active();
	for (let n = 0; n < 3; n++) await host.tick();

	const followed = (await control().received()).slice(1).map(({ query }) => query);
	expect(new Set(followed.map(({ startTime }) => startTime)).size).toBe(1);
	expect(followed.map(({ after }) => typeof after)).toEqual([
		'undefined',
		'string',
		'string',
		'string',
	]);
	expect(followed.every(({ endTime }) => endTime === undefined)).toBe(true);
});

it('an update of an old event is no new event, and a new event no update', async () => {
	const [old = ''] = await created(1);
	const onCreated = await active();
	await onCreated.stop();
	const onUpdated = await active({ triggerOn: ['safetyEventUpdated'] });

	const [fresh = ''] = await created(1);
	await control().samsara.changeEvent(old, { eventState: 'coached' });
	await later();
	expect(await polled(onUpdated)).toMatchObject([
		{ event: 'safetyEventUpdated', safetyEvent: { id: old, eventState: 'coached' } },
	]);
	expect(await polled(onUpdated)).toEqual([]);
	await onUpdated.stop();

	await onCreated.activate('init');
	await onCreated.tick();
	expect(idsOf(onCreated.json)).toEqual([fresh]);
	await onCreated.stop();

	await control().samsara.changeEvent(old, { eventState: 'reviewed' });
	await later();
	await onUpdated.activate('init');
	expect(idsOf(onUpdated.json)).toEqual([old, old]);
});

it('both at once: each event under its own name', async () => {
	const host = await active({ triggerOn: ['safetyEventCreated', 'safetyEventUpdated'] });
	const [id = ''] = await created(1);
	expect(await polled(host)).toMatchObject([{ event: 'safetyEventCreated' }]);
	await control().samsara.changeEvent(id, { contextLabelsToAdd: ['Fog'] });
	await later();
	expect(await polled(host)).toMatchObject([{ event: 'safetyEventUpdated' }]);
});

it('goes on after a restart, and after weeks in which Samsara has forgotten the place', async () => {
	const host = await active();
	const known = await created(2, { spacingMs: 1 });
	expect(idsOf(await polled(host))).toEqual(known);
	// A poll that finds nothing is not saved.
	await host.tick();
	await host.stop();

	const meanwhile = await created(2, { spacingMs: 1 });
	await host.activate('init');
	expect(idsOf(host.json)).toEqual([...known, ...meanwhile]);

	await control().advance(31 * DAY);
	const late = await created(2, { spacingMs: 1 });
	expect(idsOf(await polled(host))).toEqual(late);
	const refused = (await control().received()).filter(({ status }) => status === 400);
	expect(refused).toHaveLength(1);
	expect(host.warnings).toEqual([expect.stringContaining('no longer accepts the stored cursor')]);
	expect(await polled(host)).toEqual([]);
});

it('a backlog comes in portions, the oldest first, nothing twice', async () => {
	await control().samsara.changeSettings({ pageSize: 7 });
	const host = await active({ options: { maxItems: 10 } });
	const ids = await created(25, { spacingMs: 1 });
	for (let n = 0; n < 4; n++) await host.tick();
	expect(host.emissions.map(({ items }) => items.length)).toEqual([10, 10, 5]);
	expect(idsOf(host.json)).toEqual(ids);
});

it('an event from before it was switched on that shows up only afterwards is handed over', async () => {
	await control().samsara.changeSettings({ lateIndexingMs: 60_000 });
	const ids = await created(1);
	await control().advance(30_000);
	const host = await active();
	await control().advance(31_000);
	await host.tick();
	await host.tick();
	expect(idsOf(host.json)).toEqual(ids);
});

it('polls that overlap hand over nothing twice, and lose nothing', async () => {
	const host = await active();
	const ids = await created(5, { spacingMs: 1 });
	await control().addFaults({ kind: 'latency', ms: 60, times: 3 });
	await Promise.all([host.tick(), host.tick(), host.tick()]);
	await host.tick();
	expect(idsOf(host.json)).toEqual(ids);
	expect(host.errors).toEqual([]);
});

it('a poll that fails is visible, and the next one hands over everything', async () => {
	const host = await active();
	const ids = await created(3, { spacingMs: 1 });
	await control().addFaults({ kind: 'status', status: 418 });
	await host.tick();
	expect(host.errors.map(({ message }) => message)).toEqual([
		expect.stringContaining('status 418'),
	]);
	await host.tick();
	expect(idsOf(host.json)).toEqual(ids);
});

it('Emit Existing On First Run hands over what lies within the lookback', async () => {
	const ids = await created(3, { spacingMs: 1 });
	await control().advance(59 * MINUTE);
	const host = await active({ options: { emitExisting: true, lookback: 60 } });
	expect(idsOf(host.json)).toEqual(ids);
	expect(await polled(host)).toEqual([]);
});

it('asks Samsara for vehicle and tag only, and begins anew when those are others', async () => {
	const host = await active({
		filters: {
			assetIds: picked('281474978683353'),
			tagIds: picked('3914'),
			eventStates: ['needsReview'],
			behaviorLabels: ['Braking'],
			assignedCoaches: picked('77'),
		},
		include: ['vgOnlyEvents'],
		options: { simplify: false },
	});
	expect(await lastQuery()).toEqual({
		startTime: expect.any(String),
		queryByTimeField: 'updatedAtTime',
		assetIds: '281474978683353',
		tagIds: '3914,3915,3916',
		includeVgOnlyEvents: 'true',
	});
	await host.stop();

	host.parameters = { ...host.parameters, filters: {} };
	await host.activate('update');
	expect(host.emissions).toEqual([]);
	expect(await lastQuery()).not.toHaveProperty('after');
});

describe('filters on what changes', () => {
	const toCoach = { filters: { eventStates: ['needsCoaching'] } };
	const change = async (id: string | undefined, order: object) =>
		await control().samsara.changeEvent(id ?? '', order);

	it('a new event counts by how it is when it is first seen', async () => {
		const host = await active(toCoach);
		const [soon, late] = await created(2, { spacingMs: 1 });
		const [bornSo] = await created(1, { eventState: 'needsCoaching' });
		expect(idsOf(await polled(host))).toEqual([bornSo]);

		await control().advance(30 * MINUTE);
		await change(soon, { eventState: 'needsCoaching' });
		await later();
		expect(await polled(host)).toEqual([]);
		await control().advance(90 * MINUTE);
		await created(1);
		await change(late, { eventState: 'needsCoaching' });
		await later();
		expect(await polled(host)).toEqual([]);
	});

	it('an event that comes into a state is told by Safety Event Updated, however old it is', async () => {
		const [old = ''] = await created(1);
		await control().advance(300 * MINUTE);
		const host = await active({ ...toCoach, triggerOn: ['safetyEventUpdated'] });
		const [fresh] = await created(1);
		await change(old, { eventState: 'needsCoaching' });
		await change(fresh, { eventState: 'needsCoaching' });
		await later();
		const moved = await polled(host);
		expect(idsOf(moved).sort()).toEqual([old, fresh].sort());
		expect(moved[0]).toMatchObject({ safetyEvent: { eventState: 'needsCoaching' } });

		await change(old, { eventState: 'coached' });
		await later();
		expect(await polled(host)).toEqual([]);
	});

	it('of the labels and coaches that are asked for, an event needs one of each', async () => {
		const filters = { behaviorLabels: ['Crash', 'Braking'], assignedCoaches: picked('77, 78') };
		const host = await active({ triggerOn: ['safetyEventUpdated'], filters });
		const labels = [['Braking', 'Speeding'], ['Speeding'], ['Crash'], ['Braking']];
		const coaches = ['77', '77', '79', '78'];
		const ids: string[] = [];
		for (const behaviorLabels of labels) ids.push(...(await created(1, { behaviorLabels })));
		for (const [n, assignedCoach] of coaches.entries()) await change(ids[n], { assignedCoach });
		await later();
		expect(idsOf(await polled(host)).sort()).toEqual([ids[0], ids[3]].sort());
	});

	it('those that nobody wants take no room', async () => {
		await control().samsara.changeSettings({ pageSize: 5 });
		const host = await active({ ...toCoach, options: { maxItems: 2 } });
		await created(20, { spacingMs: 1 });
		const wanted = await created(3, { spacingMs: 1, eventState: 'needsCoaching' });
		await host.tick();
		await host.tick();
		expect(host.emissions.map(({ items }) => items.length)).toEqual([2, 1]);
		expect(idsOf(host.json)).toEqual(wanted);
	});

	it('another such filter keeps the place, and loses nothing between two polls', async () => {
		const host = await active(toCoach);
		await host.stop();
		const ids = await created(2, { spacingMs: 1 });
		host.parameters = { ...host.parameters, filters: { eventStates: ['needsReview'] } };
		await host.activate('update');
		expect(idsOf(host.json)).toEqual(ids);
	});
});

it('Fetch Test Event shows samples and touches no state', async () => {
	const host = trigger({ triggerOn: ['safetyEventCreated', 'safetyEventUpdated'] });
	expect((await host.fetchTestEvent())?.[0]).toHaveLength(6);

	// Samsara's own filter does not have this label.
	const [id] = await created(1, { behaviorLabels: ['ProximityWarning'] });
	const filtered = trigger({ filters: { behaviorLabels: ['ProximityWarning', 'Crash'] } });
	expect(await filtered.fetchTestEvent()).toMatchObject([[{ json: { safetyEvent: { id } } }]]);

	const nobody = trigger({ filters: { driverIds: picked('1') } });
	await expect(nobody.fetchTestEvent()).rejects.toThrow('No safety event of the last 7 days');
});

it.each([
	[{ triggerOn: [] }, 'Trigger On is empty'],
	[{ triggerOn: ['safetyEventDeleted'] }, 'Trigger On contains "safetyEventDeleted"'],
	[{ options: { maxItems: 0 } }, 'Max Items Per Poll is 0'],
	[{ filters: { eventStates: ['open'] } }, 'Event States contains "open"'],
	[{ filters: { tagIds: picked('={{ $vars.missing }}') } }, 'Tag is empty'],
])('%j is refused when it is switched on', async (parameters, message) => {
	const host = trigger(parameters);
	await expect(host.activate()).rejects.toThrow(message);
	expect(host.saved).toBe('{}');
});

it('a token that may not read keeps the workflow from being switched on, and says what it lacks', async () => {
	await control().addFaults({ kind: 'status', status: 403, times: 'always' });
	await expect(trigger().activate()).rejects.toThrow('Read Safety Events & Scores');
});

it('the state stays small with a busy fleet', async () => {
	const host = await active({ options: { maxItems: 5_000 } });
	await control().samsara.changeSettings({ pageSize: 500 });
	await created(6_000, { spacingMs: 100, createdAt: new Date(Date.now() + 1_000).toISOString() });
	await control().advance(3_600_000);
	await host.tick();
	await host.tick();
	expect(host.json).toHaveLength(6_000);
	expect(host.saved.length).toBeLessThan(64 * 1024);
});
