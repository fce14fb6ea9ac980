import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { SetyTrigger } from '../../../nodes/Sety/SetyTrigger.node.ts';
import { setyBench } from '../../../harness/engine/sety.cts';
import { TriggerHost } from '../../../harness/engine/triggerHost.cts';
import { TEST_KEY } from '../../../sandbox/sety/keys.cts';

// What a trigger could lose without a word: by wrong clocks, odd times and ids, lists without an end, and damaged state.

const sety = setyBench();
const control = () => sety.sandbox.control;
const hosts: TriggerHost[] = [];

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const BOTH = ['incidentCreated', 'incidentStatusChanged'];
const ZONES = ['dangerZoneCreated', 'dangerZoneChanged', 'dangerZoneRemoved'];

function trigger(parameters: INodeParameters = {}): TriggerHost {
	const host = new TriggerHost(new SetyTrigger(), () => sety.credential({}), {
		triggerOn: ['incidentCreated'],
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

const at = (ms: number) => new Date(Date.now() + ms).toISOString();

const idsOf = (json: IDataObject[]) =>
	json.map(({ incident }) => (incident as IDataObject).incident_id);

const eventsOf = (json: IDataObject[]) =>
	json.map(({ event, dangerZone }) => [event, (dangerZone as IDataObject).zone_id]);

/** Sety answers from now on so, whatever it has. */
async function answer(
	path: string,
	body: unknown,
	more: { headers?: Record<string, string> } = {},
): Promise<void> {
	await control().clearFaults();
	await control().addFaults({ kind: 'status', status: 200, path, body, times: 'always', ...more });
}

const answerIncidents = async (...results: IDataObject[]) =>
	await answer('/incidents', { results, totalPages: 1, totalResults: results.length });

const answerZones = async (...results: IDataObject[]) =>
	await answer('/danger-zones', { results, totalPages: 1, totalResults: results.length });

const incident = (id: unknown, created: unknown, more: IDataObject = {}) =>
	({ incident_id: id, created_at: created, status: 'created', ...more }) as IDataObject;

const errorsOf = ({ errors }: TriggerHost) => errors.map(({ message }) => message);

beforeEach(async () => {
	await control().sety.changeKey(TEST_KEY, { plan: 'unlimited' });
});

afterEach(async () => {
	for (const host of hosts.splice(0)) await host.stop();
	jest.restoreAllMocks();
});

describe('ids and times in other forms are followed', () => {
	const moment = Date.now() + 1_000;
	const naive = new Date(moment).toISOString().slice(0, -1);

	it.each<[string, IDataObject, unknown]>([
		['a number', incident(7_001, at(0)), 7_001],
		['id', { id: 'inc_7', created_at: at(0), status: 'created' }, 'inc_7'],
		['a number as id', { id: 7_002, created_at: at(0), status: 'created' }, 7_002],
		['a time in seconds', incident('inc_8', Math.floor(moment / 1_000)), 'inc_8'],
		['a time in milliseconds', incident('inc_9', moment), 'inc_9'],
		['a time in milliseconds as text', incident('inc_10', String(moment)), 'inc_10'],
		['a time without an offset', incident('inc_11', naive), 'inc_11'],
		['a time with a blank', incident('inc_12', naive.replace('T', ' ')), 'inc_12'],
		['another spelling', { incidentId: 'inc_13', createdAt: at(0), status: 'created' }, 'inc_13'],
		['a name of an object’s own', incident('constructor', at(0)), 'constructor'],
		['__proto__', incident('__proto__', at(0)), '__proto__'],
	])('%s', async (_form, record, id) => {
		await answerIncidents();
		const host = await active({ triggerOn: BOTH });
		await answerIncidents(record);
		await host.tick();
		await host.tick();
		await answerIncidents({ ...record, status: 'responding' });
		await host.tick();
		await host.tick();

		expect(host.json.map(({ event }) => event)).toEqual([
			'incidentCreated',
			'incidentStatusChanged',
		]);
		const [first] = idsOf(host.json);
		if (record.incidentId === undefined) expect(first).toBe(id);
		expect(errorsOf(host)).toEqual([]);
	});

	it('says once that times without an offset are taken for UTC', async () => {
		const host = await active();
		for (let n = 0; n < 3; n++) {
			await answerIncidents(incident(`inc_${n}`, naive));
			await host.tick();
		}

		expect(idsOf(host.json)).toEqual(['inc_0', 'inc_1', 'inc_2']);
		expect(host.warnings).toEqual([expect.stringContaining('The trigger reads them as UTC')]);
	});
});

describe('what cannot be followed', () => {
	it.each<[string, IDataObject]>([
		['without an id', { created_at: at(0), status: 'created' }],
		['without a time', { incident_id: 'inc_1', status: 'created' }],
		['with a time that is none', incident('inc_1', 'yesterday')],
		['with an id that has lost digits', incident(2 ** 60, at(0))],
	])('%s, and all there is, keeps the workflow from being switched on', async (_what, record) => {
		await answerIncidents(record, record);
		await expect(trigger().activate()).rejects.toThrow(
			'2 incidents cannot be followed without incident_id and created_at, such as',
		);
	});

	it('fails each poll as long as it is all there is', async () => {
		const host = await active();
		await answerIncidents(incident('inc_1', 'yesterday'));
		await host.tick();
		await host.tick();

		expect(errorsOf(host)).toEqual(Array(2).fill(expect.stringContaining('such as inc_1')));
	});

	it('keeps nothing else back, is a failure once, and is named in the log each time', async () => {
		await answerIncidents(incident('inc_1', at(0)), incident('inc_2', 'yesterday'));
		const host = await active();
		expect(host.warnings).toHaveLength(1);
		for (let n = 3; n < 6; n++) {
			await answerIncidents(incident(`inc_${n}`, at(n)), incident('inc_2', 'yesterday'));
			await host.tick();
		}

		expect(idsOf(host.json)).toEqual(['inc_3', 'inc_4', 'inc_5']);
		expect(errorsOf(host)).toEqual([
			'1 incidents cannot be followed without incident_id and created_at, such as inc_2, with the fields incident_id, created_at, status',
		]);
		expect(host.warnings).toHaveLength(4);
	});

	it('as an incident that is read without a status is said', async () => {
		const host = await active({ triggerOn: BOTH });
		const [id] = await control().sety.createIncidents({});
		await host.tick();
		await control().sety.setStatus(id ?? '', { status: 'waiting_for_drone' });
		await answer(`/incidents/${id}`, { incident: { incident_id: id } });
		await host.tick();

		expect(errorsOf(host)).toEqual([
			expect.stringContaining(
				`1 incidents under way cannot be followed without a status, such as ${id}`,
			),
		]);
	});
});

describe('clocks that are wrong', () => {
	it('a service clock that was an hour ahead and is put right loses nothing of that hour', async () => {
		await control().setClock({ advanceMs: HOUR });
		const host = await active();
		const ids = await control().sety.createIncidents({});
		await host.tick();
		await control().setClock({ advanceMs: -HOUR });
		ids.push(...(await control().sety.createIncidents({})));
		await host.tick();

		expect(idsOf(host.json)).toEqual(ids);
		expect(host.warnings).toEqual([]);
	});

	it('without the service’s time one date far ahead does not move the cursor for good', async () => {
		const host = await active();
		const headers = { date: 'unknown' };
		const ahead = incident('inc_ahead', at(1_000 * HOUR));
		await answer('/incidents', { results: [ahead] }, { headers });
		await host.tick();
		await answer('/incidents', { results: [ahead, incident('inc_now', at(0))] }, { headers });
		await host.tick();
		await host.tick();

		expect(idsOf(host.json)).toEqual(['inc_ahead', 'inc_now']);
	});

	it.each(['cursor', 'floor'])('a stored %s in the future does not stay silent', async (name) => {
		const host = await active();
		await control().sety.createIncidents({});
		await host.tick();
		await host.stop();
		const saved = JSON.parse(host.saved) as Record<string, { polling: StoredFeed }>;
		const { feed } = Object.values(saved)[0]?.polling.sources.incidents.state ?? { feed: {} };
		feed[name] = Date.now() + 1_000 * HOUR;
		host.saved = JSON.stringify(saved);
		await host.activate('init');
		const [id] = await control().sety.createIncidents({});
		await host.tick();

		expect(idsOf(host.json).at(-1)).toBe(id);
		expect(host.warnings[0]).toContain('lies in the future');
	});
});

interface StoredFeed {
	sources: { incidents: { state: { feed: Record<string, unknown>; notFound?: unknown } } };
}

describe('lists', () => {
	it('a poll for statuses reads one page of each, in the form that was observed', async () => {
		const host = await active({ triggerOn: BOTH });
		const ids = await control().sety.createIncidents({ count: 5 });
		await host.tick();
		for (const [n, status] of ['dispatching', 'assigned', 'responding', 'on_scene'].entries()) {
			await control().sety.setStatus(ids[n] ?? '', { status });
		}
		await host.tick();
		await control().clearReceived();
		await host.tick();

		const asked = (await control().received()).map(({ query }) => [query.status, query.page]);
		expect(asked).toEqual([
			[undefined, '1'],
			['created', '1'],
			['dispatching', '1'],
			['assigned', '1'],
			['responding', '1'],
			['on_scene', '1'],
		]);
	});

	it('a record that stands on a page twice is handed over once', async () => {
		const host = await active();
		await answerIncidents(incident('inc_1', at(0)), incident('inc_1', at(0)));
		await host.tick();

		expect(idsOf(host.json)).toEqual(['inc_1']);
	});

	it('an answer without content is an empty list, and no failed poll', async () => {
		await control().addFaults({ kind: 'noContent', times: 'always' });
		const host = await active({ triggerOn: [...BOTH, 'dangerZoneCreated'] });
		await host.tick();

		expect(errorsOf(host)).toEqual([]);
	});

	it('an empty page that promises more ends the list, and the log says so', async () => {
		await answerIncidents();
		const host = await active({ triggerOn: BOTH });
		await answer('/incidents', { results: [], has_more: true });
		await host.tick();

		expect(await control().received()).toHaveLength(6);
		expect(host.warnings).toEqual([expect.stringContaining('an empty page')]);
		expect(errorsOf(host)).toEqual([]);
	});

	it('several parts that cannot be read are all named', async () => {
		const host = await active({ triggerOn: ['incidentCreated', 'dangerZoneCreated'] });
		await control().addFaults({ kind: 'status', status: 418, path: '/incidents' });
		await control().addFaults({ kind: 'status', status: 404, path: '/danger-zones' });
		await host.tick();

		expect(errorsOf(host)).toEqual([
			expect.stringMatching(
				/^2 of the watched parts could not be read\. incidents: .*418.* \| danger zones: .*404/,
			),
		]);
	});
});

describe('static data that is no object', () => {
	it.each([null, 'rubbish', 7, []])('%j: the trigger begins anew and goes on', async (damaged) => {
		const host = trigger();
		host.saved = JSON.stringify({ 'node:Trigger Under Test': damaged });
		await host.activate('init');
		const [first] = await control().sety.createIncidents({});
		await host.tick();
		await host.stop();
		const [second] = await control().sety.createIncidents({});
		await host.activate('init');
		await host.tick();

		expect(idsOf(host.json)).toEqual([first, second]);
		expect(host.warnings).toEqual([expect.stringContaining('starts over')]);
	});

	it('nor that of the workflow: says what to do', async () => {
		const host = trigger();
		host.saved = JSON.stringify({ 'node:Trigger Under Test': null, global: null });

		await expect(host.activate('init')).rejects.toMatchObject({
			message: expect.stringContaining('is damaged'),
			description: expect.stringContaining('Duplicate the workflow'),
		});
	});

	it.each([null, 'rubbish', { version: 1 }, []])(
		'a state that is %j begins anew',
		async (state) => {
			const host = trigger();
			host.saved = JSON.stringify({ 'node:Trigger Under Test': { polling: state } });
			await host.activate('init');
			const [id] = await control().sety.createIncidents({});
			await host.tick();

			expect(idsOf(host.json)).toEqual([id]);
		},
	);
});

it.each<[string, unknown, unknown]>([
	['resumePage', 0, undefined],
	['resumePage', -3, undefined],
	['resumePage', 1.5, undefined],
	['resumePage', null, undefined],
	['resumePage', '7', undefined],
	['resumePage', 1e300, undefined],
	['notFound', undefined, [['inc_1', null]]],
	['notFound', undefined, { inc_1: 3 }],
	['notFound', undefined, [['inc_1', -1e9]]],
])('a damaged %s (%j %j) loses nothing of what came since', async (_name, resumePage, notFound) => {
	const host = await active({ triggerOn: BOTH });
	await host.stop();
	const saved = JSON.parse(host.saved) as Record<string, { polling: StoredFeed }>;
	const state = Object.values(saved)[0]?.polling.sources.incidents.state;
	if (state === undefined) throw new Error('Nothing is stored');
	state.feed.resumePage = resumePage;
	state.notFound = notFound;
	host.saved = JSON.stringify(saved);
	const [id] = await control().sety.createIncidents({});
	await host.activate('init');
	await host.tick();

	expect(idsOf(host.json)).toEqual([id]);
	expect([errorsOf(host), host.warnings]).toEqual([[], []]);
});

describe('danger zones', () => {
	const lagos = { latitude: 6.5, longitude: 3.4, radiusKm: 5 };
	const zone = (id: unknown, latitude: number, more: IDataObject = {}) =>
		({ zone_id: id, latitude, longitude: 3.4, ...more }) as IDataObject;
	const square = (south: number, north: number) => ({
		type: 'Polygon',
		coordinates: [
			[
				[3.3, south],
				[3.5, south],
				[3.5, north],
				[3.3, north],
				[3.3, south],
			],
		],
	});

	const asText = ({ type, coordinates }: ReturnType<typeof square>) => ({
		type,
		coordinates: coordinates.map((ring) => ring.map((corner) => corner.map(String))),
	});

	it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])(
		'may be called %s',
		async (id) => {
			const host = await active({ triggerOn: ZONES });
			await answerZones();
			await host.tick();
			const before = host.json.length;
			await answerZones(zone(id, 6.5));
			await host.tick();
			await host.stop();
			await host.activate('init');
			await answerZones(zone(id, 6.5, { risk_level: 'high' }));
			await host.tick();
			await answerZones();
			await host.tick();
			await host.tick();

			expect(eventsOf(host.json.slice(before))).toEqual([
				['dangerZoneCreated', id],
				['dangerZoneChanged', id],
				['dangerZoneRemoved', id],
			]);
		},
	);

	it.each<[string, IDataObject, boolean]>([
		['around the area', { boundary: square(6, 7) }, true],
		['that reaches into the area', { boundary: square(6.53, 7) }, true],
		['within the area', { geometry: square(6.49, 6.51) }, true],
		['beyond the area', { boundary: square(6.6, 7) }, false],
		[
			'with the area in its hole',
			{
				boundary: {
					type: 'Polygon',
					coordinates: [...square(5, 8).coordinates, ...square(6, 7).coordinates],
				},
			},
			false,
		],
		[
			'of several parts',
			{
				boundary: {
					type: 'MultiPolygon',
					coordinates: [square(1, 2).coordinates, square(6, 7).coordinates],
				},
			},
			true,
		],
		[
			'as a feature',
			{ type: 'Feature', geometry: square(6, 7), properties: { name: 'Harbour' } },
			true,
		],
		[
			'as a list of places',
			{
				polygon: [
					{ lat: 6, lng: 3.3 },
					{ lat: 6, lng: 3.5 },
					{ lat: 7, lng: 3.4 },
				],
			},
			true,
		],
		['with coordinates as text', { boundary: asText(square(6, 7)) }, true],
		['that is a place as text', { location: { latitude: '6.5', longitude: '3.4' } }, true],
		['that is a point as text', { location: { coordinates: ['3.4', '6.5'] } }, true],
		['that is another place as text', { latitude: '7.5', longitude: '3.4' }, false],
		['of nothing', { boundary: { type: 'Polygon', coordinates: [] } }, false],
	])('known by a polygon only, %s: in the area %s', async (_what, shape, isIn) => {
		const host = await active({ triggerOn: ['dangerZoneCreated'], filters: lagos });
		await answerZones({ zone_id: 'zone_1', ...shape });
		await host.tick();

		expect(eventsOf(host.json)).toEqual(isIn ? [['dangerZoneCreated', 'zone_1']] : []);
	});

	it('another area neither invents changes nor misses what came since the last poll', async () => {
		await answerZones(zone('south', 6.5), zone('north', 7.5), zone('both', 7));
		const host = await active({ triggerOn: ZONES, filters: lagos });
		await host.tick();
		await host.stop();
		host.parameters = { triggerOn: ZONES, filters: { ...lagos, latitude: 7.5, radiusKm: 60 } };
		await answerZones(
			zone('south', 6.5, { risk_level: 'high' }),
			zone('north', 7.5),
			zone('both', 7, { risk_level: 'high' }),
			zone('new', 7.6),
		);
		await host.activate('update');
		await host.tick();

		expect(eventsOf(host.json)).toEqual([
			['dangerZoneCreated', 'new'],
			['dangerZoneChanged', 'both'],
		]);
		expect(host.warnings).toEqual([]);
	});

	it('that move into the area are created there, and those that move out are gone', async () => {
		await answerZones(zone('in', 6.5), zone('out', 7.5));
		const host = await active({ triggerOn: ZONES, filters: lagos });
		await answerZones(zone('in', 7.5), zone('out', 6.5));
		await host.tick();
		await host.tick();

		expect(eventsOf(host.json).sort()).toEqual([
			['dangerZoneCreated', 'out'],
			['dangerZoneRemoved', 'in'],
		]);
	});
});

describe('statuses in other words', () => {
	it('in capitals are the same statuses, and no change of them', async () => {
		await answerIncidents();
		const filters = { toStatus: ['resolved'] };
		const host = await active({ triggerOn: ['incidentStatusChanged'], filters });
		await answerIncidents(incident('inc_1', at(0), { status: 'CREATED' }));
		await host.tick();
		await host.tick();
		expect(host.json).toEqual([]);
		const over = incident('inc_1', at(0), { status: 'RESOLVED' });
		await answerIncidents(over);
		await answer('/incidents/', { incident: over });
		await control().addFaults({
			kind: 'status',
			status: 200,
			path: '/incidents',
			body: { results: [], totalPages: 0 },
			times: 'always',
		});
		await host.tick();

		expect(host.json.map(({ previousStatus }) => previousStatus)).toEqual(['CREATED']);
	});

	it('with blanks or hyphens are the same statuses', async () => {
		await answerIncidents();
		const host = await active({ triggerOn: ['incidentStatusChanged'] });
		for (const status of ['created', 'on_scene', 'On Scene', 'on-scene']) {
			await answerIncidents(incident('inc_1', at(0), { status }));
			await host.tick();
		}

		expect(host.json.map(({ previousStatus }) => previousStatus)).toEqual(['created']);
	});

	it.each(['RESOLVED', ' Resolved ', 'canceled', 'closed', 'expired', 'completed'])(
		'%s is the end: the incident is not read again and again',
		async (status) => {
			const host = await active({ triggerOn: ['incidentStatusChanged'] });
			const [id = ''] = await control().sety.createIncidents({});
			await host.tick();
			await control().sety.setStatus(id, { status });
			await host.tick();
			await control().clearReceived();
			await host.tick();

			expect(host.json.map(({ previousStatus }) => previousStatus)).toEqual(['created']);
			expect(await control().received()).toHaveLength(6);
		},
	);
});

describe('the lookback', () => {
	it.each([
		[14, 1],
		[16, 0],
	])('is 15 minutes by default: an incident that is %d minutes late', async (minutes, count) => {
		const host = await active();
		const [newest] = await control().sety.createIncidents({});
		await host.tick();
		const createdAt = at(-minutes * MINUTE);
		const late = await control().sety.createIncidents({ createdAt });
		await host.tick();

		expect(idsOf(host.json)).toEqual([newest, ...late.slice(0, count)]);
	});
});

it.each([
	['exclude', true],
	['only', false],
])('drills %s: an incident whose mark Sety corrects is new', async (drills, marked) => {
	const created = at(MINUTE / 60);
	await answerIncidents();
	const host = await active({ filters: { drills } });
	await answerIncidents(incident('inc_1', created, { is_drill: marked }));
	await host.tick();
	expect(host.json).toEqual([]);
	await answerIncidents(incident('inc_1', created, { is_drill: !marked }));
	await host.tick();
	await host.tick();

	expect(idsOf(host.json)).toEqual(['inc_1']);
});

describe('Fetch Test Event', () => {
	const record = {
		...incident('inc_1', at(0), { category: 'medical', is_drill: false }),
		location: { coordinates: [3.4, 6.5] },
	};
	const zone = { zone_id: 'zone_1', risk_level: 'high', latitude: 6.5, longitude: 3.4, cases: 3 };

	async function samples(parameters: INodeParameters): Promise<IDataObject[]> {
		await control().clearFaults();
		const faults = { '/incidents': record, '/danger-zones': zone };
		for (const [path, one] of Object.entries(faults)) {
			const body = { results: [one] };
			await control().addFaults({ kind: 'status', status: 200, path, body, times: 'always' });
		}
		const host = trigger({ triggerOn: [...BOTH, ...ZONES], ...parameters });
		return ((await host.fetchTestEvent())?.[0] ?? []).map(({ json }) => json);
	}

	const byEvent = (json: IDataObject[], event: string) => json.find((one) => one.event === event);

	it.each([true, false])('with Simplify %s shows records as the trigger does', async (simplify) => {
		const json = await samples({ options: { simplify } });
		const simple = { incident_id: 'inc_1', latitude: 6.5, longitude: 3.4, category: 'medical' };

		for (const event of BOTH) {
			const shown = byEvent(json, event)?.incident;
			if (simplify) expect(shown).toMatchObject(simple);
			else expect(shown).toEqual(record);
		}
		for (const event of ZONES.slice(0, 2)) {
			const shown = byEvent(json, event)?.dangerZone as IDataObject;
			expect('cases' in shown).toBe(!simplify);
		}
		expect(byEvent(json, 'dangerZoneRemoved')?.dangerZone).toEqual({ zone_id: 'zone_1' });
	});

	it('shows only what fits the filters', async () => {
		const lagos = { latitude: 6.5, longitude: 3.4, radiusKm: 5 };
		expect(await samples({ filters: { ...lagos, category: ['medical'] } })).toHaveLength(5);
		const others = await samples({ filters: { ...lagos, category: ['vehicle'] } });
		expect(others.map(({ event }) => event).sort()).toEqual([...ZONES].sort());
		await expect(samples({ filters: { ...lagos, latitude: 7 } })).rejects.toThrow(
			'no record yet that matches',
		);
	});
});
