import type { IDataObject } from 'n8n-workflow';

import { samsaraBench } from '../../../harness/engine/samsara.cts';
import { virtualTime } from '../../../harness/engine/virtualTime.cts';
import { WRITE_TOKEN } from '../../../sandbox/samsara/tokens.cts';

const samsara = samsaraBench();
const control = () => samsara.sandbox.control.samsara;
const dismiss = { eventState: 'dismissed', dismissalReason: 'minorEvent' };

/** A well-formed id that no event has. */
const unknownId = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

interface Sent {
	safetyEventIds: string[];
	[field: string]: unknown;
}

const sentUpdates = async () =>
	(await samsara.sandbox.control.received())
		.filter(({ method }) => method === 'PATCH')
		.map(({ body }) => body as Sent);

it('updates a list of events in one call', async () => {
	const ids = await control().createEvents({ count: 3 });
	const result = await samsara.run('safetyEvent.update', {
		safetyEventIds: ids.join(', '),
		...dismiss,
		dismissalComment: 'Light braking',
	});

	expect(result.error).toBeUndefined();
	expect(result.outputs[0]).toEqual(
		ids.map((id) => ({
			json: { id, accepted: true, requestId: expect.any(String) },
			pairedItem: { item: 0 },
		})),
	);
	expect(await samsara.sandbox.control.received()).toMatchObject([
		{
			method: 'PATCH',
			path: '/safety-events/batch',
			status: 202,
			body: {
				safetyEventIds: ids,
				eventState: 'dismissed',
				dismissalReason: { code: 'minorEvent', comment: 'Light braking' },
			},
		},
	]);
});

describe('the IDs come', () => {
	const forms: Array<[string, (ids: string[]) => { parameter: string; item: IDataObject }]> = [
		['separated by commas', (ids) => ({ parameter: ids.join(','), item: {} })],
		['one on each line', (ids) => ({ parameter: ids.join('\r\n'), item: {} })],
		['separated by blanks and semicolons', (ids) => ({ parameter: ids.join(' ; '), item: {} })],
		['as JSON text', (ids) => ({ parameter: JSON.stringify(ids), item: {} })],
		['as a list', (ids) => ({ parameter: '={{ $json.ids }}', item: { ids } })],
		[
			'as whole events',
			(ids) => ({
				parameter: '={{ $json.events }}',
				item: { events: ids.map((id) => ({ id, eventState: 'needsReview' })) },
			}),
		],
		['in upper case', (ids) => ({ parameter: ids.join(',').toUpperCase(), item: {} })],
	];

	it.each(forms)('%s', async (_form, write) => {
		const ids = await control().createEvents({ count: 3 });
		const { parameter, item } = write(ids);
		const result = await samsara.run(
			'safetyEvent.update',
			{ safetyEventIds: parameter, eventState: 'reviewed' },
			{ input: [[item]] },
		);

		expect(result.error).toBeUndefined();
		expect(result.json.map(({ id }) => id)).toEqual(ids);
		expect(await sentUpdates()).toEqual([{ safetyEventIds: ids, eventState: 'reviewed' }]);
	});

	it('one per item, doubles sent once and answered for each', async () => {
		const [a = '', b = ''] = await control().createEvents({ count: 2 });
		const result = await samsara.run(
			'safetyEvent.update',
			{ safetyEventIds: '={{ $json.id }}', eventState: 'coached' },
			{ input: [[{ id: a }, { id: b }, { id: a }]] },
		);

		expect(result.outputs[0]).toMatchObject([
			{ json: { id: a }, pairedItem: { item: 0 } },
			{ json: { id: b }, pairedItem: { item: 1 } },
			{ json: { id: a }, pairedItem: { item: 2 } },
		]);
		expect(await sentUpdates()).toMatchObject([{ safetyEventIds: [a, b] }]);
	});
});

