import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { samsaraPoller } from '../../engine/pollSamsara.cts';
import { samsaraBench } from '../../engine/samsara.cts';

const samsara = samsaraBench();
const control = () => samsara.sandbox.control;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

// Five calls a second would make the tests wait; the limit itself is proved elsewhere.
beforeEach(async () => {
	await control().samsara.changeSettings({ rateLimits: false });
});

const poller = (parameters: INodeParameters = {}) =>
	samsaraPoller({ triggerOn: ['safetyEventCreated'], ...parameters }, () => samsara.credential());

const idsOf = (items: IDataObject[] | null) =>
	(items ?? []).map(({ safetyEvent }) => (safetyEvent as IDataObject).id);

const later = async () => await control().advance(10);

async function created(count = 1, order = {}): Promise<string[]> {
	await later();
	const ids = await control().samsara.createEvents({ count, asset: 0, ...order });
	await later();
	return ids;
}

it('what is there when it is switched on is known; new events come once, the oldest first', async () => {
	const trigger = poller();
	expect(await trigger.poll()).toBeNull();
	expect(await trigger.poll()).toBeNull();

	const ids = await created(3, { spacingMs: 1 });
	const items = await trigger.poll();
	expect(idsOf(items)).toEqual(ids);
	expect(items?.[0]).toMatchObject({
		event: 'safetyEventCreated',
		safetyEvent: { asset: 'Truck 1', eventState: 'needsReview' },
	});
	expect(await trigger.poll()).toBeNull();
});

it('repeats the start time to the letter, with the cursor of the last answer', async () => {
	const trigger = poller();
	for (let n = 0; n < 4; n++) await trigger.poll();

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
	const onCreated = poller();
	const onUpdated = poller({ triggerOn: ['safetyEventUpdated'] });
	const [old = ''] = await created(1);
	await onCreated.poll();
	await onUpdated.poll();

	const [fresh = ''] = await created(1);
	await control().samsara.changeEvent(old, { eventState: 'coached' });
	await later();
	expect(idsOf(await onCreated.poll())).toEqual([fresh]);
	expect(await onUpdated.poll()).toMatchObject([
		{ event: 'safetyEventUpdated', safetyEvent: { id: old, eventState: 'coached' } },
	]);
	expect(await onCreated.poll()).toBeNull();
	expect(await onUpdated.poll()).toBeNull();

	await control().samsara.changeEvent(old, { eventState: 'reviewed' });
	await later();
	expect(idsOf(await onUpdated.poll())).toEqual([old]);
});

it('both at once: each event under its own name', async () => {
	const trigger = poller({ triggerOn: ['safetyEventCreated', 'safetyEventUpdated'] });
	await trigger.poll();
	const [id = ''] = await created(1);
	expect(await trigger.poll()).toMatchObject([{ event: 'safetyEventCreated' }]);
	await control().samsara.changeEvent(id, { contextLabelsToAdd: ['Fog'] });
	await later();
	expect(await trigger.poll()).toMatchObject([{ event: 'safetyEventUpdated' }]);
});

it('goes on after a restart, and after weeks in which Samsara has forgotten the place', async () => {
	const before = poller();
	await before.poll();
	const known = await created(2, { spacingMs: 1 });
	expect(idsOf(await before.poll())).toEqual(known);

	const after = poller();
	after.state = before.state;
	const ids = await created(2, { spacingMs: 1 });
	expect(idsOf(await after.poll())).toEqual(ids);

	await control().advance(31 * DAY);
	const late = await created(2, { spacingMs: 1 });
	expect(idsOf(await after.poll())).toEqual(late);
	const refused = (await control().received()).filter(({ status }) => status === 400);
	expect(refused).toHaveLength(1);
	expect(await after.poll()).toBeNull();
});

it('a backlog comes in portions, the oldest first, nothing twice', async () => {
	await control().samsara.changeSettings({ pageSize: 7 });
	const trigger = poller({ options: { maxItems: 10 } });
	await trigger.poll();
	const ids = await created(25, { spacingMs: 1 });
	const portions = [await trigger.poll(), await trigger.poll(), await trigger.poll()];
	expect(portions.map((items) => items?.length)).toEqual([10, 10, 5]);
	expect(portions.flatMap(idsOf)).toEqual(ids);
	expect(await trigger.poll()).toBeNull();
});

