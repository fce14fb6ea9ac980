import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { isOver } from '../../../nodes/Sety/incident/statuses.ts';
import { setyBench } from '../../../harness/engine/sety.cts';
import { standingClock, virtualTime } from '../../../harness/engine/virtualTime.cts';

// A key that was used before returns the incident of that time: no one new is dispatched, which must not look like success.

const sety = setyBench();

const emergency = {
	subjectName: 'Amaka Obi',
	subjectPhone: '+2348012345678',
	address: 'Gate 4',
	idempotencyKey: 'trip-7',
	output: 'raw',
};

const record = {
	incident_id: 'inc_1',
	status: 'created',
	subject: { name: 'Amaka Obi', phone: '+2348012345678' },
};

/** Creates an incident where Sety answers `body`. */
async function answered(
	body: IDataObject,
	{
		status = 200,
		parameters = {},
		overrides = '{}',
	}: { status?: number; parameters?: INodeParameters; overrides?: string } = {},
) {
	await sety.sandbox.control.addFaults({ kind: 'status', status, body, times: 1 });
	return await sety.run(
		'incident.create',
		{ ...emergency, ...parameters },
		{ credential: { endpointOverrides: overrides } },
	);
}

describe('that a key was used before is seen', () => {
	it.each<[string, IDataObject, number]>([
		['beside the incident', { incident: record, idempotent: true }, 200],
		['in the incident', { incident: { ...record, idempotent: true } }, 200],
		['in data', { data: { incident: record, idempotent: true } }, 200],
		['beside data', { data: record, idempotent: true }, 200],
		['in a bare incident', { ...record, idempotent: true }, 200],
		['in meta', { incident: record, meta: { idempotent: true } }, 200],
		['in the meta of data', { data: { incident: record, meta: { idempotent: true } } }, 201],
		['in the meta of the incident', { incident: { ...record, meta: { idempotent: true } } }, 201],
		['in another spelling', { incident: record, isIdempotent: true }, 201],
		['as text', { incident: record, idempotent: 'true' }, 200],
		['as text in capitals', { incident: record, idempotent: ' TRUE ' }, 201],
		['as a number', { incident: record, idempotent: 1 }, 200],
		['as a number in text', { incident: record, idempotent: '1' }, 201],
		['with status 201', { incident: record, idempotent: true }, 201],
		// Documented: a new key is answered 201, a repeated one 200.
		['by the status alone', { incident: record }, 200],
		['by the status alone, with null', { incident: record, idempotent: null }, 200],
	])('%s', async (_where, body, status) => {
		const result = await answered(body, { status });

		expect(result.json).toMatchObject([{ incident_id: 'inc_1', idempotent: true, is_new: false }]);
		expect(result.hints).toMatchObject([
			{ message: expect.stringContaining('No one new was dispatched') },
		]);
	});

	it.each<[string, IDataObject, number]>([
		['201 without a word', { incident: record }, 201],
		['201 that denies it', { incident: record, idempotent: false }, 201],
		['200 that denies it', { incident: record, idempotent: false }, 200],
		['200 that denies it as text', { incident: record, idempotent: 'false' }, 200],
	])('and that it is new: %s', async (_what, body, status) => {
		const result = await answered(body, { status });

		expect(result.json).toMatchObject([{ idempotent: false, is_new: true }]);
	});

	it('an incident with a numeric ID, or one under id, is one', async () => {
		const result = await answered({ incident: { id: 7, status: 'created' } }, { status: 201 });

		expect(result.json).toMatchObject([{ incident_id: '7', is_new: true }]);
	});
});

describe('an incident that is over is an error', () => {
	it.each(['resolved', 'RESOLVED', 'canceled', ' Cancelled ', 'closed', 'expired', 'false_alarm'])(
		'%s',
		async (status) => {
			const result = await answered({ incident: { ...record, status }, idempotent: true });

			expect(result.error?.message).toContain(`belongs to an incident that is ${status}`);
			expect(result.error?.message).toContain('no responders were sent for this emergency');
		},
	);

	it.each(['created', 'DISPATCHING', 'Assigned', 'responding', 'on_scene', 'On Scene', 'on-scene'])(
		'%s is under way',
		async (status) => {
			const result = await answered({ incident: { ...record, status }, idempotent: true });

			expect(result.json).toMatchObject([{ status, is_new: false }]);
		},
	);

	it('an unknown status of a new incident passes through', async () => {
		const incident = { ...record, status: 'triaged' };
		const result = await answered({ incident }, { status: 201 });

		expect(result.json).toMatchObject([{ status: 'triaged', is_new: true }]);
	});

	it.each([undefined, null, '', 7, {}])('of %j is unknown', (status) => {
		expect(isOver(status)).toBe(false);
	});
});