it('items that ask for the same change share a call, whatever the order of their labels', async () => {
	const ids = await control().createEvents({ count: 4 });
	const labels = [['Fog', 'Night'], ['Night', 'Fog'], ['Wildlife'], ['Fog', 'Night']];
	const result = await samsara.run(
		'safetyEvent.update',
		{
			safetyEventIds: '={{ $json.id }}',
			eventState: '',
			labels: { contextLabelsToAdd: { list: { labels: '={{ $json.labels }}' } } },
		},
		{ input: [ids.map((id, index) => ({ id, labels: labels[index] ?? [] }))] },
	);

	expect(result.error).toBeUndefined();
	expect(await sentUpdates()).toEqual([
		{ safetyEventIds: [ids[0], ids[1], ids[3]], contextLabelsToAdd: ['Fog', 'Night'] },
		{ safetyEventIds: [ids[2]], contextLabelsToAdd: ['Wildlife'] },
	]);
});

it('different changes to the same event are sent in the order of the input', async () => {
	await control().changeSettings({ applyDelayMs: 0 });
	const [id = ''] = await control().createEvents({ count: 1 });
	const states = ['reviewed', 'needsCoaching', 'reviewed'];
	const result = await samsara.run(
		'safetyEvent.update',
		{
			safetyEventIds: id,
			eventState: '={{ $json.state }}',
			dismissalReason: 'other',
			options: { confirm: true },
		},
		{ input: [states.map((state) => ({ state }))] },
	);

	expect((await sentUpdates()).map(({ eventState }) => eventState)).toEqual(states);
	expect(result.json).toMatchObject([
		{ confirmed: true, eventState: 'reviewed' },
		{ confirmed: true },
		{ confirmed: true },
	]);
});

it('changes labels, those that are not in the lists too', async () => {
	await control().changeSettings({ applyDelayMs: 0 });
	const [id = ''] = await control().createEvents({
		count: 1,
		behaviorLabels: ['Braking'],
		contextLabels: ['Fog'],
	});
	const result = await samsara.run('safetyEvent.update', {
		safetyEventIds: id,
		labels: {
			behaviorLabelsToAdd: { list: { labels: ['Crash'], otherLabels: '' } },
			behaviorLabelsToRemove: { list: { labels: [], otherLabels: 'harsh braking' } },
			contextLabelsToAdd: { list: { labels: ['Coupling/Uncoupling'] } },
			contextLabelsToRemove: { list: { labels: [], otherLabels: 'Fog, Night' } },
		},
		options: { confirm: true },
	});

	expect(result.json).toEqual([
		{
			id,
			accepted: true,
			requestId: expect.any(String),
			confirmed: true,
			confirmation: 'confirmed',
			eventState: 'needsReview',
			behaviorLabels: ['Crash'],
			contextLabels: ['Coupling/Uncoupling'],
		},
	]);
	await samsara.run('safetyEvent.update', {
		safetyEventIds: id,
		labels: { behaviorLabelsToAdd: { list: { otherLabels: 'Brand New Label' } } },
	});
	// The sandbox knows the published labels only; what counts is that it was asked.
	expect((await sentUpdates()).at(-1)).toMatchObject({ behaviorLabelsToAdd: ['Brand New Label'] });
});

it('the reason of a dismissal applies to the items that an expression dismisses', async () => {
	const ids = await control().createEvents({ count: 2 });
	await samsara.run(
		'safetyEvent.update',
		{
			safetyEventIds: '={{ $json.id }}',
			eventState: '={{ $json.state }}',
			dismissalReason: 'Minor Event',
			dismissalComment: 'Below 0.4 g',
		},
		{
			input: [
				[
					{ id: ids[0] ?? '', state: 'Dismissed' },
					{ id: ids[1] ?? '', state: 'Needs Coaching' },
				],
			],
		},
	);

	const dismissalReason = { code: 'minorEvent', comment: 'Below 0.4 g' };
	expect(await sentUpdates()).toEqual([
		{ safetyEventIds: [ids[0]], eventState: 'dismissed', dismissalReason },
		{ safetyEventIds: [ids[1]], eventState: 'needsCoaching' },
	]);
});

