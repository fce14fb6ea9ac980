import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { byId, setyBench } from '../../harness/engine/sety.cts';

// Status 200 alone is no success: the answer must not say otherwise, and has to be about what was asked for.

const sety = setyBench();

const incidentId = byId('inc_1');
const place = { latitude: '6.5244', longitude: '3.3792' };

const writes: Array<[string, INodeParameters]> = [
	['incident.create', { subjectName: 'Ada', ...place }],
	['incident.cancel', { incidentId }],
	['incident.addNote', { incidentId, note: 'Door is locked' }],
	['accessLog.create', { visitorName: 'Ada' }],
	['accessLog.checkOut', { logId: byId('log_1') }],
];

const reads: Array<[string, INodeParameters]> = [
	['incident.get', { incidentId }],
	['incident.getAll', {}],
	['accessLog.getAll', {}],
	['accessLog.getStats', {}],
	['accessLog.getCurrentVisitors', {}],
	['threatIntelligence.getDangerZones', {}],
	['threatIntelligence.getDangerAnalytics', place],
	['threatIntelligence.getHeatmap', {}],
	['threatIntelligence.getSafetyScore', place],
	['threatIntelligence.analyzeRoute', { origin: '6.5, 3.3', destination: '6.4, 3.4' }],
	['system.healthCheck', {}],
];

async function answered(operation: string, parameters: INodeParameters, body: unknown) {
	await sety.sandbox.control.addFaults({ kind: 'status', status: 200, body, times: 'always' });
	const result = await sety.run(operation, parameters);
	await sety.sandbox.control.clearFaults();
	return result;
}

const failures: unknown[] = [
	{ error: 'No such incident' },
	{ error: { message: 'No such incident' } },
	{ errors: [{ message: 'No such incident' }] },
	{ success: false },
	{ success: 'false', message: 'No such incident' },
	{ ok: false },
	{ code: 500, message: 'No such incident' },
	{ status: 'failure', message: 'No such incident' },
	{ success: false, data: {} },
	{},
	{ data: null },
	{ data: {} },
];

describe.each([...writes, ...reads])('%s', (operation, parameters) => {
	const isWrite = writes.some(([name]) => name === operation);

	it('takes no failure with status 200 for success', async () => {
		for (const body of failures) {
			// Of a list, data: null is one of nothing; a health check may have a status of its own.
			if (JSON.stringify(body) === '{"data":null}' && /getAll|Zones|Visitors/.test(operation))
				continue;
			if (operation === 'system.healthCheck' && (body as IDataObject).status !== undefined)
				continue;
			const result = await answered(operation, parameters, body);

			expect([body, result.error?.message]).toEqual([
				body,
				expect.stringMatching(/^Sety answered ".*" without /),
			]);
			expect(result.error?.description).toContain('The response begins: ');
			if (isWrite) {
				expect(`${result.error?.message} ${result.error?.description}`).toMatch(
					/may or may not have happened|probably happened/,
				);
			}
		}
	});
});

describe.each(writes)('%s', (operation, parameters) => {
	it('takes no refusal for success, wherever it stands and whatever it is called', async () => {
		const record = { incident_id: 'inc_1', log_id: 'log_1' };
		const refusals: unknown[] = [
			{ success: true, data: { errors: [{ message: 'Not allowed' }] } },
			{ success: true, data: { status: 'error', message: 'Not allowed' } },
			{ success: true, data: { success: 0 } },
			{ data: { success: 'no', incident: record, access_log: record } },
			{ data: { statusCode: 404, ...record } },
			{ result: { success: 'false' }, ...record },
			{ Success: false, ...record },
			{ isSuccess: false, ...record },
			{ status: 'error', message: 'Not allowed', ...record },
			{ status: 'denied', message: 'Not allowed' },
			{ status: 'REJECTED' },
			{ status: 'not_found' },
			{ status: 'ok', result: 'failed' },
			{ state: 'failed', id: 'x' },
			{ error_message: 'Not allowed', ...record },
			{ errorCode: 'E1', ...record },
			{ exception: 'Boom', id: 'x' },
			{ request_id: 'req_1', message: 'Not allowed' },
			{ traceId: 'req_1', message: 'Not allowed' },
		];
		for (const body of refusals) {
			const result = await answered(operation, parameters, body);

			expect([body, result.error?.message]).toEqual([
				body,
				expect.stringMatching(/^Sety answered ".*" without /),
			]);
		}
	});

	it('takes a field that could tell of an error, and does not, for nothing', async () => {
		const id = operation.startsWith('incident') ? { incident_id: 'inc_1' } : { log_id: 'log_1' };
		const record = { ...id, status: 'cancelled' };
		for (const body of [
			{ ...record, errors: [], error_message: null, errorCode: '' },
			{ ...record, error: 'none' },
			{ ...record, error: { code: null, message: '' } },
			{ data: { ...record, error: null, errors: {} } },
			{ ...record, code: 482913 },
			{ ...record, code: '200', request_id: 'req_1' },
		]) {
			const result = await answered(operation, parameters, body);

			expect([body, result.error?.message]).toEqual([body, undefined]);
		}
	});
});

