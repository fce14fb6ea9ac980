import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { SamsaraTrigger } from '../../../nodes/Samsara/SamsaraTrigger.node.ts';
import { samsaraBench } from '../../../harness/engine/samsara.cts';
import { TriggerHost } from '../../../harness/engine/triggerHost.cts';
import { picked } from '../picked.cts';

// What a trigger could lose or double without a word: odd records, other filters, old events, wrong clocks and accounts.

const samsara = samsaraBench();
const control = () => samsara.sandbox.control;
const hosts: TriggerHost[] = [];
const MINUTE = 60_000;
const BOTH = ['safetyEventCreated', 'safetyEventUpdated'];
const TRUCKS = ['281474978683353', '281474978683354', '281474978683355'] as const;

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
	await control().clearReceived();
	return host;
}

async function polled(host: TriggerHost): Promise<IDataObject[]> {
	const before = host.json.length;
	await host.tick();
	return host.json.slice(before);
}

const idsOf = (json: IDataObject[]) =>
	json.map(({ safetyEvent }) => (safetyEvent as IDataObject).id);
const errorsOf = ({ errors }: TriggerHost) => errors.map(({ message }) => message);
const queries = async () => (await control().received()).map(({ query }) => query);

/** Made now, and shown a moment later. */
async function created(order = {}): Promise<string> {
	await control().advance(10);
	const [id = ''] = await control().samsara.createEvents({ count: 1, asset: 0, ...order });
	await control().advance(10);
	return id;
}

async function changed(id: string, order: object): Promise<void> {
	await control().samsara.changeEvent(id, order);
	await control().advance(10);
}

/** The next page of the stream, whatever Samsara has. */
async function answer(...data: unknown[]): Promise<void> {
	const pagination = { endCursor: `c${Math.random()}`, hasNextPage: false };
	await control().addFaults({ kind: 'status', status: 200, body: { data, pagination } });
}

const now = () => new Date().toISOString();

it.each([400, 404, 410, 422])(
	'a place that is refused with %i is given up, and nothing is lost or comes twice',
	async (status) => {
		const host = await active();
		const first = await created();
		await host.tick();
		const second = await created();
		await control().addFaults({ kind: 'status', status, body: { message: 'Gone' } });
		await host.tick();

		expect(idsOf(host.json)).toEqual([first, second]);
		expect(errorsOf(host)).toEqual([]);
	},
);

describe('records in other forms', () => {
	it.each<[string, IDataObject, string]>([
		['a number as id', { id: 77, createdAtTime: now() }, '77'],
		['a time without an offset', { id: 'e1', createdAtTime: now().slice(0, -1) }, 'e1'],
		['a time in seconds', { id: 'e2', createdAtTime: Math.floor(Date.now() / 1_000) }, 'e2'],
		['a time in milliseconds', { id: 'e3', createdAtTime: Date.now() }, 'e3'],
		['no time but that of its start', { id: 'e4', startMs: now() }, 'e4'],
		['no time but that of its change', { id: 'e5', updatedAtTime: now() }, 'e5'],
		[
			'an id like a name of an object’s own',
			{ id: '__proto__', createdAtTime: now() },
			'__proto__',
		],
	])('with %s are followed', async (_form, record, id) => {
		const host = await active();
		await answer(record);
		await answer(record);

		expect(idsOf(await polled(host))).toEqual([id]);
		expect(await polled(host)).toEqual([]);
		expect(errorsOf(host)).toEqual([]);
	});

	it('says once that times without an offset are taken for UTC', async () => {
		const host = await active();
		for (const id of ['e1', 'e2', 'e3']) {
			await answer({ id, createdAtTime: now().slice(0, -1) });
			await host.tick();
		}

		expect(idsOf(host.json)).toEqual(['e1', 'e2', 'e3']);
		expect(host.warnings).toEqual([expect.stringContaining('The trigger reads them as UTC')]);
	});

	it.each<[string, unknown]>([
		['an id', { createdAtTime: now() }],
		['a readable time', { id: 'e9', createdAtTime: 'yesterday' }],
	])('without %s keep back none of their page, and are said', async (_lack, odd) => {
		const host = await active();
		await answer({ id: 'e1', createdAtTime: now() }, odd);
		await answer(odd, { id: 'e2', createdAtTime: now() });
		await host.tick();
		await host.tick();

		expect(idsOf(host.json)).toEqual(['e1', 'e2']);
		expect(errorsOf(host)).toEqual([
			expect.stringContaining(
				'1 safety events cannot be followed without an ID and a readable time, such as',
			),
		]);
		expect(host.warnings).toHaveLength(2);
	});

	it('beside something that is no record are followed, and nothing is said', async () => {
		const host = await active();
		await answer(null, 7, { id: 'e1', createdAtTime: now() }, 'e2');

		expect(idsOf(await polled(host))).toEqual(['e1']);
		expect(errorsOf(host)).toEqual([]);
		expect(host.warnings).toEqual([]);
	});

	it('that are all without an id keep the workflow from being switched on', async () => {
		await control().addFaults({
			kind: 'status',
			status: 200,
			skip: 1,
			body: { data: [{ name: 'x' }, { name: 'y' }], pagination: { hasNextPage: false } },
		});

		await expect(trigger().activate()).rejects.toThrow('2 safety events cannot be followed');
	});

	it('an answer without content is a page with nothing on it', async () => {
		const host = await active();
		await control().addFaults({ kind: 'noContent' });
		await host.tick();
		const id = await created();

		expect(idsOf(await polled(host))).toEqual([id]);
		expect(errorsOf(host)).toEqual([]);
	});
});