it('an expression may leave the state, or the labels, of an item as they are', async () => {
	const ids = await control().createEvents({ count: 3 });
	const changes = [
		{ state: 'reviewed', labels: [] },
		{ state: '', labels: ['Fog'] },
		{ state: 'reviewed', labels: '' },
	];
	const result = await samsara.run(
		'safetyEvent.update',
		{
			safetyEventIds: '={{ $json.id }}',
			eventState: '={{ $json.state }}',
			dismissalReason: 'other',
			labels: { contextLabelsToAdd: { list: { labels: '={{ $json.labels }}' } } },
		},
		{ input: [changes.map((change, index) => ({ id: ids[index], ...change }))] },
	);

	expect(result.error).toBeUndefined();
	expect(await sentUpdates()).toEqual([
		{ safetyEventIds: [ids[0], ids[2]], eventState: 'reviewed' },
		{ safetyEventIds: [ids[1]], contextLabelsToAdd: ['Fog'] },
	]);
});

it('sends the API version of the credential and Extra Fields', async () => {
	const [id = ''] = await control().createEvents({ count: 1 });
	await samsara.run(
		'safetyEvent.update',
		{
			safetyEventIds: id,
			eventState: 'reviewed',
			options: { extraFields: '{"note": "x"}' },
		},
		{ credential: { apiVersion: '2025-10-23' } },
	);

	const [request] = await samsara.sandbox.control.received();
	expect(request?.headers['x-samsara-version']).toBe('2025-10-23');
	expect(request?.body).toMatchObject({ note: 'x', eventState: 'reviewed' });
});

describe('Extra Fields', () => {
	const coach = { extraFields: '{"assignedCoach": "7"}' };

	it('can be all that changes', async () => {
		const [id = ''] = await control().createEvents({ count: 1 });
		const responses = [{ data: { safetyEventId: id }, status: 202 }];
		await samsara.sandbox.control.addFaults({ kind: 'status', status: 202, body: { responses } });
		const result = await samsara.run('safetyEvent.update', { safetyEventIds: id, options: coach });

		expect(result.json).toMatchObject([{ id, accepted: true }]);
		expect(await sentUpdates()).toEqual([{ safetyEventIds: [id], assignedCoach: '7' }]);
	});

	it('are not compared by Confirm, which says so', async () => {
		await control().changeSettings({ applyDelayMs: 0 });
		const [id = ''] = await control().createEvents({ count: 1 });
		const result = await samsara.run('safetyEvent.update', {
			safetyEventIds: id,
			eventState: 'reviewed',
			options: { ...coach, confirm: true },
		});

		expect(result.json).toMatchObject([{ confirmed: true }]);
		expect(result.hints[0]?.message).toContain('but not what Extra Fields changes');
	});
});

