import { byId, setyBench } from '../../harness/engine/sety.cts';

const sety = setyBench();

const byUrl = (value: string) => ({ __rl: true, mode: 'url', value });

it.each([
	['incident.get', 'Incident', { incidentId: byId('=inc_{{ $json.id }}') }],
	[
		'incident.get',
		'Incident',
		{ incidentId: byUrl('=https://sety.ng/inc_12345678{{ $json.id }}') },
	],
	['incident.cancel', 'Incident', { incidentId: byId('=inc_{{ $json.id }}') }],
	['incident.addNote', 'Incident', { incidentId: byId('={{ $json.id }}_1'), note: 'a' }],
	['accessLog.checkOut', 'Visitor', { logId: byId('=log_{{ $json.some }}') }],
])('%s: half an ID of %s is refused', async (operation, label, parameters) => {
	const { error } = await sety.run(operation, parameters, { input: [[{ some: {} }]] });
	expect(error?.message).toContain(`${label} is incomplete: {{ $json.`);
	expect(await sety.sandbox.control.received()).toEqual([]);
});

it.each(['inc_undefined', 'null', 'inc_[object Object]', 'true'])(
	'the incident %s is refused',
	async (id) => {
		const { error } = await sety.run('incident.get', { incidentId: byId(id) });
		expect(error?.message).toMatch(/^Incident (contains what|is a word)/);
		expect(await sety.sandbox.control.received()).toEqual([]);
	},
);

it.each([
	['tripundefined', /contains what an expression writes/],
	['TRIP-UNDEFINED', /contains what an expression writes/],
	['trip-NULL', /contains what an expression writes/],
	['trip-Invalid DateTime', /contains what an expression writes/],
	['trip-{{ $json.tripId }}', /contains an expression that n8n did not resolve/],
])('the key %s, which all items would share, is refused', async (idempotencyKey, message) => {
	const { error } = await sety.run('incident.create', { ...emergency, idempotencyKey });
	expect(error?.message).toMatch(message);
	expect(error?.message).toMatch(/^Idempotency Key /);
	expect(await sety.sandbox.control.received()).toEqual([]);
});

it('a part that was made upper case is as empty as before', async () => {
	const idempotencyKey = '=trip-{{ String($json.tripId).toUpperCase() }}';
	const { error } = await sety.run('incident.create', { ...emergency, idempotencyKey });
	expect(error?.message).toMatch(/^Idempotency Key is incomplete: .* gives nothing/);
});

const emergency = {
	category: 'sos',
	subjectName: 'Ada',
	address: '14 Bourdillon Road',
	additionalFields: {},
};

it.each([
	['=trip-{{ $json.tripId }}', 'is incomplete: {{ $json.tripId }} gives nothing'],
	['=trip-{{ $json.some }}', 'is incomplete: {{ $json.some }} gives an object'],
	['={{ "trip-" + $json.tripId }}', 'contains what an expression writes'],
	['={{ $json.yes }}', 'is true, where text is expected'],
	['NaN', 'is a word or an error code for a missing value'],
])('an emergency with the key %s is refused: %s', async (idempotencyKey, why) => {
	const { json } = await sety.run(
		'incident.create',
		{ ...emergency, idempotencyKey },
		{ input: [[{ some: {}, yes: true }]], onError: 'continueRegularOutput' },
	);
	expect(json[0]?.error).toContain(`Idempotency Key ${why}`);
	expect(await sety.sandbox.control.received()).toEqual([]);
});

it('the other emergencies are sent under their own keys', async () => {
	const { json } = await sety.run(
		'incident.create',
		{ ...emergency, idempotencyKey: '=trip-{{ $json.tripId }}' },
		{
			input: [[{ tripId: 1 }, {}, { tripId: 'b' }, { tripId: null }]],
			onError: 'continueRegularOutput',
		},
	);
	expect(json.map(({ error }) => error === undefined)).toEqual([true, false, true, false]);
	const received = await sety.sandbox.control.received();
	expect(
		received.map(({ body }) => (body as { idempotency_key: string }).idempotency_key).sort(),
	).toEqual(['trip-1', 'trip-b']);
});