describe('another question to Samsara', () => {
	it('keeps the place when only the order of IDs is another', async () => {
		const filters = (assetIds: unknown) => ({ assetIds: picked(assetIds) });
		const host = await active({ filters: filters(`${TRUCKS[2]}, ${TRUCKS[0]}, ${TRUCKS[2]}`) });
		await host.stop();
		host.parameters = { ...host.parameters, filters: filters(`${TRUCKS[0]}, ${TRUCKS[2]}`) };
		await host.activate('update');

		const [query] = await queries();
		expect(query).toMatchObject({
			assetIds: `${TRUCKS[0]},${TRUCKS[2]}`,
			after: expect.any(String),
		});
		expect(host.warnings).toEqual([]);
	});

	it.each<[string, INodeParameters, INodeParameters]>([
		['Include', { include: ['asset', 'driver'] }, { include: ['asset', 'vgOnlyEvents'] }],
		['vehicles', { filters: { assetIds: picked(TRUCKS[0]) } }, { filters: {} }],
		['drivers', { filters: {} }, { filters: { driverIds: picked('5001') } }],
		['tags', { filters: {} }, { filters: { tagIds: picked('3914') } }],
	])('%s: hands over what came since the last poll, and nothing twice', async (_what, one, two) => {
		const host = await active(one);
		const known = await created({ driver: 0 });
		await host.tick();
		await host.stop();
		const meanwhile = await created({ driver: 0 });
		host.parameters = { ...host.parameters, ...two };
		await host.activate('update');
		await host.tick();

		expect(idsOf(host.json)).toEqual([known, meanwhile]);
		expect(host.warnings).toEqual([]);
		expect(errorsOf(host)).toEqual([]);
	});

	it('asks for the drivers that are chosen, and hands over none of the others', async () => {
		const host = await active({ filters: { driverIds: picked('5002, 5001') } });
		await created({ driver: 2 });
		const wanted = await created({ driver: 1 });

		expect(idsOf(await polled(host))).toEqual([wanted]);
		expect((await queries()).map(({ driverIds }) => driverIds)).toEqual(['5001,5002']);
	});

	it.each(['assetIds', 'driverIds', 'tagIds'])(
		'more than 2,000 %s are refused when the workflow is switched on',
		async (name) => {
			const ids = Array.from({ length: 2_001 }, (_value, n) => `${n + 1}`);
			const tooMany = trigger({ filters: { [name]: picked(ids.join()) } });
			await expect(tooMany.activate()).rejects.toThrow(
				'contains 2001 IDs, and Samsara takes at most 2000',
			);
			expect(await control().received()).toEqual([]);
		},
	);

	it('to another region begins anew there', async () => {
		const host = await active();
		const known = await created();
		expect(idsOf(await polled(host))).toEqual([known]);
		await host.stop();
		// The same stand-in under another address.
		const baseUrl = samsara.sandbox.credentials.samsaraApi.baseUrl.replace(
			'127.0.0.1',
			'localhost',
		);
		host.credentials = () => samsara.credential({ baseUrl });
		await control().clearReceived();
		await host.activate('update');

		expect(host.warnings).toEqual([expect.stringContaining('starts over')]);
		expect((await queries()).every(({ after }) => after === undefined)).toBe(true);
		expect(idsOf(host.json)).toEqual([known]);
	});
});

