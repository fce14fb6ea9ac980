import { subscribe, unsubscribe } from 'node:diagnostics_channel';

import type { IDataObject } from 'n8n-workflow';

import { byId, setyBench } from '../../harness/engine/sety.cts';
import { virtualTime } from '../../harness/engine/virtualTime.cts';

const sety = setyBench();

/** Good, empty, unknown at the API, good. */
async function mixedInput() {
	const [first = '', last = ''] = await sety.sandbox.control.sety.createIncidents({ count: 2 });
	return {
		first,
		last,
		input: [[{ id: first }, { id: ' ' }, { id: 'inc_unknown' }, { id: last }]],
	};
}

const getEach = { incidentId: byId('={{ $json.id }}') };

it('Continue: bad items become error items in their place, the others are processed', async () => {
	const { first, last, input } = await mixedInput();
	const result = await sety.run('incident.get', getEach, {
		input,
		onError: 'continueRegularOutput',
	});

	expect(result.status).toBe('success');
	const [items = []] = result.outputs;
	expect(items.map(({ json, pairedItem }) => ({ ...json, pairedItem }))).toMatchObject([
		{ incident_id: first, pairedItem: { item: 0 } },
		{
			error: 'Incident is empty [item 1]',
			details: { type: 'NodeOperationError', item: 1, howToGoOn: expect.stringContaining('Enter') },
			pairedItem: { item: 1 },
		},
		{
			error: expect.stringContaining('no such incident'),
			details: {
				type: 'NodeApiError',
				item: 2,
				status: 404,
				attempts: 1,
				certainlyWithoutEffect: true,
			},
			pairedItem: { item: 2 },
		},
		{ incident_id: last, pairedItem: { item: 3 } },
	]);
});

it('Continue (using error output): bad items go there, with their details and their input', async () => {
	const { first, last, input } = await mixedInput();
	const result = await sety.run('incident.get', getEach, { input, onError: 'continueErrorOutput' });

	const [good = [], bad = []] = result.outputs;
	expect(good.map(({ json }) => json.incident_id)).toEqual([first, last]);
	expect(bad.map(({ json }) => json)).toMatchObject([
		{ id: ' ', error: 'Incident is empty [item 1]', details: { item: 1 } },
		{
			id: 'inc_unknown',
			error: expect.stringContaining('no such incident'),
			details: { status: 404, item: 2 },
		},
	]);
});

const SENT = 'http.client.request.start';

/** How many requests had been sent when each of the items was read. */
async function sentBeforeReading(onError: 'stopWorkflow' | 'continueRegularOutput') {
	const ids = await sety.sandbox.control.sety.createIncidents({ count: 3 });
	let sent = 0;
	const count = () => void sent++;
	const sentBefore = new Map<string, number>();
	const items = ids.map(
		(id): IDataObject => ({
			get id() {
				if (!sentBefore.has(id)) sentBefore.set(id, sent);
				return id;
			},
		}),
	);
	subscribe(SENT, count);
	const result = await sety.run(
		'incident.get',
		{ ...getEach, options: { concurrency: 1 } },
		{ input: [items], onError },
	);
	unsubscribe(SENT, count);
	expect(result.json.map(({ incident_id }) => incident_id)).toEqual(ids);
	return ids.map((id) => sentBefore.get(id));
}

it('Continue: an item is sent before the next one is read', async () => {
	expect(await sentBeforeReading('continueRegularOutput')).toEqual([0, 1, 2]);
});

it('Stop: all items are read before the first is sent', async () => {
	expect(await sentBeforeReading('stopWorkflow')).toEqual([0, 0, 0]);
});

it('Stop: tells how much was already carried out', async () => {
	const { input } = await mixedInput();
	const [[good, , unknown] = []] = input;
	const result = await sety.run(
		'incident.get',
		{ ...getEach, options: { concurrency: 1 } },
		{
			input: [[good, unknown].map((json) => ({ ...json }))],
		},
	);

	expect(result.error?.message).toContain('[item 1]');
	expect(result.error?.description).toContain('Other items carried out in this run: 1.');
});

it('Stop: begins nothing more after the first bad answer, and waits for what is under way', async () => {
	await sety.sandbox.control.addFaults({ kind: 'latency', ms: 300, times: 'always' });
	const ids = await sety.sandbox.control.sety.createIncidents({ count: 8 });
	const input = [['inc_unknown', ...ids].map((id) => ({ id }))];
	const options = { concurrency: 3 };
	const result = await sety.run('incident.cancel', { ...getEach, options }, { input });

	expect(result.error?.message).toContain('[item 0]');
	expect(result.error?.description).toContain(
		'6 items of this run were not started, beginning with item 3.',
	);
	const received = await sety.sandbox.control.received();
	expect(received).toHaveLength(3);
	expect(received.every(({ status }) => status !== null)).toBe(true);
});

it('keeps the order of the input, whatever order the answers come in', async () => {
	const ids = await sety.sandbox.control.sety.createIncidents({ count: 12 });
	await sety.sandbox.control.addFaults({ kind: 'latency', ms: 80, times: 1 });
	const input = [ids.map((id) => ({ id }))];
	const result = await sety.run(
		'incident.get',
		{ ...getEach, options: { concurrency: 4 } },
		{ input },
	);

	expect(result.json.map(({ incident_id }) => incident_id)).toEqual(ids);
});

it('never has more requests under way than Concurrency allows', async () => {
	await sety.sandbox.control.addFaults({ kind: 'resetAfter', times: 1, path: '/incidents' });
	virtualTime();
	const ids = await sety.sandbox.control.sety.createIncidents({ count: 9 });
	const input = [ids.map((id) => ({ id }))];
	const result = await sety.run(
		'incident.get',
		{ ...getEach, options: { concurrency: 1 } },
		{ input },
	);

	expect(result.json).toHaveLength(9);
	const paths = (await sety.sandbox.control.received()).map(({ path }) => path.split('/').at(-1));
	// One at a time: the lost answer is asked for again before the next item begins.
	expect(paths).toEqual([ids[0], ...ids]);
});

it('a bad expression is a bad item too', async () => {
	const incidentId = byId('={{ $json.id.toUpperCase() }}');
	const result = await sety.run(
		'incident.get',
		{ incidentId },
		{
			input: [[{ id: 7 }]],
			onError: 'continueRegularOutput',
		},
	);

	expect(result.json).toMatchObject([{ error: expect.any(String), details: { item: 0 } }]);
});
