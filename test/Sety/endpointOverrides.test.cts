import type { INodeParameters } from 'n8n-workflow';

import { calls } from '../../nodes/Sety/operations.ts';
import type { OperationCase } from '../cases/everyService.cts';
import { cases } from './operationCases.cts';
import { byId, setyBench } from '../../harness/engine/sety.cts';
import { LIVE_KEY } from '../../sandbox/sety/keys.cts';
import { otherNamesOverrides } from '../../sandbox/sety/operations.cts';

const sety = setyBench();

const overridden = { credential: { endpointOverrides: JSON.stringify(otherNamesOverrides) } };

/** A case of each operation, with the records of a sandbox that takes the overrides. */
async function caseOf(key: string): Promise<OperationCase> {
	const [incident = ''] = await sety.sandbox.control.sety.createIncidents({ count: 1 });
	const { json } = await sety.run('accessLog.getCurrentVisitors', { limit: 1 }, overridden);
	const ids = { incident, visitor: json[0]?.log_id as string };
	const found = cases(ids).find(({ name }) => name === key);
	if (found === undefined) throw new Error(`test/Sety/operationCases.cts has no case of ${key}.`);
	// The seeded records are from other days than the filters.
	return { ...found, parameters: { ...found.parameters, filters: {} } };
}

describe('a Sety whose assumed names are all different', () => {
	beforeEach(async () => {
		await sety.sandbox.control.sety.changeSettings({ dialect: 'otherNames' });
	});

	it.each(calls.map(({ key }) => key))('%s works with overrides', async (name) => {
		const { parameters } = await caseOf(name);
		const result = await sety.run(name, parameters, overridden);

		expect(result.error).toBeUndefined();
		expect(result.json.length).toBeGreaterThan(0);
	});

	it.each(calls.filter(({ evidence }) => evidence === 'assumed').map(({ key }) => key))(
		'%s explains itself without them',
		async (name) => {
			const { parameters } = await caseOf(name);
			const result = await sety.run(name, parameters);

			expect(result.error?.description).toMatch(/path is assumed.*Endpoint Overrides/);
			expect(result.error?.description).toContain(`{"${name}": "/right/path"}`);
		},
	);

	it('finds a visitor under another name by an Extra Field', async () => {
		const result = await sety.run(
			'accessLog.create',
			{ visitorName: 'Ada', options: { extraFields: '{"badge":"A-17"}' } },
			overridden,
		);

		expect(result.json).toMatchObject([{ visitor: 'Ada' }]);
		const [received] = await sety.sandbox.control.received();
		expect(received?.body).toMatchObject({ visitor: 'Ada', badge: 'A-17' });
	});
});

describe('the address and method that leave the node decide, not the operation they were written for', () => {
	const live = { apiKey: LIVE_KEY };

	it.each<[string, string, INodeParameters, unknown]>([
		[
			'Cancel incident',
			'incident.addNote',
			{ incidentId: byId('inc_1'), note: 'x' },
			{ 'incident.addNote': '/incidents/{incidentId}/cancel' },
		],
		[
			'Create incident',
			'incident.addNote',
			{ incidentId: byId('incidents'), note: 'x' },
			{ 'incident.addNote': '/{incidentId}' },
		],
		[
			'Cancel incident',
			'system.healthCheck',
			{},
			{ 'system.healthCheck': { method: 'POST', path: '/incidents/x/cancel' } },
		],
		['Cancel incident', 'incident.addNote', { incidentId: byId('inc_1/cancel?'), note: 'x' }, {}],
		['Create incident', 'incident.getAll', {}, { 'incident.getAll': { method: 'POST' } }],
		[
			'Cancel incident',
			'incident.create',
			{ subjectName: 'Ada', address: 'Gate 4' },
			{ 'incident.create': '/incidents/inc_1/cancel' },
		],
		[
			'Create access log',
			'threatIntelligence.getHeatmap',
			{},
			{ 'threatIntelligence.getHeatmap': { method: 'POST', path: '/access-logs' } },
		],
	])('%s by %s %j', async (title, operation, parameters, endpointOverrides) => {
		const credential = { ...live, endpointOverrides: JSON.stringify(endpointOverrides) };
		const result = await sety.run(operation, parameters, { credential });

		expect(result.error?.message).toContain(`calls ${title} for "${operation}"`);
		expect(result.error?.description).toContain('Nothing was sent');
		expect(await sety.sandbox.control.received()).toEqual([]);
	});

	it('nothing is sent for the good items before the one whose ID does it', async () => {
		const result = await sety.run(
			'incident.addNote',
			{ incidentId: byId('={{ $json.id }}'), note: 'x' },
			{ input: [[{ id: 'inc_1' }, { id: 'inc_1/cancel?' }]] },
		);

		expect(result.error?.message).toMatch(/calls Cancel incident.*\[item 1\]/);
		expect(await sety.sandbox.control.received()).toEqual([]);
	});
});

it('asks for pages of the size that the service allows', async () => {
	await sety.sandbox.control.sety.createIncidents({ count: 120 });
	const credential = { endpointOverrides: '{"incident.getAll":{"pageSize":50}}' };
	const result = await sety.run('incident.getAll', { returnAll: true }, { credential });

	expect(result.json).toHaveLength(145);
	const received = await sety.sandbox.control.received();
	expect(received.map(({ query }) => query.limit)).toEqual(['50', '50', '50']);
});
