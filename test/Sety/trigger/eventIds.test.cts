import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { SetyTrigger } from '../../../nodes/Sety/SetyTrigger.node.ts';
import { byId, setyBench } from '../../../harness/engine/sety.cts';
import { TriggerHost } from '../../../harness/engine/triggerHost.cts';
import { TEST_KEY } from '../../../sandbox/sety/keys.cts';

const sety = setyBench();
const control = () => sety.sandbox.control.sety;
const hosts: TriggerHost[] = [];

async function active(parameters: INodeParameters = {}): Promise<TriggerHost> {
	const host = new TriggerHost(new SetyTrigger(), () => sety.credential({}), {
		triggerOn: ['incidentCreated', 'incidentStatusChanged'],
		...parameters,
	});
	hosts.push(host);
	await host.activate();
	return host;
}

const text = (value: unknown) => value as string;

const idsOf = (json: IDataObject[]) => json.map(({ eventId }) => text(eventId)).sort();

beforeEach(async () => {
	await control().changeKey(TEST_KEY, { plan: 'unlimited' });
});

afterEach(async () => {
	for (const host of hosts.splice(0)) await host.stop();
});

it('one change has one id, in two workflows, after a restart and after a note', async () => {
	const [one, other] = [await active(), await active({ options: { simplify: false } })];
	const [id = ''] = await control().createIncidents({ count: 1 });
	for (const host of [one, other]) await host.tick();
	const { saved } = one;

	await control().setStatus(id, { status: 'assigned' });
	await one.tick();
	// It changes updated_at, and adds an entry to the timeline.
	await sety.run('incident.addNote', { incidentId: byId(id), note: 'On the way' });
	await other.tick();
	// n8n died before it saved what the last poll found.
	await one.stop();
	one.saved = saved;
	await one.activate('init');

	const [created, changed, again] = one.json;
	expect(created).toMatchObject({ eventId: `incidentCreated:${id}`, eventType: 'incidentCreated' });
	expect(changed?.eventId).toBe(`incidentStatusChanged:${id}:assigned:${text(changed?.eventTime)}`);
	expect(again?.eventId).toBe(changed?.eventId);
	expect(idsOf(other.json)).toEqual([created?.eventId, changed?.eventId].sort());
});

it('a status that an incident comes into again has another id', async () => {
	const host = await active();
	const [id = ''] = await control().createIncidents({ count: 1 });
	for (const status of ['created', 'assigned', 'dispatching', 'assigned']) {
		if (status !== 'created') await control().setStatus(id, { status });
		await host.tick();
		await sety.sandbox.control.advance(2);
	}

	expect(host.json.map(({ eventType }) => eventType)).toEqual([
		'incidentCreated',
		...Array<string>(3).fill('incidentStatusChanged'),
	]);
	expect(new Set(idsOf(host.json)).size).toBe(4);
});

it('every change of a danger zone has an id of its own, the same in two workflows', async () => {
	const events = ['dangerZoneCreated', 'dangerZoneChanged', 'dangerZoneRemoved'];
	const both = [await active({ triggerOn: events }), await active({ triggerOn: events })] as const;
	const tick = async () => {
		for (const host of both) await host.tick();
	};
	const { key } = await control().putDangerZone({ incident_count: 1 });
	await tick();
	for (const incident_count of [2, 1, 2]) {
		await control().putDangerZone({ zone_id: key, incident_count });
		await tick();
	}
	await control().removeDangerZone(key);
	await tick();

	const [one, other] = both.map(({ json }) => idsOf(json));
	expect(one).toEqual(other);
	expect(new Set(one).size).toBe(5);
	expect(one?.every((id) => id.includes(`:${key}:`))).toBe(true);
});

it('Fetch Test Event shows the same fields', async () => {
	const host = await active();
	const items = (await host.fetchTestEvent())?.flat() ?? [];

	expect(items).toHaveLength(6);
	expect(items.every(({ json }) => text(json.eventId).startsWith(`${text(json.event)}:`))).toBe(
		true,
	);
});
