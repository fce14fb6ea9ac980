import type { INodeParameters } from 'n8n-workflow';

import { calls } from '../../nodes/Sety/operations.ts';
import { resolveCall } from '../../nodes/Sety/call.ts';
import { parseOverrides } from '../../nodes/Sety/overrides.ts';
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

describe('parseOverrides', () => {
	const BASE_URL = 'https://intel-api.sety.io/v1/external';
	const read = (written: unknown) => parseOverrides(written, calls, BASE_URL);
	const resolved = (key: string, written: unknown) => {
		const call = calls.find((one) => one.key === key);
		if (call === undefined) throw new Error(`There is no call ${key}.`);
		return resolveCall(call, read(written));
	};

	it.each([undefined, null, '', '  ', '{}', {}])('%j means none', (written) => {
		expect(read(written).size).toBe(0);
	});

	it('takes a path, or a path with method and names', () => {
		const written = {
			'system.healthCheck': '/status',
			'threatIntelligence.getHeatmap': {
				path: '/threats/heat',
				method: 'POST',
				rename: { lat: 'latitude' },
			},
		};

		expect(resolved('system.healthCheck', written)).toEqual({
			method: 'GET',
			path: '/status',
			rename: {},
			pageSize: 100,
		});
		expect(resolved('threatIntelligence.getHeatmap', written)).toEqual({
			method: 'POST',
			path: '/threats/heat',
			rename: { lat: 'latitude' },
			pageSize: 100,
		});
		expect(read(written).has('incident.get')).toBe(false);
	});

	// Whether V8 says where, and so the message, depends on its version; nothing else of its words is quoted.
	const NO_JSON = /is not valid JSON(?: \(character \d+\)|: it ends too early)?$/;

	it.each<[string, unknown, RegExp]>([
		['text that ends too early', '{', NO_JSON],
		['text that is no JSON', '{"incident.get": nothing}', NO_JSON],
		['a list', '[]', /not a JSON object/],
		['a number', '7', /not a JSON object/],
		['an unknown operation', { 'incident.delete': '/x' }, /unknown key "incident.delete"/],
		['an unknown field of an entry', { 'incident.get': { url: '/x' } }, /cannot be read/],
		['another method', { 'incident.get': { method: 'DELETE' } }, /cannot be read/],
		['a number as path', { 'system.healthCheck': 7 }, /cannot be read/],
		['an absolute address', { 'system.healthCheck': 'https://evil.example/x' }, /not a plain path/],
		['another host', { 'system.healthCheck': '//evil.example/x' }, /not a plain path/],
		['a host behind a backslash', { 'system.healthCheck': '/\\evil.example' }, /not a plain path/],
		['a way up', { 'system.healthCheck': '/../../admin' }, /not a plain path/],
		['an encoded way up', { 'system.healthCheck': '/%2e%2E/admin' }, /not a plain path/],
		['an encoded slash', { 'system.healthCheck': '/x%2f%2fevil' }, /not a plain path/],
		['a query', { 'system.healthCheck': '/status?x=1' }, /not a plain path/],
		['a broken encoding', { 'system.healthCheck': '/a%zz' }, /not a plain path/],
		['no slash', { 'system.healthCheck': 'status' }, /not a plain path/],
		['white space', { 'system.healthCheck': '/a b' }, /not a plain path/],
		['an unknown placeholder', { 'incident.get': '/i/{incidentId}/{x}' }, /placeholder \{x\}/],
		['a placeholder too many', { 'system.healthCheck': '/{incidentId}' }, /placeholder/],
		['a placeholder too few', { 'incident.get': '/incident' }, /leaves \{incidentId\} out/],
		['an unknown field', { 'incident.cancel': { rename: { why: 'x' } } }, /unknown field "why"/],
		['a field of nothing', { 'incident.get': { rename: { why: 'x' } } }, /unknown field "why"/],
		[
			'another name for the idempotency key',
			{ 'incident.create': { rename: { idempotency_key: 'dedupe' } } },
			/renames "idempotency_key"/,
		],
		...[
			'idempotency_key',
			'Idempotency_Key',
			'idempotencyKey',
			' idempotency-key ',
			'ｉdempotency_key',
		].map((target): [string, unknown, RegExp] => [
			`another field as ${target}`,
			{ 'incident.create': { rename: { title: target } } },
			/(?:renames "title" of|gives two fields of) "incident.create"/,
		]),
		[
			'a field of a note as the key',
			{ 'incident.addNote': { rename: { note: 'idempotency_key' } } },
			/renames "note"/,
		],
		[
			'the key exchanged with another field',
			{ 'incident.create': { rename: { title: 'idempotency_key', idempotency_key: 'title' } } },
			/renames "/,
		],
		[
			'two fields under one name',
			{ 'incident.create': { rename: { title: 'text', description: ' text' } } },
			/the name "text"/,
		],
		[
			'a name that is none',
			'{"incident.addNote":{"rename":{"note":"__proto__"}}}',
			/cannot be read/,
		],
		['a read by PATCH', { 'incident.get': { method: 'PATCH' } }, /although it only reads/],
		['a read by PUT', { 'system.healthCheck': { method: 'PUT' } }, /although it only reads/],
		['bytes that are no text', { 'system.healthCheck': '/a%c1%a9' }, /not a plain path/],
		['a page size of 0', { 'incident.getAll': { pageSize: 0 } }, /cannot be read/],
		['a page size of no list', { 'incident.get': { pageSize: 5 } }, /is not a list/],
		...['/incidents/', '/./incidents', '/%69ncidents', '/incidents/.', '/Incidents'].map(
			(path): [string, unknown, RegExp] => [
				`Create incident in disguise, ${path}`,
				{ 'accessLog.create': path },
				/calls Create incident for "accessLog.create"/,
			],
		),
		[
			'Create incident at its own new path',
			{ 'incident.create': '/v2/alarms', 'accessLog.create': '/v2/alarms' },
			/calls Create incident for "accessLog.create"/,
		],
	])('refuses %s', (_what, written, message) => {
		expect(() => read(written)).toThrow(message);
	});
});
