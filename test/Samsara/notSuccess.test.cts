import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { samsaraBench } from '../../harness/engine/samsara.cts';
import { virtualTime } from '../../harness/engine/virtualTime.cts';
import { picked } from './picked.cts';

const samsara = samsaraBench();

const id = 'bb2ff5ab-30ad-49ec-9d2d-55ec30bbf590';
const otherId = 'cc2ff5ab-30ad-49ec-9d2d-55ec30bbf591';
const period = {
	timeSpan: 'custom',
	startTime: '2025-06-01T00:00:00Z',
	endTime: '2025-07-01T00:00:00Z',
};
const calls = {
	'safetyEvent.update': { safetyEventIds: id, eventState: 'reviewed' },
	'safetyEvent.get': { safetyEventIds: id },
	'safetyEvent.getAll': period,
	'safetyScore.get': { scoreOf: 'drivers', driverIds: picked('5001'), ...period },
} as const satisfies Record<string, INodeParameters>;
type Operation = keyof typeof calls;

const answeredWith = async (
	operation: Operation,
	body: unknown,
	parameters: INodeParameters = {},
	options = {},
) => {
	// What is not JSON may be asked for once more, after a wait.
	virtualTime();
	const status = operation === 'safetyEvent.update' ? 202 : 200;
	await samsara.sandbox.control.addFaults({ kind: 'status', status, body, times: 'always' });
	return await samsara.run(operation, { ...calls[operation], ...parameters }, options);
};

const everywhere: unknown[] = [
	{},
	[],
	{ error: 'no' },
	{ success: false },
	{ success: false, data: [], responses: [] },
	{ message: 'Forbidden', requestId: 'r' },
	{ data: null },
	{ data: { error: 'no' } },
	'<!doctype html><title>Sign in</title>',
	'null',
];

describe.each(Object.keys(calls) as Operation[])('%s', (operation) => {
	it.each(everywhere)('answered with 2xx and %j is no success', async (body) => {
		const { error, json } = await answeredWith(operation, body);

		expect(json).toEqual([]);
		expect(error?.message).toMatch(
			/Samsara (answered "[\w ]+" without|accepted the call, but did)/,
		);
		expect(error?.description).not.toMatch(/\[object|undefined/);
	});
});

const entry = (safetyEventId: string, status: unknown = 202) => ({
	data: { safetyEventId },
	status,
});

describe('an acknowledgement', () => {
	const both = { safetyEventIds: `${id}, ${otherId}` };
	const told = async (responses: unknown[], more: IDataObject = {}) => {
		const { outputs } = await answeredWith(
			'safetyEvent.update',
			{ requestId: 'r1', responses, ...more },
			both,
			{ onError: 'continueErrorOutput' },
		);
		return {
			accepted: outputs[0]?.map(({ json }) => json),
			failed: outputs[1]?.map(({ json }) => (json.details as IDataObject).recordId),
			texts: outputs[1]?.map(({ json }) => json.error) ?? [],
		};
	};

	it.each<[string, unknown[], string[], string[]]>([
		['of both', [entry(id), entry(otherId)], [id, otherId], []],
		['in another order and case', [entry(otherId), entry(id.toUpperCase())], [id, otherId], []],
		['with statuses as text', [entry(id, '202'), entry(otherId, '200')], [id, otherId], []],
		['of one', [entry(otherId)], [otherId], [id]],
		['of one and a stranger', [entry(id), entry(otherId.replace('cc', 'dd'))], [id], [otherId]],
		['of strangers', [entry(otherId.replace('cc', 'dd'))], [], [id, otherId]],
		['of none', [], [], [id, otherId]],
		['without statuses', [{ data: { safetyEventId: id } }, entry(otherId)], [otherId], [id]],
		['with 400 for one', [entry(id, 400), entry(otherId)], [otherId], [id]],
		['with 302 for one', [entry(id, 302), entry(otherId)], [otherId], [id]],
		['that contradicts itself', [entry(id), entry(id, 500), entry(otherId)], [otherId], [id]],
		['that contradicts itself first', [entry(id, 500), entry(id), entry(otherId)], [otherId], [id]],
		['with what is no entry', [null, 7, 'x', entry(id)], [id], [otherId]],
	])('%s', async (_what, responses, accepted, failed) => {
		const result = await told(responses);

		expect(result.accepted).toEqual(
			accepted.map((one) => ({ id: one, accepted: true, requestId: 'r1' })),
		);
		expect(result.failed).toEqual(failed);
	});

	it('with a request ID that is no text is one', async () => {
		const { accepted } = await told([entry(id), entry(otherId)], { requestId: 17 });

		expect(accepted).toEqual([
			{ id, accepted: true },
			{ id: otherId, accepted: true },
		]);
	});

	it('says which status Samsara gave, and how to find out', async () => {
		const { texts } = await told([entry(id, 409), entry(otherId)]);

		expect(texts).toEqual([
			'Samsara accepted the call, but answered 409 for this safety event [item 0]',
		]);
	});
});

describe('an answer about others', () => {
	it('is no answer to a read by ID', async () => {
		const body = { data: [{ id: otherId, eventState: 'reviewed' }], pagination: {} };
		const { error, json } = await answeredWith('safetyEvent.get', body);

		expect(json).toEqual([]);
		expect(error?.message).toBe(`Samsara returned no safety event ${id} [item 0]`);
	});

	it('gives the one that was asked for, and no other', async () => {
		const body = { data: [{ id: otherId }, { id: id.toUpperCase(), eventState: 'reviewed' }] };
		const { json } = await answeredWith('safetyEvent.get', body);

		expect(json).toEqual([expect.objectContaining({ eventState: 'reviewed' })]);
	});

	it('is no score of the one that was asked for', async () => {
		const body = { data: [{ driverId: '5002', driverScore: 12 }], pagination: {} };
		const { json, hints } = await answeredWith('safetyScore.get', body);

		expect(json).toEqual([]);
		expect(hints.map(({ message }) => message).join()).toContain('returned no score for some IDs');
	});

	it.each([{}, { driveTimeMilliseconds: 1 }, { combinedScore: null }, { combinedScore: '' }])(
		'a combined score that is not there (%j) is none',
		async (data) => {
			const parameters = { scoreOf: 'tagGroup', scoreType: 'driver', tagIds: picked('1, 2') };
			const { error } = await answeredWith('safetyScore.get', { data }, parameters);

			expect(error?.message).toContain('without a combinedScore in "data"');
		},
	);

	it('a combined score of 0 is one', async () => {
		const parameters = { scoreOf: 'tagGroup', scoreType: 'driver', tagIds: picked('1, 2') };
		const body = { data: { combinedScore: 0 } };

		expect((await answeredWith('safetyScore.get', body, parameters)).json).toEqual([
			expect.objectContaining({ score: 0 }),
		]);
	});
});