describe('unknown IDs', () => {
	const mixed = async () => {
		const ids = await control().createEvents({ count: 3 });
		const list = [ids[0], unknownId(1), ids[1], unknownId(2), ids[2]].join('\n');
		return { ids, list };
	};

	it('are reported one by one, and the others are updated', async () => {
		const { ids, list } = await mixed();
		const result = await samsara.run(
			'safetyEvent.update',
			{ safetyEventIds: list, ...dismiss },
			{ onError: 'continueErrorOutput' },
		);

		const [good = [], bad = []] = result.outputs;
		expect(good.map(({ json }) => json.id)).toEqual(ids);
		expect(bad.map(({ json }) => json)).toMatchObject([
			{
				error: `Samsara has no safety event ${unknownId(1)} [item 0]`,
				details: {
					status: 404,
					recordId: unknownId(1),
					howToGoOn: expect.stringContaining('Unknown IDs in this run (2)'),
				},
			},
			{ details: { recordId: unknownId(2) } },
		]);
		expect((await sentUpdates()).at(-1)?.safetyEventIds).toEqual(ids);
	});

	it('stop the workflow with On Error = Stop, with all of them named and the others updated', async () => {
		const { ids, list } = await mixed();
		const result = await samsara.run('safetyEvent.update', { safetyEventIds: list, ...dismiss });

		expect(result.error?.message).toContain(`no safety event ${unknownId(1)} [item 0]`);
		expect(result.error?.description).toContain(unknownId(2));
		expect(result.error?.description).toContain(
			'Other safety events accepted by Samsara in this run: 3. Their output is lost',
		);
		expect((await sentUpdates()).at(-1)?.safetyEventIds).toEqual(ids);
	});

	it('are found by halving when the token may not read', async () => {
		await control().changeSettings({ rateLimits: false });
		virtualTime();
		const ids = await control().createEvents({ count: 60 });
		const list = [...ids.slice(0, 20), unknownId(1), ...ids.slice(20), unknownId(2)];
		const result = await samsara.run(
			'safetyEvent.update',
			{ safetyEventIds: list.join(), ...dismiss },
			{ onError: 'continueErrorOutput', credential: { accessToken: WRITE_TOKEN } },
		);

		const [good = [], bad = []] = result.outputs;
		expect(good.map(({ json }) => json.id)).toEqual(ids);
		expect(bad.map(({ json }) => (json.details as IDataObject).recordId)).toEqual([
			unknownId(1),
			unknownId(2),
		]);
		const reads = (await samsara.sandbox.control.received()).filter(
			({ method }) => method === 'GET',
		);
		// Asked once whether it may read.
		expect(reads).toHaveLength(1);
		expect(reads[0]?.status).toBe(403);
	});

	it('are found by halving when a read answers 404 for them too', async () => {
		await control().changeSettings({ rateLimits: false, unknownIdsAre404: true });
		virtualTime();
		const { ids, list } = await mixed();
		const result = await samsara.run(
			'safetyEvent.update',
			{ safetyEventIds: list, ...dismiss },
			{ onError: 'continueErrorOutput' },
		);

		expect(result.outputs[0]?.map(({ json }) => json.id)).toEqual(ids);
		expect(result.outputs[1]).toHaveLength(2);
	});

	it('are halved for up to a limit; then it says of which events nobody knows, and changes none of them', async () => {
		virtualTime();
		await control().changeSettings({ rateLimits: false, applyDelayMs: 0 });
		const known = await control().createEvents({ count: 500 });
		const list = known.flatMap((id, n) => [id, unknownId(n)]);
		const result = await samsara.run(
			'safetyEvent.update',
			{ safetyEventIds: '={{ $json.id }}', ...dismiss },
			{
				input: [list.map((id) => ({ id }))],
				onError: 'continueErrorOutput',
				credential: { accessToken: WRITE_TOKEN },
			},
		);

		const [good = [], bad = []] = result.outputs;
		expect(good.length + bad.length).toBe(list.length);
		const items = [...good, ...bad].map(({ pairedItem }) => (pairedItem as { item: number }).item);
		expect(new Set(items).size).toBe(list.length);
		const undecided = bad.filter(({ json }) =>
			(json.error as string).startsWith('Not updated: Samsara does not know at least one of the'),
		);
		expect(undecided.length).toBeGreaterThan(0);
		expect(undecided[0]?.json).toMatchObject({
			details: {
				recordId: expect.any(String),
				howToGoOn: expect.stringMatching(/limit of 600 calls.*Read Safety Events & Scores/),
			},
		});
		// The five planned calls, those of the search, and the read that is refused.
		const received = await samsara.sandbox.control.received();
		expect(received.length).toBeLessThanOrEqual(600 + 5 + 5 * 2);
		const stored = await control().events();
		const dismissed = stored.filter(({ eventState }) => eventState === 'dismissed');
		expect(dismissed.map(({ id }) => id).sort()).toEqual(good.map(({ json }) => json.id).sort());
	});

	it('are halved, not read for ever, when reads show more than was asked for', async () => {
		virtualTime();
		await control().changeSettings({ rateLimits: false });
		const { ids, list } = await mixed();
		const everything = [...ids, unknownId(1), unknownId(2), unknownId(3)].map((id) => ({ id }));
		await samsara.sandbox.control.addFaults({
			kind: 'status',
			method: 'GET',
			status: 200,
			body: { data: everything },
			times: 'always',
		});
		const result = await samsara.run(
			'safetyEvent.update',
			{ safetyEventIds: list, ...dismiss },
			{ onError: 'continueErrorOutput' },
		);

		expect(result.outputs[0]?.map(({ json }) => json.id)).toEqual(ids);
		expect((await samsara.sandbox.control.received()).length).toBeLessThan(12);
	});

	/** Answers reads by ID with these events, whatever is asked for. */
	const readsShow = async (ids: readonly string[]) =>
		await samsara.sandbox.control.addFaults({
			kind: 'status',
			method: 'GET',
			status: 200,
			body: { data: ids.map((id) => ({ id })) },
			times: 'always',
		});

	it.each([
		['none of a few', 6, () => []],
		['none of many', 60, () => []],
		['some of many', 60, (ids: string[]) => ids.slice(0, 20)],
		['all but one', 60, (ids: string[]) => ids.slice(1)],
	] as const)('nothing is called unknown because a read shows %s', async (_what, count, shown) => {
		virtualTime();
		await control().changeSettings({ rateLimits: false });
		const ids = await control().createEvents({ count: count - 1 });
		await readsShow(shown(ids));
		const list = [...ids.slice(0, 2), unknownId(1), ...ids.slice(2)];
		const result = await samsara.run(
			'safetyEvent.update',
			{ safetyEventIds: list.join(), ...dismiss },
			{ onError: 'continueErrorOutput' },
		);

		expect(result.outputs[0]?.map(({ json }) => json.id)).toEqual(ids);
		expect(result.outputs[1]?.map(({ json }) => (json.details as IDataObject).recordId)).toEqual([
			unknownId(1),
		]);
	});

	it('a list of which nothing exists takes few calls', async () => {
		virtualTime();
		await control().changeSettings({ rateLimits: false });
		const list = Array.from({ length: 200 }, (_value, n) => unknownId(n));
		const result = await samsara.run(
			'safetyEvent.update',
			{ safetyEventIds: list.join(), ...dismiss },
			{ onError: 'continueErrorOutput' },
		);

		expect(result.outputs[1]).toHaveLength(200);
		expect(result.outputs[1]?.[0]?.json.error).toContain('Samsara has no safety event');
		// The call itself, four reads, and eight tries of 25 IDs each.
		expect((await samsara.sandbox.control.received()).length).toBeLessThanOrEqual(13);
	});

	it('a failing read is not tried again for each half', async () => {
		virtualTime();
		await control().changeSettings({ rateLimits: false });
		const { ids, list } = await mixed();
		await samsara.sandbox.control.addFaults({
			kind: 'status',
			method: 'GET',
			status: 503,
			times: 'always',
		});
		const result = await samsara.run(
			'safetyEvent.update',
			{ safetyEventIds: list, ...dismiss },
			{ onError: 'continueErrorOutput' },
		);

		expect(result.outputs[0]?.map(({ json }) => json.id)).toEqual(ids);
		const received = await samsara.sandbox.control.received();
		// One read, and its attempts.
		expect(received.filter(({ method }) => method === 'GET')).toHaveLength(5);
	});

	it('nothing is claimed about other events when there are none', async () => {
		const onError = 'continueErrorOutput' as const;
		const parameters = { safetyEventIds: unknownId(1), ...dismiss };
		const { outputs } = await samsara.run('safetyEvent.update', parameters, { onError });

		const { howToGoOn } = (outputs[1]?.[0]?.json.details ?? {}) as IDataObject;
		expect(howToGoOn).toMatch(/This ID was not updated.*check Region/);
		expect(howToGoOn).not.toContain('were sent');
	});

	it('a wrong address does not look like unknown IDs, and is asked three times only', async () => {
		virtualTime();
		const { list } = await mixed();
		const result = await samsara.run(
			'safetyEvent.update',
			{ safetyEventIds: list, ...dismiss },
			{ credential: { baseUrl: `${samsara.sandbox.credentials.samsaraApi.baseUrl}/elsewhere` } },
		);

		expect(result.error?.message).toContain('found nothing at the address');
		expect(result.error?.description).toContain('Check Region');
		expect(await samsara.sandbox.control.received()).toHaveLength(3);
	});

	it('with Skip Unknown Events off the call is refused as a whole, as Samsara has it', async () => {
		const { ids, list } = await mixed();
		const result = await samsara.run(
			'safetyEvent.update',
			{ safetyEventIds: list, ...dismiss, options: { skipUnknown: false } },
			{ onError: 'continueErrorOutput' },
		);

		expect(result.outputs[0]).toEqual([]);
		expect(result.outputs[1]).toHaveLength(ids.length + 2);
		expect(result.outputs[1]?.[0]?.json).toMatchObject({
			error: expect.stringContaining('does not know at least one of the safety events'),
			details: { howToGoOn: expect.stringContaining('updated no event of this call') },
		});
		expect(await samsara.sandbox.control.received()).toHaveLength(1);
	});

	it('a single unknown ID needs no look-up', async () => {
		await samsara.run('safetyEvent.update', { safetyEventIds: unknownId(1), ...dismiss });

		expect(await samsara.sandbox.control.received()).toHaveLength(1);
	});

	it('events of vehicles without a camera are known', async () => {
		const [id = ''] = await control().createEvents({ count: 1, asset: 7 });
		const result = await samsara.run(
			'safetyEvent.update',
			{ safetyEventIds: [id, unknownId(1)].join(), ...dismiss },
			{ onError: 'continueErrorOutput' },
		);

		expect(result.outputs[0]?.map(({ json }) => json.id)).toEqual([id]);
	});
});

