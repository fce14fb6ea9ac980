import type { INodeParameters } from 'n8n-workflow';

import { byId, setyBench } from '../../harness/engine/sety.cts';

// Answers whose form is not documented come in many a form; whatever it is, nothing of it may get lost.

const sety = setyBench();

const ID = 'inc_a1b2c3d4e5f6g7h8';
const incidentId = byId(ID);
const place = { latitude: '6.5244', longitude: '3.3792' };
const route = { origin: '6.5, 3.3', destination: '6.4, 3.4' };
const feature = {
	type: 'Feature',
	geometry: { type: 'Point', coordinates: [3.4, 6.5] },
	properties: { weight: 2 },
};

/** Operation, parameters, what Sety answers, and the output. */
const answers: Array<[string, INodeParameters, unknown, unknown]> = [
	[
		'incident.get',
		{ incidentId, output: 'raw' },
		{ incident: { incident_id: ID }, responder: { name: 'Olu' } },
		[{ incident_id: ID, responder: { name: 'Olu' } }],
	],
	[
		'incident.get',
		{ incidentId },
		{
			id: ID,
			subject: { name: 'Amaka Obi', phone: '+2348012345678' },
			location: { coordinates: [3.4, 6.5], address: 'Gate 4' },
			responder: 'Olu',
		},
		[
			{
				incident_id: ID,
				latitude: 6.5,
				longitude: 3.4,
				mapUrl: 'https://www.openstreetmap.org/?mlat=6.5&mlon=3.4#map=17/6.5/3.4',
				subject_name: 'Amaka Obi',
				subject_phone: '+2348012345678',
				address: 'Gate 4',
			},
		],
	],
	[
		'incident.get',
		{ incidentId },
		{ incident_id: ID, subject: 'Amaka Obi', location: null },
		[{ incident_id: ID }],
	],
	[
		'incident.get',
		{ incidentId, output: 'raw' },
		{ incident_id: ID, data: { source: 'app' } },
		[{ incident_id: ID, data: { source: 'app' } }],
	],
	[
		'threatIntelligence.getSafetyScore',
		{ ...place, output: 'raw' },
		{ score: 72, level: 'high', data: { samples: 9 } },
		[{ score: 72, level: 'high', data: { samples: 9 } }],
	],
	[
		'threatIntelligence.analyzeRoute',
		{ ...route, output: 'raw' },
		{ overall_score: 5, route: { polyline: 'abc' }, segments: [] },
		[{ overall_score: 5, route: { polyline: 'abc' }, segments: [] }],
	],
	[
		'threatIntelligence.analyzeRoute',
		{ ...route, output: 'raw' },
		{ code: 200, data: { overall_score: 5 } },
		[{ code: 200, overall_score: 5 }],
	],
	[
		'incident.getAll',
		{},
		{ data: { incidents: [{ incident_id: 'inc_1' }] } },
		[{ incident_id: 'inc_1' }],
	],
	['incident.getAll', {}, { data: null, pagination: { total: 0 } }, []],
	// A roll call must not show sites as visitors, nor a map of points zones.
	['accessLog.getCurrentVisitors', {}, { visitors: [], sites: [{ id: 'site_1' }] }, []],
	[
		'accessLog.getCurrentVisitors',
		{},
		{ sites: [{ id: 'site_1' }], visitors: [{ log_id: 'log_1' }] },
		[{ log_id: 'log_1' }],
	],
	[
		'accessLog.getAll',
		{},
		{ accessLogs: [{ log_id: 'log_1' }], gates: [{ id: 'gate_1' }] },
		[{ log_id: 'log_1' }],
	],
	['accessLog.getAll', {}, { logs: [{ id: 'log_1' }] }, [{ log_id: 'log_1' }]],
	[
		'threatIntelligence.getDangerZones',
		{},
		{ categories: [{ id: 'sos' }], dangerZones: [{ zone_id: 'zone_1' }] },
		[{ zone_id: 'zone_1' }],
	],
	[
		'incident.getAll',
		{},
		{ results: [], totalPages: 0, totalResults: 0, filters: [{ id: 1 }] },
		[],
	],
	[
		'threatIntelligence.getHeatmap',
		{},
		{ points: [], zones: [{ zone_id: 'zone_1', latitude: 6.5, longitude: 3.4 }] },
		[],
	],
	['threatIntelligence.getHeatmap', {}, { points: [], generated_at: '2026-03-10T14:30:00Z' }, []],
	[
		'threatIntelligence.getHeatmap',
		{ output: 'geoJson' },
		{ points: [] },
		[{ type: 'FeatureCollection', features: [] }],
	],
	[
		'threatIntelligence.getHeatmap',
		{ output: 'geoJson' },
		{ type: 'FeatureCollection', features: [feature] },
		[{ type: 'FeatureCollection', features: [feature] }],
	],
	[
		'threatIntelligence.getHeatmap',
		{},
		{ type: 'FeatureCollection', features: [feature] },
		[{ latitude: 6.5, longitude: 3.4, weight: 2 }],
	],
];

