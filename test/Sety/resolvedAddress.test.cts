import { fillPath } from '../../nodes/core/http/address.ts';
import type { HttpMethod } from '../../nodes/core/http/request.ts';
import { foreignWrite } from '../../nodes/Sety/resolvedAddress.ts';

const VENDOR = 'https://intel-api.sety.io/v1/external';

const writes = [
	{ key: 'incident.create', path: '/incidents' },
	{ key: 'incident.cancel', path: '/incidents/{incidentId}/cancel' },
	{ key: 'incident.addNote', path: '/incidents/{incidentId}/notes' },
	{ key: 'accessLog.create', path: '/access-logs' },
	{ key: 'accessLog.checkOut', path: '/access-logs/{logId}/checkout' },
];

const guarded = [
	{ key: 'incident.create', path: '/incidents', isAlsoRead: true },
	{ key: 'incident.cancel', path: '/incidents/{incidentId}/cancel', isAlsoRead: false },
];

function writeAt(
	path: string,
	own = 'system.healthCheck',
	{ method = 'POST', baseUrl = VENDOR }: { method?: HttpMethod; baseUrl?: string } = {},
) {
	return foreignWrite(own, { method, baseUrl, path }, writes, guarded);
}

describe('the address of Create incident', () => {
	it.each([
		'/incidents',
		'/incidents/',
		'//incidents',
		'/incidents//',
		'/Incidents',
		'/INCIDENTS',
		'/./incidents',
		'/incidents/.',
		'/x/../incidents',
		'/incidents/x/..',
		'/x//../../incidents',
		'/%69ncidents',
		'/%2569ncidents',
		'/%25252569ncidents',
		'/incidents%20',
		'/%20incidents',
		'/incidents%2520',
		'/incidents%09',
		'/incidents%c2%a0',
		'/incidents%E2%80%8B',
		'/incidents%2f',
		'/incidents%5c',
		'/incidents%00',
		'/incidents%00.json',
		'/incidents%3Fx=1',
		'/incidents%23x',
		'/incidents;a=b',
		'/incidents%3Ba=b',
		'/incidents%253Ba=b',
		'/incidents;',
		'/incidents;a/',
		'/incidents.',
		'/incidents.json',
		'/%EF%BD%89ncidents',
	])('is recognised in %s', (path) => {
		expect(writeAt(path)).toBe('incident.create');
	});
});

describe('the address of Cancel incident', () => {
	it.each([
		'/incidents/inc_1/cancel',
		'/incidents/inc_1/cancel/',
		'/incidents/inc_1//cancel',
		'/incidents/inc_1%EF%BC%8Fcancel',
		'/incidents%E2%88%95inc_1%E2%81%84cancel',
		'/incidents;v=1/inc_1;a=b/cancel;c',
		'/incidents/inc_1/CANCEL',
		'/incidents/inc_1/%63ancel',
		'/incidents/inc_1/%2563ancel',
		'/incidents/inc_1%2Fcancel',
		'/incidents/inc_1%252Fcancel',
		'/incidents/inc_1/cancel%20',
		'/incidents/inc_1/x/../cancel',
		'/access-logs/../incidents/inc_1/cancel',
	])('is recognised in %s', (path) => {
		expect(writeAt(path)).toBe('incident.cancel');
		expect(writeAt(path, 'incident.create')).toBe('incident.cancel');
		expect(writeAt(path, 'incident.cancel')).toBeUndefined();
	});

	it('is recognised for a GET: no read has it', () => {
		expect(writeAt('/incidents/inc_1/cancel', 'incident.get', { method: 'GET' })).toBe(
			'incident.cancel',
		);
	});
});