it('an ID that an accepted call answers with another status is not accepted', async () => {
	const [a = '', b = ''] = await control().createEvents({ count: 2 });
	const responses = [
		{ data: { safetyEventId: a }, status: 202 },
		{ data: { safetyEventId: b.toUpperCase() }, status: 409 },
	];
	const body = { requestId: 'r', responses };
	await samsara.sandbox.control.addFaults({ kind: 'status', status: 202, body });
	const result = await samsara.run(
		'safetyEvent.update',
		{ safetyEventIds: [a, b].join(), eventState: 'reviewed' },
		{ onError: 'continueErrorOutput' },
	);

	expect(result.outputs[0]?.map(({ json }) => json)).toEqual([
		{ id: a, accepted: true, requestId: 'r' },
	]);
	expect(result.outputs[1]?.map(({ json }) => json)).toMatchObject([
		{
			error: expect.stringContaining('answered 409 for this safety event'),
			details: { recordId: b, howToGoOn: expect.stringContaining('Safety Event → Get') },
		},
	]);
});

describe('an accepted call', () => {
	const acknowledged = (...ids: string[]) => ({
		requestId: 'r',
		responses: ids.map((safetyEventId) => ({ data: { safetyEventId }, status: 202 })),
	});

	it.each([
		['nothing', () => ({}), 0],
		['an empty list', () => acknowledged(), 0],
		['one of two IDs', ([first = '']: string[]) => acknowledged(first), 1],
		['another ID', () => acknowledged(unknownId(1)), 0],
		['entries without a status', (ids: string[]) => ({ responses: ids.map((id) => ({ id })) }), 0],
	])('that acknowledges %s is not taken for more', async (_what, answer, accepted) => {
		const ids = await control().createEvents({ count: 2 });
		await samsara.sandbox.control.addFaults({ kind: 'status', status: 202, body: answer(ids) });
		const result = await samsara.run(
			'safetyEvent.update',
			{ safetyEventIds: ids.join(), ...dismiss },
			{ onError: 'continueErrorOutput' },
		);

		expect(result.outputs[0]?.map(({ json }) => json.id)).toEqual(ids.slice(0, accepted));
		const others = ids.slice(accepted);
		expect(result.outputs[1]?.map(({ json }) => json)).toMatchObject(
			others.map((recordId) => ({
				error: expect.stringContaining('did not acknowledge this safety event'),
				details: {
					recordId,
					certainlyWithoutEffect: false,
					howToGoOn: expect.stringMatching(/not known.*Safety Event → Get/),
				},
			})),
		);
	});

	it('without a body is no acknowledgement', async () => {
		const [id = ''] = await control().createEvents({ count: 1 });
		virtualTime();
		await samsara.sandbox.control.addFaults({ kind: 'noContent', times: 'always' });
		const result = await samsara.run('safetyEvent.update', { safetyEventIds: id, ...dismiss });

		expect(result.error?.message).toContain(
			'without readable JSON, 5 times: it may or may not have happened',
		);
	});
});

