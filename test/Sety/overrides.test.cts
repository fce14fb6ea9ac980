import { resolveCall } from '../../nodes/Sety/call.ts';
import { InvalidInput } from '../../nodes/core/failures/failures.ts';
import { calls } from '../../nodes/Sety/operations.ts';
import { parseOverrides } from '../../nodes/Sety/overrides.ts';

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
	expect(resolved('system.healthCheck', {}).path).toBe('/health');
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
	['a name that is none', '{"incident.addNote":{"rename":{"note":"__proto__"}}}', /cannot be read/],
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

const SHAPE =
	'Write {"resource.operation": "/path"} or {"resource.operation": {"path": "/path", "method": "GET", "rename": {"lat": "latitude"}}}; a list may also have "pageSize", from 1 to 1000.';

it.each<[string, unknown, string, string]>([
	['text that is no JSON', '{', 'is not valid JSON', SHAPE],
	['a list', '[]', 'is not a JSON object', SHAPE],
	[
		'an unknown operation',
		{ 'incident.delete': '/x' },
		'has the unknown key "incident.delete"',
		`Use one of: ${calls.map(({ key }) => key).join(', ')}.`,
	],
	[
		'an entry of another form',
		{ 'incident.get': 7 },
		'has an entry for "incident.get" that cannot be read',
		SHAPE,
	],
	[
		'a path to elsewhere',
		{ 'system.healthCheck': '//evil.example' },
		'has the path "//evil.example" for "system.healthCheck", which is not a plain path below the Base URL',
		'Start it with one slash, without host, "..", "?" or "#".',
	],
	[
		'an unknown field',
		{ 'accessLog.checkOut': { rename: { why: 'x' } } },
		'renames the unknown field "why" of "accessLog.checkOut"',
		'Its fields are: checkout_time, notes.',
	],
	[
		'a field where there is none',
		{ 'incident.get': { rename: { why: 'x' } } },
		'renames the unknown field "why" of "incident.get"',
		'This operation sends no fields.',
	],
	[
		'two fields under one name',
		{ 'incident.addNote': { rename: { note: 'author' } } },
		'gives two fields of "incident.addNote" the name "author"',
		'Give each its own name.',
	],
	[
		'a field as the idempotency key',
		{ 'incident.addNote': { rename: { author: 'idempotency_key' } } },
		'renames "author" of "incident.addNote" to "idempotency_key"',
		'Only the field Idempotency Key is sent as idempotency_key, and under this name alone: it keeps one emergency from being dispatched twice.',
	],
	[
		'a read that would write',
		{ 'incident.get': { method: 'PATCH' } },
		'calls "incident.get" with PATCH, although it only reads',
		'Use GET, or POST for a search by POST.',
	],
	[
		'a write that would read',
		{ 'incident.addNote': { method: 'GET' } },
		'calls "incident.addNote" with GET, although it changes something',
		'Use POST, PATCH or PUT.',
	],
	[
		'a page size of no list',
		{ 'incident.get': { pageSize: 5 } },
		'has a pageSize for "incident.get", which is not a list',
		'Remove it.',
	],
	[
		'an unknown placeholder',
		{ 'incident.cancel': '/i/{incidentId}/{x}' },
		'has the placeholder {x} for "incident.cancel"',
		'Use {incidentId} only.',
	],
	[
		'a placeholder where there is none',
		{ 'system.healthCheck': '/{x}' },
		'has the placeholder {x} for "system.healthCheck"',
		'This operation has no placeholders.',
	],
	[
		'a missing placeholder',
		{ 'incident.get': '/incident' },
		'leaves {incidentId} out of the path for "incident.get"',
		'Put {incidentId} into the path.',
	],
])('says of %s what is wrong and how to go on', (_what, written, wrong, howToGoOn) => {
	expect(() => read(written)).toThrow(
		expect.objectContaining({
			message: expect.stringContaining(
				`Endpoint Overrides of the Sety credential ${wrong}`,
			) as string,
			howToGoOn: `${howToGoOn} Nothing was sent.`,
		}) as Error,
	);
});