describe('an ID', () => {
	it.each<[string, string, string, string]>([
		['incident.addNote', '/{incidentId}', 'incidents', 'incident.create'],
		['incident.addNote', '/{incidentId}', ' Incidents ', 'incident.create'],
		['incident.addNote', '/{incidentId}', 'incidents;a=b', 'incident.create'],
		['incident.addNote', '/{incidentId}', 'incidents/inc_1/cancel', 'incident.cancel'],
		['incident.addNote', '/incidents/{incidentId}', 'inc_1/cancel', 'incident.cancel'],
		['incident.addNote', '/incidents/{incidentId}/notes', 'inc_1/cancel?', 'incident.cancel'],
		['incident.addNote', '/incidents/{incidentId}/notes', 'inc_1/cancel#', 'incident.cancel'],
		['incident.addNote', '/incidents/{incidentId}/notes', 'x/../../incidents?', 'incident.create'],
		[
			'accessLog.checkOut',
			'/access-logs/{logId}/checkout',
			'../incidents/inc_1/cancel?',
			'incident.cancel',
		],
		['accessLog.checkOut', '/{logId}/inc_1/cancel', 'incidents', 'incident.cancel'],
		['accessLog.checkOut', '/incidents/inc_1/{logId}', 'cancel', 'incident.cancel'],
		['incident.cancel', '/incidents/{incidentId}', '..%2fincidents', 'incident.create'],
		['incident.cancel', '/incidents/{incidentId}/notes', 'inc_1', 'incident.addNote'],
	])('%s at %s with %j is %s', (own, path, id, expected) => {
		const address = fillPath(path, { incidentId: id, logId: id });

		expect(writeAt(address, own)).toBe(expected);
	});
});

it('a base URL can hold a part of the address', () => {
	const at = (baseUrl: string, path: string) => writeAt(path, 'system.healthCheck', { baseUrl });

	expect(at('https://intel-api.sety.io/v1', '/external/incidents')).toBe('incident.create');
	expect(at(`${VENDOR}/incidents/inc_1`, '/cancel')).toBe('incident.cancel');
	expect(at('http://127.0.0.1:9/incidents', '/inc_1/cancel')).toBe('incident.cancel');
});

it('a base URL without a path, or with one, is left out of the comparison', () => {
	const at = (baseUrl: string, path: string) => writeAt(path, 'system.healthCheck', { baseUrl });

	expect(at('https://intel-api.sety.io', '/access-logs')).toBe('accessLog.create');
	expect(at('https://intel-api.sety.io', '/x/../../access-logs')).toBe('accessLog.create');
	expect(at(VENDOR, '/../external/access-logs')).toBe('accessLog.create');
	expect(at(VENDOR, '/external/access-logs')).toBeUndefined();
});

it('one of the ways in which a server may read an address is enough', () => {
	expect(writeAt('/%61ccess-logs')).toBe('accessLog.create');
	const baseUrl = 'https://intel-api.sety.io/v1';
	expect(writeAt('/external/%69ncidents', 'system.healthCheck', { baseUrl })).toBe(
		'incident.create',
	);
});

it('an override can write an address in another form, and text around an ID', () => {
	const moved = [
		{ key: 'accessLog.create', path: '/%76isits' },
		{ key: 'accessLog.checkOut', path: '/visits/no-{logId}-out' },
	];
	const at = (path: string) =>
		foreignWrite('incident.get', { method: 'POST', baseUrl: VENDOR, path }, moved, guarded);

	expect(at('/visits')).toBe('accessLog.create');
	expect(at('/visits/no-7-out')).toBe('accessLog.checkOut');
	expect(at('/visits/no-7')).toBeUndefined();
	expect(at('/visits/7-out')).toBeUndefined();
	expect(at('/visits/out-7-no-')).toBeUndefined();
	expect(at('/visits/-out7no-')).toBeUndefined();
});

it('other addresses are left alone', () => {
	expect(writeAt('/incidents', 'incident.getAll', { method: 'GET' })).toBeUndefined();
	expect(writeAt('/incidents/search', 'incident.getAll')).toBeUndefined();
	expect(writeAt('/threats/heatmap')).toBeUndefined();
	expect(writeAt('/incidents/inc_1/comments', 'incident.addNote')).toBeUndefined();
	expect(writeAt('/incidents/inc_1/notes', 'incident.addNote')).toBeUndefined();
	expect(writeAt('/incidents/cancel/notes', 'incident.addNote')).toBeUndefined();
	expect(writeAt('/my-incidents', 'accessLog.create')).toBeUndefined();
	expect(writeAt('/incidents', 'incident.create')).toBeUndefined();
});

it('a read does not write to the address of any operation', () => {
	expect(writeAt('/access-logs/', 'accessLog.getAll')).toBe('accessLog.create');
	expect(writeAt('/incidents/inc_1/notes', 'incident.get')).toBe('incident.addNote');
	expect(writeAt('/access-logs/log_1/checkout')).toBe('accessLog.checkOut');
});

it('an ID of any length and depth is read in time', () => {
	const id = `${'%25'.repeat(5_000)}2F${'/..'.repeat(5_000)}`;

	expect(writeAt(`/incidents/${encodeURIComponent(id)}/notes`, 'incident.addNote')).toBeUndefined();
});
