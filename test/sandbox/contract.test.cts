import path from 'node:path';
import { Contract } from '../../sandbox/contract.cts';

const contract = new Contract(path.join(__dirname, '../../sandbox/openapi/sety.yaml'));
const create = { method: 'POST', path: '/incidents' };
const list = { method: 'GET', path: '/incidents' };
const nothing = { params: {}, query: {}, body: undefined };

describe('checkRequest', () => {
	it('reads numbers out of the query and keeps unknown fields', () => {
		const query = { page: '2', limit: '50', colour: 'red' };
		expect(contract.checkRequest(list, { ...nothing, query })).toMatchObject({
			ok: true,
			query: { page: 2, limit: 50, colour: 'red' },
		});
	});

	it.each([
		[list, { query: { limit: '101' } }, 'limit', 'must be <= 100'],
		[list, { query: { page: 'two' } }, 'page', 'must be integer'],
		[list, { query: { from_date: 'yesterday' } }, 'from_date', expect.stringContaining('format')],
		[list, { query: { severity: ['low', 'high'] } }, 'severity', 'must be string'],
		[create, {}, 'body', 'is required'],
		[create, { body: [] }, 'body', 'must be object'],
		[create, { body: { category: 'sos', subject: {} } }, 'location', 'is required'],
		[
			create,
			{ body: { category: 'fire', subject: {}, location: {} } },
			'category',
			'must be one of sos, vehicle, location_threat, medical',
		],
		[
			create,
			{ body: { category: 'sos', subject: {}, location: { coordinates: [200, 6] } } },
			'location.coordinates.0',
			'must be <= 180',
		],
	])('%j with %j names %s', (operation, parts, field, problem) => {
		const checked = contract.checkRequest(operation, { ...nothing, ...parts });
		expect(checked).toEqual({ ok: false, field, problem });
	});
});

describe('checkAnswer', () => {
	it('finds what the file does not allow', () => {
		const get = { method: 'GET', path: '/incidents/{incidentId}' };
		expect(contract.checkAnswer(get, 200, { incident: { status: 'created' } })).toBe(
			'incident.incident_id is required',
		);
		expect(contract.checkAnswer(get, 418, {})).toBe('status 418 is not declared');
		expect(contract.checkAnswer(get, 404, { code: 404, message: 'No' })).toBeNull();
	});

	it('lets unknown states through', () => {
		const get = { method: 'GET', path: '/incidents/{incidentId}' };
		const incident = { incident_id: 'inc_1', status: 'escalated' };
		expect(contract.checkAnswer(get, 200, { incident })).toBeNull();
	});
});
