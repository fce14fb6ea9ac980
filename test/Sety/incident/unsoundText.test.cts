import { byId, setyBench } from '../../../harness/engine/sety.cts';

const sety = setyBench();

const HALF = 'abc😀'.slice(0, 4);

it.each([
	['incident.addNote', { incidentId: byId('inc_12345678'), note: HALF }, 'Note has half a char'],
	['incident.cancel', { incidentId: byId('inc_12345678'), reason: 'a\u0000' }, 'Reason contains'],
	['incident.get', { incidentId: byId(`inc_${HALF}`) }, 'Incident has half a character'],
	[
		'accessLog.create',
		{ visitorName: 'Ada', additionalFields: { notes: 'a\u0007b' } },
		'Notes contains the control character U+0007',
	],
	[
		'accessLog.create',
		{ visitorName: 'Ada', additionalFields: { metadata: `{"a": ["${HALF}"]}` } },
		'Metadata → a → entry 1 has half a character',
	],
])('%s with %j is refused', async (operation, parameters, message) => {
	const { error } = await sety.run(operation, parameters);
	expect(error?.message).toContain(message);
	expect(await sety.sandbox.control.received()).toEqual([]);
});

it('an emergency is not kept back for it', async () => {
	await sety.run('incident.create', {
		...{ category: 'sos', subjectName: `Ada ${HALF}`, address: 'Lagos\u0000', idempotencyKey: 'k' },
		description: 'a\u0007b',
		additionalFields: {
			subjectMetadata: '{"order": 12345678901234567891}',
			subjectReference: '=TRIP-{{ $json.trip }}',
		},
	});
	const [call] = await sety.sandbox.control.received();
	expect(call?.body).toMatchObject({
		subject: { name: 'Ada abc�', metadata: { order: '12345678901234567891' } },
		location: { address: 'Lagos' },
		description: expect.stringContaining('ab'),
	});
	expect(JSON.stringify(call?.body)).not.toContain('TRIP-');
});