describe('Safety Event Created', () => {
	it('does not come again for an event that is touched after the lookback', async () => {
		const host = await active({ options: { lookback: 10 } });
		const old = await created();
		expect(idsOf(await polled(host))).toEqual([old]);
		await control().advance(60 * MINUTE);
		jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 60 * MINUTE);
		const fresh = await created();
		expect(idsOf(await polled(host))).toEqual([fresh]);
		// Its key is forgotten by now.
		expect(host.memory).not.toContain('"3');
		await changed(old, { eventState: 'reviewed' });

		expect(await polled(host)).toEqual([]);
	});

	it('and Updated in one poll each tell of the same event, in the order of their times', async () => {
		const host = await active({ triggerOn: BOTH });
		const untouched = await created();
		const id = await created();
		await changed(id, { eventState: 'coached' });
		const json = await polled(host);

		expect(host.emissions).toHaveLength(1);
		expect(json.map(({ event, safetyEvent }) => [event, (safetyEvent as IDataObject).id])).toEqual([
			['safetyEventCreated', untouched],
			['safetyEventCreated', id],
			['safetyEventUpdated', id],
		]);
		expect(json.map(({ safetyEvent }) => (safetyEvent as IDataObject).eventState)).toEqual([
			'needsReview',
			'needsReview',
			'coached',
		]);
	});

	it.each([
		[59 * MINUTE, 1],
		[61 * MINUTE, 0],
	])('by default looks back 60 minutes: an event of %d ms ago', async (ageMs, count) => {
		const id = await created();
		await control().advance(ageMs);
		jest.spyOn(Date, 'now').mockReturnValue(Date.now() + ageMs);
		const host = await active({ options: { emitExisting: true } });

		expect(idsOf(host.json)).toEqual(Array(count).fill(id));
	});
});

describe('Fetch Test Event', () => {
	it('reads one page, however many there are', async () => {
		await control().samsara.changeSettings({ pageSize: 2 });
		const host = trigger();
		const samples = await host.fetchTestEvent();

		expect(samples?.[0]).toHaveLength(2);
		expect(await control().received()).toHaveLength(1);
	});

	it.each([
		[{ simplify: false }, { asset: { id: expect.any(String), name: 'Truck 1' } }],
		[{ simplify: true }, { asset: 'Truck 1' }],
		[{}, { asset: 'Truck 1' }],
	])('with Options %j shows events as the trigger does', async (options, shown) => {
		await control().samsara.changeSettings({ pageSize: 500 });
		const filters = { assetIds: picked(TRUCKS[0]) };
		const samples = await trigger({ options, filters }).fetchTestEvent();

		expect(samples?.[0]?.[0]?.json.safetyEvent).toMatchObject(shown);
	});

	it('shows what Include asks for, and nothing else', async () => {
		const filters = { assetIds: picked(TRUCKS[0]) };
		const options = { simplify: false };
		const bare = await trigger({ options, filters, include: [] }).fetchTestEvent();
		await trigger({ options, filters, include: ['driver', 'vgOnlyEvents'] }).fetchTestEvent();

		expect(bare?.[0]?.[0]?.json.safetyEvent).toHaveProperty('asset', { id: TRUCKS[0] });
		const [withNothing, withBoth] = await queries();
		expect(Object.keys(withNothing ?? {}).filter((name) => name.startsWith('include'))).toEqual([]);
		expect(withBoth).toMatchObject({ includeDriver: 'true', includeVgOnlyEvents: 'true' });
		expect(withBoth).not.toHaveProperty('includeAsset');
	});
});

it('a stream that leads round in a circle is left, and what it showed comes once', async () => {
	const host = await active();
	const body = (endCursor: string) => ({
		data: [{ id: 'e1', createdAtTime: now() }],
		pagination: { endCursor, hasNextPage: true },
	});
	for (let n = 0; n < 20; n++) {
		await control().addFaults({ kind: 'status', status: 200, body: body(n % 2 ? 'x' : 'y') });
	}
	await host.tick();
	await host.tick();

	expect(idsOf(host.json)).toEqual(['e1']);
	expect((await control().received()).length).toBeLessThan(10);
	expect(host.warnings).toEqual(Array(2).fill(expect.stringContaining('already read')));
});