it('reads a record that tells of a fault of its own', async () => {
	const record = { incident_id: 'inc_1', status: 'failed', error_message: 'No responder' };
	const result = await answered('incident.get', { incidentId }, { incident: record });
	const flat = await answered('incident.get', { incidentId }, record);

	const simple = { incident_id: 'inc_1', status: 'failed' };
	expect([...result.json, ...flat.json]).toEqual([simple, simple]);
});

it('quotes the first 200 characters of what Sety says', async () => {
	const result = await answered('incident.cancel', { incidentId }, { error: 'x'.repeat(900) });

	expect(result.error?.description).toContain('{"error":"xxx');
	expect(result.error?.description).not.toContain('x'.repeat(200));
});

describe('an answer about another record is no success', () => {
	it.each<[string, INodeParameters, unknown, RegExp]>([
		[
			'incident.cancel',
			{ incidentId },
			{ incident: { incident_id: 'inc_2', status: 'cancelled' } },
			/without incident inc_1, but with inc_2/,
		],
		['incident.cancel', { incidentId }, { incident_id: 'inc_2' }, /but with inc_2/],
		['incident.cancel', { incidentId }, { data: { incident: { id: 'inc_2' } } }, /but with inc_2/],
		[
			'incident.addNote',
			{ incidentId, note: 'x' },
			{ incident: { incident_id: 'inc_2', timeline: [] } },
			/but with inc_2/,
		],
		[
			'incident.addNote',
			{ incidentId, note: 'x' },
			{ note: { id: 'note_1' }, incident_id: 'inc_2' },
			/but with inc_2/,
		],
		['incident.get', { incidentId }, { incident: { incident_id: 'inc_2' } }, /but with inc_2/],
		[
			'accessLog.checkOut',
			{ logId: byId('log_1') },
			{ access_log: { log_id: 'log_2' } },
			/without access log log_1, but with log_2/,
		],
		['accessLog.checkOut', { logId: byId('7') }, { id: 8 }, /without access log 7, but with 8/],
	])('%s %j: %j', async (operation, parameters, body, message) => {
		const result = await answered(operation, parameters, body);

		expect(result.error?.message).toMatch(message);
	});
});

describe('what does confirm it', () => {
	it.each<[string, INodeParameters, unknown]>([
		[
			'incident.cancel',
			{ incidentId },
			{ incident: { incident_id: 'INC_1', status: 'cancelled' } },
		],
		[
			'incident.cancel',
			{ incidentId },
			{ success: true, data: { incident: { id: 'inc_1', status: 'canceled' } } },
		],
		[
			'incident.cancel',
			{ incidentId },
			{ incident: { status: 'Cancelled' }, error: null, errors: [] },
		],
		['incident.addNote', { incidentId, note: 'x' }, { note: { id: 'note_1', text: 'x' } }],
		['incident.addNote', { incidentId, note: 'x' }, { id: 'note_1', text: 'x' }],
		['incident.addNote', { incidentId, note: 'x' }, { success: true, message: 'Note added' }],
		['accessLog.create', { visitorName: 'Ada' }, { data: { id: 12, visitor: 'Ada' } }],
		['accessLog.checkOut', { logId: byId('7') }, { id: 7, status: 'checked_out' }],
		['system.healthCheck', {}, { status: 'error' }],
	])('%s %j: %j', async (operation, parameters, body) => {
		const result = await answered(operation, parameters, body);

		expect(result.error).toBeUndefined();
		expect(result.json).toHaveLength(1);
		expect(result.hints).toEqual([]);
	});

	it.each([
		[{ incident: { incident_id: 'inc_1', status: 'created' } }, /: item 0 \(created\)\.$/],
		[{ incident: { incident_id: 'inc_1', status: 'on_scene' } }, /: item 0 \(on_scene\)\.$/],
		[{ incident: { incident_id: 'inc_1' } }, /: item 0\.$/],
	])('a cancel that shows another status is to be read again: %j', async (body, names) => {
		const result = await answered('incident.cancel', { incidentId }, body);

		expect(result.json).toHaveLength(1);
		expect(result.hints).toMatchObject([{ message: expect.stringMatching(/Incident → Get/) }]);
		expect(result.hints[0]?.message).toMatch(names);
	});
});