it('an event from before it was switched on that shows up only afterwards is handed over', async () => {
	await control().samsara.changeSettings({ lateIndexingMs: 60_000 });
	const ids = await created(1);
	await control().advance(30_000);
	const trigger = poller();
	expect(await trigger.poll()).toBeNull();
	await control().advance(31_000);
	expect(idsOf(await trigger.poll())).toEqual(ids);
	expect(await trigger.poll()).toBeNull();
});

it('polls that overlap hand over nothing twice', async () => {
	const trigger = poller();
	await trigger.poll();
	const ids = await created(5, { spacingMs: 1 });
	const state = trigger.state;
	const [first, second] = await Promise.all([trigger.poll(), trigger.poll()]);
	// Each context has its own copy here; n8n's own shares one, so the union is what counts.
	expect(new Set([...idsOf(first), ...idsOf(second)])).toEqual(new Set(ids));
	expect(state).not.toEqual(trigger.state);
	expect(await trigger.poll()).toBeNull();
});

it('Emit Existing On First Run hands over what lies within the lookback', async () => {
	const ids = await created(3, { spacingMs: 1 });
	await control().advance(59 * MINUTE);
	const trigger = poller({ options: { emitExisting: true, lookback: 60 } });
	expect(idsOf(await trigger.poll())).toEqual(ids);
	expect(await trigger.poll()).toBeNull();
});

it('sends filters and inclusions, and begins anew when they change', async () => {
	const trigger = poller({
		filters: { eventStates: ['needsReview'], tagIds: '3914' },
		include: ['vgOnlyEvents'],
		options: { simplify: false },
	});
	await trigger.poll();
	const [id] = await created(1);
	expect(await trigger.poll()).toMatchObject([
		{ safetyEvent: { id, asset: { id: expect.any(String) } } },
	]);
	expect((await control().received()).at(-1)?.query).toMatchObject({
		queryByTimeField: 'updatedAtTime',
		eventStates: 'needsReview',
		tagIds: '3914',
		includeVgOnlyEvents: 'true',
	});

	const other = poller();
	other.state = trigger.state;
	expect(await other.poll()).toBeNull();
	expect((await control().received()).at(-1)?.query).not.toHaveProperty('after');
});

it('Fetch Test Event shows samples and touches no state', async () => {
	const trigger = poller({ triggerOn: ['safetyEventCreated', 'safetyEventUpdated'] });
	expect(await trigger.fetchTestEvent()).toHaveLength(6);
	expect(trigger.state).toEqual({});

	const nobody = poller({ filters: { driverIds: '1' } });
	await expect(nobody.fetchTestEvent()).rejects.toThrow('no safety event of the last 7 days');
});

it.each([
	[{ triggerOn: [] }, 'Trigger On is empty'],
	[{ triggerOn: ['safetyEventDeleted'] }, 'Trigger On is "safetyEventDeleted"'],
	[{ options: { maxItems: 0 } }, 'Max Items Per Poll is 0'],
	[{ filters: { eventStates: ['open'] } }, 'Event States holds "open"'],
	[{ filters: { tagIds: '={{ $vars.missing }}' } }, 'Tag IDs is mapped, but came to nothing'],
])('%j is refused when it is switched on', async (parameters, message) => {
	await expect(poller(parameters).poll()).rejects.toThrow(message);
});

it('a token that may not read keeps the workflow from being switched on, and says what it lacks', async () => {
	await control().addFaults({ kind: 'status', status: 403, times: 'always' });
	await expect(poller().poll()).rejects.toThrow('Read Safety Events & Scores');
});

it('the state stays small with a busy fleet', async () => {
	const trigger = poller({ options: { maxItems: 5_000 } });
	await control().samsara.changeSettings({ pageSize: 500 });
	await trigger.poll();
	await created(6_000, { spacingMs: 100, createdAt: new Date(Date.now() + 1_000).toISOString() });
	await control().advance(3_600_000);
	const first = await trigger.poll();
	const second = await trigger.poll();
	expect((first?.length ?? 0) + (second?.length ?? 0)).toBe(6_000);
	expect(JSON.stringify(trigger.state).length).toBeLessThan(64 * 1024);
});