it('413 halves the call', async () => {
	virtualTime();
	await control().changeSettings({ largestBody: 3, rateLimits: false });
	const ids = await control().createEvents({ count: 10 });
	const result = await samsara.run('safetyEvent.update', {
		safetyEventIds: ids.join(),
		...dismiss,
	});

	expect(result.json.map(({ id }) => id)).toEqual(ids);
	const received = await samsara.sandbox.control.received();
	expect(received.filter(({ status }) => status === 202).length).toBe(4);
});

it('what was too large once is not tried again', async () => {
	virtualTime();
	await control().changeSettings({ largestBody: 100, rateLimits: false });
	const ids = await control().createEvents({ count: 2_000 });
	const result = await samsara.run('safetyEvent.update', {
		safetyEventIds: ids.join(),
		...dismiss,
	});

	expect(result.json.map(({ id }) => id)).toEqual(ids);
	// Twenty of a hundred, and the five of two hundred that were under way together.
	expect((await samsara.sandbox.control.received()).length).toBeLessThanOrEqual(25);
});

it('a change that is too large for a single event is not tried for all others', async () => {
	virtualTime();
	await control().changeSettings({ rateLimits: false });
	await samsara.sandbox.control.addFaults({ kind: 'status', status: 413, times: 'always' });
	const ids = await control().createEvents({ count: 2_000 });
	const result = await samsara.run(
		'safetyEvent.update',
		{ safetyEventIds: ids.join(), ...dismiss },
		{ onError: 'continueErrorOutput' },
	);

	expect(result.outputs[1]).toHaveLength(2_000);
	expect(result.outputs[1]?.at(-1)?.json.error).toContain('too large');
	expect((await samsara.sandbox.control.received()).length).toBeLessThanOrEqual(5 * 9);
});