describe('the person', () => {
	const other = { ...record, subject: { name: 'Olu Babs', phone: '+2348099999999' } };

	it('that Extra Fields set is compared', async () => {
		const options = { extraFields: '{"subject":{"phone":"+2348099999999"}}' };
		const same = await answered({ incident: other, idempotent: true }, { parameters: { options } });
		expect(same.json).toMatchObject([{ is_new: false }]);

		const different = await answered(
			{ incident: record, idempotent: true },
			{ parameters: { options } },
		);
		expect(different.error?.message).toContain('already used for another person');
	});

	it('that only Extra Fields set is compared', async () => {
		const parameters = {
			subjectName: '',
			subjectPhone: '',
			options: { extraFields: '{"subject":{"name":"Amaka Obi"}}' },
		};
		const result = await answered(
			{ incident: { ...record, subject: { name: 'Olu Babs' } }, idempotent: true },
			{ parameters },
		);

		expect(result.error?.message).toContain('already used for another person');
	});

	it.each(['subject', 'person'])(
		'under another name is compared (answered as %s)',
		async (name) => {
			const overrides = '{"incident.create":{"rename":{"subject":"person"}}}';
			const { subject, ...rest } = other;
			const result = await answered(
				{ incident: { ...rest, [name]: subject }, idempotent: true },
				{ overrides },
			);

			expect(result.error?.message).toContain('already used for another person');
		},
	);

	it.each<IDataObject>([
		{ phone: '+23480*****78', name: 'A*** O**' },
		{ phone: '(hidden)', name: '(hidden)' },
		{ phone: '•••', name: '[redacted]' },
		{ phone: '+23480xxxxx78', name: 'xxx' },
		{ phone: '+23480…78', name: 'A…' },
		{ phone: 'hidden', name: 'Anonymous' },
		{ phone: '###########', name: '████' },
		{ phone: null, name: null },
		{},
	])('that Sety hides cannot be compared: %j', async (subject) => {
		const result = await answered({ incident: { ...record, subject }, idempotent: true });

		expect(result.error).toBeUndefined();
		expect(result.json).toMatchObject([{ is_new: false }]);
	});

	it('of a derived key is a matter of writing: a hint, no error', async () => {
		virtualTime();
		await sety.sandbox.control.addFaults(
			{ kind: 'resetAfter', path: '/incidents', times: 1 },
			{ kind: 'status', status: 200, body: { incident: other, idempotent: true }, times: 1 },
		);
		const result = await sety.run('incident.create', { ...emergency, idempotencyKey: '' });

		expect(result.json).toMatchObject([{ incident_id: 'inc_1', idempotent: true, is_new: true }]);
		expect(result.hints).toMatchObject([
			{ message: expect.stringMatching(/another person than the one sent.*item 0/) },
		]);
	});

	it('of a derived key that an execution of the same identity used is hinted at', async () => {
		standingClock();
		const derived = { ...emergency, idempotencyKey: '' };
		await sety.run('incident.create', derived);
		const parameters = { ...derived, subjectName: 'Olu Babs', subjectPhone: '+2348099999999' };
		const result = await sety.run('incident.create', parameters);

		expect(result.error).toBeUndefined();
		expect(result.hints).toMatchObject([
			{ message: expect.stringContaining('another person than the one sent') },
		]);
	});
});

describe('a new incident that is not under way', () => {
	it.each(['failed', 'rejected', 'cancelled', 'RESOLVED'])(
		'with the status %s is hinted at',
		async (status) => {
			const body = { incident: { ...record, status } };
			const result = await answered(body, { status: 201 });

			expect(result.json).toMatchObject([{ incident_id: 'inc_1', is_new: true }]);
			expect(result.hints).toMatchObject([
				{ message: expect.stringMatching(`perhaps no one is on the way.*item 0 .${status}`) },
			]);
		},
	);

	it.each(['created', 'Dispatching', 'on scene', null])('%j is', async (status) => {
		const result = await answered({ incident: { ...record, status } }, { status: 201 });

		expect(result.hints).toEqual([]);
	});
});