it.each(answers)('%s %j: %j', async (operation, parameters, body, output) => {
	await sety.sandbox.control.addFaults({ kind: 'status', status: 200, body, times: 1 });
	const result = await sety.run(operation, parameters);

	expect(result.error).toBeUndefined();
	expect(result.json).toEqual(output);
});

describe.each<[string, INodeParameters, string, string, string[]]>([
	['analyzeRoute', route, 'route', 'a route', ['overall_score', 'segments']],
	['getSafetyScore', place, 'safety_score', 'a score', ['score', 'level']],
	['getDangerAnalytics', place, 'analytics', 'analytics', ['incident_count', 'risk_level']],
])('%s', (operation, parameters, name, what, ownFields) => {
	const answered = async (body: object) => {
		await sety.sandbox.control.addFaults({ kind: 'status', status: 200, body, times: 'always' });
		return await sety.run(`threatIntelligence.${operation}`, { ...parameters, output: 'raw' });
	};

	it('is read under its name', async () => {
		const { json } = await answered({ meta: { took: 3 }, [name]: { hour: 7 } });

		expect(json).toEqual([{ meta: { took: 3 }, hour: 7 }]);
	});

	it.each(ownFields)('is known by its %s, and may then have a status of its own', async (field) => {
		const { json } = await answered({ [field]: 1, status: 'failed' });

		expect(json).toEqual([{ [field]: 1, status: 'failed' }]);
	});

	it('is missed by its name', async () => {
		const { error } = await answered({});

		expect(error?.message).toContain(`without ${what}`);
	});
});

it('says when an answer has no incident in it', async () => {
	const body = { status: 'created', latitude: 6.5 };
	await sety.sandbox.control.addFaults({ kind: 'status', status: 200, body, times: 'always' });
	const { error } = await sety.run('incident.get', { incidentId });

	expect(error?.message).toContain('without an incident_id');
});

it('quotes an answer with several lists and does not guess which one is meant', async () => {
	const body = { people: [{ id: 'log_1' }], sites: [{ id: 'site_1' }] };
	await sety.sandbox.control.addFaults({ kind: 'status', status: 200, body, times: 1 });
	const { error } = await sety.run('accessLog.getCurrentVisitors', {});

	expect(error).toMatchObject({
		message: expect.stringContaining('without a list that can be told from others'),
		description: expect.stringContaining('{"people":[{"id":"log_1"}],"sites":[{"id":"site_1"}]}'),
	});
});

it('takes an answer without content for an empty list', async () => {
	await sety.sandbox.control.addFaults({ kind: 'noContent', times: 1 });
	const result = await sety.run('incident.getAll', {});

	expect(result.error).toBeUndefined();
	expect(result.json).toEqual([]);
});

it('ends a list at an empty page that promises more, and says so', async () => {
	const body = { results: [], has_more: true };
	await sety.sandbox.control.addFaults({ kind: 'status', status: 200, body, times: 'always' });
	const result = await sety.run('incident.getAll', { returnAll: true });

	expect(result.json).toEqual([]);
	expect(await sety.sandbox.control.received()).toHaveLength(1);
	expect(result.hints.map(({ message }) => message)).toEqual([
		expect.stringContaining('an empty page although it says that more pages follow'),
	]);
});