it('says of the call of another operation how to go on', () => {
	expect(() => read({ 'accessLog.create': '/incidents' })).toThrow(
		expect.objectContaining({
			message: 'POST /incidents calls Create incident for "accessLog.create"',
			howToGoOn:
				'An operation cannot make the call of another one, because it lacks the safeguard of that one. Correct Endpoint Overrides of the Sety credential, or the ID of this item. Nothing was sent.',
		}) as Error,
	);
});

it.each<[string, unknown]>([
	['an empty name', { 'incident.addNote': { rename: { note: ' ' } } }],
	['a page size above the largest', { 'incident.getAll': { pageSize: 1_001 } }],
	['half a record per page', { 'incident.getAll': { pageSize: 1.5 } }],
	['half a character', { 'system.healthCheck': '/a%e2%82' }],
	['a fragment', { 'system.healthCheck': '/status#x' }],
	['two slashes', { 'system.healthCheck': '/a//b' }],
	['an encoded backslash', { 'system.healthCheck': '/a%5Cb' }],
	['a percent sign at the end', { 'system.healthCheck': '/a%' }],
	['an address after a path', { 'system.healthCheck': 'x/status' }],
	['nothing', { 'system.healthCheck': '' }],
	['an encoded way up at the end', { 'system.healthCheck': '/a/%2e%2e' }],
	['a read at the address of Cancel incident', { 'system.healthCheck': '/incidents/x/cancel' }],
	[
		'Create incident at the address of Cancel incident',
		{ 'incident.create': '/incidents/x/cancel' },
	],
	[
		'a read by POST as a write',
		{ 'incident.get': { method: 'POST', path: '/incidents/{incidentId}/cancel' } },
	],
	[
		'the path of a write that moved',
		{ 'incident.cancel': '/stop/{incidentId}', 'incident.addNote': '/stop/{incidentId}' },
	],
	[
		'the documented path of a write that moved',
		{ 'incident.create': '/alarms', 'accessLog.create': '/incidents' },
	],
])('refuses %s', (_what, written) => {
	expect(() => read(written)).toThrow(InvalidInput);
});

it.each<[string, string, object]>([
	['the smallest page', 'incident.getAll', { pageSize: 1 }],
	['the largest page', 'incident.getAll', { pageSize: 1_000 }],
	[
		'a field under its own name',
		'incident.create',
		{ rename: { idempotency_key: 'idempotency_key' } },
	],
	[
		'two fields that change their names',
		'incident.addNote',
		{ rename: { note: 'author', author: 'note' } },
	],
	['the placeholder of an access log', 'accessLog.checkOut', { path: '/logs/{logId}/out' }],
	['a read at the address of a list', 'system.healthCheck', { path: '/incidents' }],
	['a search by POST', 'incident.get', { method: 'POST' }],
	['a write by PUT', 'incident.addNote', { method: 'PUT' }],
	['a write by PATCH', 'incident.addNote', { method: 'PATCH' }],
	['encoded letters', 'system.healthCheck', { path: '/a%C3%A9%20b' }],
	['dots within a part', 'system.healthCheck', { path: '/a..b/.well-known' }],
	['a placeholder at another place', 'incident.get', { path: '/v2/{incidentId}/incident' }],
])('takes %s', (_what, key, changes) => {
	expect(resolved(key, { [key]: changes })).toMatchObject(changes);
});

it('takes the blanks around a name away', () => {
	const written = { 'incident.addNote': { rename: { note: ' text ' } } };

	expect(resolved('incident.addNote', written).rename).toEqual({ note: 'text' });
});

it('finds fault with the other operation where it shares the new address of a safeguarded one', () => {
	const written = { 'accessLog.create': '/alarms', 'incident.create': '/alarms' };
	for (const order of [Object.entries(written), Object.entries(written).reverse()]) {
		expect(() => read(Object.fromEntries(order))).toThrow(
			'POST /alarms calls Create incident for "accessLog.create"',
		);
	}
});