it('Extra Fields go with the update, and with nothing that is read on its way', async () => {
	virtualTime();
	const ids = await control().createEvents({ count: 2 });
	await samsara.run(
		'safetyEvent.update',
		{
			safetyEventIds: [...ids, unknownId(1)].join(),
			eventState: 'reviewed',
			options: { extraFields: '{"later": 1}', confirm: true },
		},
		{ onError: 'continueRegularOutput' },
	);
	const received = await samsara.sandbox.control.received();
	const reads = received.filter(({ method }) => method === 'GET');

	expect((await sentUpdates()).every(({ later }) => later === 1)).toBe(true);
	// The search for the unknown one, and the reading back.
	expect(reads.length).toBeGreaterThan(1);
	for (const { query } of reads) expect(query).not.toHaveProperty('later');
});

it.each<[number, string]>([
	[1, ''],
	[2, ' Unknown IDs in this run (2): '],
	[10, ' Unknown IDs in this run (10): '],
	[11, ' and 1 more.'],
])('%d unknown IDs are named, ten of them at most', async (count, told) => {
	virtualTime();
	await control().changeSettings({ rateLimits: false });
	const unknown = Array.from({ length: count }, (_none, n) => unknownId(n));
	const { outputs } = await samsara.run(
		'safetyEvent.update',
		{ safetyEventIds: unknown.join(), eventState: 'reviewed' },
		{ onError: 'continueErrorOutput' },
	);
	const texts = (outputs[1] ?? []).map(({ json }) => (json.details as IDataObject).howToGoOn);

	expect(texts).toHaveLength(count);
	for (const text of texts) {
		expect(text).toContain(told);
		expect((text as string).match(/00000000-/g) ?? []).toHaveLength(
			count === 1 ? 0 : Math.min(count, 10),
		);
	}
});

it('a label is sent once, whether it is chosen or typed', async () => {
	const ids = await control().createEvents({ count: 1 });
	await samsara.run('safetyEvent.update', {
		safetyEventIds: ids.join(),
		labels: {
			contextLabelsToAdd: { list: { labels: ['Night', 'Fog'], otherLabels: 'Fog, Sandstorm' } },
			behaviorLabelsToRemove: { list: { labels: ['Crash'], otherLabels: 'Crash' } },
		},
	});

	expect(await sentUpdates()).toEqual([
		{
			safetyEventIds: ids,
			contextLabelsToAdd: ['Fog', 'Night', 'Sandstorm'],
			behaviorLabelsToRemove: ['Crash'],
		},
	]);
});
