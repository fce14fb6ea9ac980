import type { INodeParameters } from 'n8n-workflow';

import { samsaraBench } from '../../harness/engine/samsara.cts';
import { virtualTime } from '../../harness/engine/virtualTime.cts';
import { FULL_TOKEN, READ_TOKEN, WRITE_TOKEN } from '../../sandbox/samsara/tokens.cts';

const samsara = samsaraBench();
const control = () => samsara.sandbox.control;

const period = {
	timeSpan: 'custom',
	startTime: '2025-06-01T00:00:00Z',
	endTime: '2025-07-01T00:00:00Z',
};
const id = 'bb2ff5ab-30ad-49ec-9d2d-55ec30bbf590';

const calls: Record<'update' | 'get' | 'getAll' | 'score', [string, INodeParameters]> = {
	update: ['safetyEvent.update', { safetyEventIds: id, eventState: 'reviewed' }],
	get: ['safetyEvent.get', { safetyEventIds: id }],
	getAll: ['safetyEvent.getAll', period],
	score: ['safetyScore.get', period],
};

describe('a status of the API', () => {
	const statuses: Array<[number, keyof typeof calls, RegExp, RegExp]> = [
		[
			400,
			'update',
			/refused the input of "Update safety events": Unclear/,
			/^Correct the parameter that the message names: Safety Event IDs, Event State, .*Extra Fields/,
		],
		[
			422,
			'get',
			/refused the input of "Get safety events": Unclear/,
			/names: Safety Event IDs, or/,
		],
		[
			400,
			'getAll',
			/refused the input of "Stream safety events"/,
			/names: Time Span, Start, End or Filters, or/,
		],
		[
			400,
			'score',
			/refused the input of "Get safety scores"/,
			/names: Drivers, Vehicles, Tags, Score Of, Start or End, or/,
		],
		[
			401,
			'update',
			/does not accept the API Token/,
			/Region.*save.*"Write Safety Events & Scores" \(category Safety & Cameras\)/,
		],
		[401, 'score', /does not accept the API Token/, /"Read Safety Events & Scores" \(category/],
		[405, 'score', /nothing at the address of "Get safety scores"/, /Check Region/],
		[405, 'update', /nothing at the address of "Update safety events"/, /Check Region/],
		[403, 'update', /"Write Safety Events & Scores"/, /Safety & Cameras/],
		[403, 'get', /"Get safety events": it lacks.*"Read Safety Events & Scores"/, /license/],
		[403, 'getAll', /"Stream safety events": it lacks/, /Samsara says: Unclear/],
		[403, 'score', /"Get safety scores": it lacks/, /another credential/],
		[404, 'getAll', /nothing at the address of "Stream safety events"/, /Check Region/],
		[413, 'update', /too large/, /fewer IDs/],
		[414, 'get', /address of "Get safety events" is too long/, /fewer IDs/],
		[414, 'getAll', /address of "Stream safety events" is too long/, /tag/],
		[431, 'score', /address of "Get safety scores" is too long/, /fewer IDs/],
		[418, 'get', /status 418/, /Unclear/],
	];

	it.each(statuses)(
		'%i to %s is explained and not repeated',
		async (status, call, message, wayOn) => {
			await control().addFaults({
				kind: 'status',
				status,
				body: { message: 'Unclear', requestId: '1' },
				times: 'always',
			});
			const result = await samsara.run(...calls[call]);

			expect(result.error?.name).toBe('NodeApiError');
			expect(result.error?.message).toMatch(message);
			expect(result.error?.message).toContain('[item 0]');
			expect(result.error?.description).toMatch(wayOn);
			expect(await control().received()).toHaveLength(1);
		},
	);
});

it('the permissions of a token decide what it may do', async () => {
	const readOnly = await samsara.run(...calls.update, { credential: { accessToken: READ_TOKEN } });
	expect(readOnly.error?.message).toContain('lacks the permission "Write Safety Events & Scores"');

	const writeOnly = await samsara.run(...calls.get, { credential: { accessToken: WRITE_TOKEN } });
	expect(writeOnly.error?.message).toContain('lacks the permission "Read Safety Events & Scores"');
});

it('a token of another region is not accepted', async () => {
	const baseUrl = `${samsara.sandbox.origin}/samsara/eu`;
	const result = await samsara.run(...calls.getAll, { credential: { baseUrl } });

	expect(result.error?.message).toContain('does not accept the API Token');
});

it.each(['decimal', 'none'] as const)('429 with hint %s is waited out', async (hint) => {
	const { waits } = virtualTime();
	await control().addFaults({ kind: 'rateLimited', hint, seconds: 0.40235, times: 2 });
	const [known = ''] = await control().samsara.createEvents({ count: 1 });
	const result = await samsara.run('safetyEvent.get', { safetyEventIds: known });

	expect(result.json).toHaveLength(1);
	expect(waits.slice(0, 2)).toEqual(hint === 'decimal' ? [403, 403] : [250, 500]);
});

it('a limit that others use up is waited out by the decimal Retry-After', async () => {
	const [known = ''] = await control().samsara.createEvents({ count: 1 });
	const parameters = { safetyEventIds: known };
	// Each execution keeps the limit by itself; together they meet it.
	const runs = await Promise.all(
		Array.from({ length: 9 }, async () => await samsara.run('safetyEvent.get', parameters)),
	);

	expect(runs.every(({ error }) => error === undefined)).toBe(true);
	const statuses = (await control().received()).map(({ status }) => status);
	expect(statuses).toContain(429);
	expect(statuses.filter((status) => status === 200)).toHaveLength(9);
});

const endings = [
	...[408, 500, 502, 503, 504].map((status) => ({ kind: 'status' as const, status })),
	{ kind: 'resetBefore' as const },
	{ kind: 'resetAfter' as const },
];

it.each(endings)('%j: an update states what should be, so it is sent again', async (fault) => {
	virtualTime();
	await control().addFaults({ ...fault, times: 2 });
	const [known = ''] = await control().samsara.createEvents({ count: 1 });
	const result = await samsara.run('safetyEvent.update', {
		safetyEventIds: known,
		eventState: 'reviewed',
	});

	expect(result.json).toMatchObject([{ id: known, accepted: true }]);
	expect(await control().received()).toHaveLength(3);
});

it('an update that stays unconfirmed says so, and that the state may be there', async () => {
	virtualTime();
	await control().addFaults({ kind: 'status', status: 503, body: 'upstream', times: 'always' });
	const [known = ''] = await control().samsara.createEvents({ count: 1 });
	const result = await samsara.run('safetyEvent.update', {
		safetyEventIds: known,
		eventState: 'reviewed',
		labels: { contextLabelsToAdd: { list: { labels: ['Fog'] } } },
	});

	expect(result.error?.message).toContain('may or may not have happened');
	expect(result.error?.description).toContain('the state first and the labels second');
	expect(await control().received()).toHaveLength(5);
});

describe('with On Error = Stop, nothing more is begun', () => {
	const many = async (count: number) => {
		virtualTime();
		await control().samsara.changeSettings({ rateLimits: false });
		return (await control().samsara.createEvents({ count })).join();
	};
	const outages = [
		{ kind: 'status' as const, status: 503 },
		{ kind: 'status' as const, status: 418 },
		{ kind: 'rateLimited' as const, hint: 'decimal' as const, seconds: 500 },
		{ kind: 'resetBefore' as const },
	];

	it.each(outages)('after %j to a read', async (fault) => {
		const safetyEventIds = await many(1_500);
		await control().addFaults({ ...fault, times: 'always' });
		const { error } = await samsara.run('safetyEvent.get', { safetyEventIds });

		expect(error?.message).toContain('Get safety events');
		// The five that were under way together, and their attempts.
		expect((await control().received()).length).toBeLessThanOrEqual(25);
	});

	it.each(outages)('after %j to an update, and it says what was not sent', async (fault) => {
		const safetyEventIds = await many(3_000);
		await control().addFaults({ ...fault, times: 'always' });
		const { error } = await samsara.run('safetyEvent.update', {
			safetyEventIds,
			eventState: 'reviewed',
		});

		expect(error?.message).toContain('Update safety events');
		expect(error?.description).toMatch(/2[0-9]{3} safety events of this run were not sent/);
		expect((await control().received()).length).toBeLessThanOrEqual(25);
	});

	it('after a read that shows less than was asked for', async () => {
		const safetyEventIds = `${id}, ${await many(1_500)}`;
		const { error } = await samsara.run('safetyEvent.get', { safetyEventIds });

		expect(error?.message).toContain(`Samsara returned no safety event ${id}`);
		expect((await control().received()).length).toBeLessThanOrEqual(5);
	});

	it.each([400, 404, 413])(
		'but after %i, which is about one call, others go on',
		async (status) => {
			const safetyEventIds = await many(3_000);
			await control().addFaults({ kind: 'status', status, method: 'PATCH' });
			await samsara.run('safetyEvent.update', { safetyEventIds, eventState: 'reviewed' });

			const received = await control().received();
			const sent = received.flatMap((request) =>
				request.status === 202 ? (request.body as { safetyEventIds: string[] }).safetyEventIds : [],
			);
			expect(new Set(sent).size).toBe(status === 400 ? 2_800 : 3_000);
		},
	);
});

it.each([READ_TOKEN, WRITE_TOKEN])('what %s may not do is asked for once', async (accessToken) => {
	const ids = await control().samsara.createEvents({ count: 1_500 });
	const operation = accessToken === READ_TOKEN ? calls.update : calls.get;
	const result = await samsara.run(
		operation[0],
		{ ...operation[1], safetyEventIds: ids.join() },
		{ onError: 'continueErrorOutput', credential: { accessToken } },
	);

	expect(result.outputs[1]).toHaveLength(1_500);
	expect(result.outputs[1]?.at(-1)?.json.error).toContain('lacks the permission');
	// Those that were under way together; none after them.
	expect((await control().received()).length).toBeLessThanOrEqual(5);
});

it('an item with hundreds of events that stay unconfirmed is named once', async () => {
	virtualTime();
	await control().samsara.changeSettings({ rateLimits: false });
	await control().addFaults({ kind: 'status', status: 503, times: 'always' });
	const ids = await control().samsara.createEvents({ count: 600 });
	const { error } = await samsara.run('safetyEvent.update', {
		safetyEventIds: ids.join(),
		eventState: 'reviewed',
	});

	expect(error?.description).toContain('Item 0 may or may not have been carried out');
});

it('a read by ID that is answered 404 blames the IDs as well as the address', async () => {
	await control().samsara.changeSettings({ unknownIdsAre404: true });
	const { error } = await samsara.run(...calls.get);

	expect(error?.message).toContain('found nothing for "Get safety events"');
	expect(error?.description).toMatch(/at least one safety event of this call.*Base URL/);
});

it.each(['html', 'truncatedJson'] as const)('an answer of %s is no list', async (kind) => {
	virtualTime();
	await control().addFaults({ kind, times: 'always' });
	const result = await samsara.run(...calls.getAll);

	expect(result.error?.message).toContain('"Stream safety events" without');
});

it('an update that is never answered readably may have happened, and is safe to send again', async () => {
	virtualTime();
	await control().addFaults({ kind: 'html', times: 'always' });
	const { error } = await samsara.run(...calls.update);

	expect(error?.message).toMatch(/without readable JSON, 5 times: it may or may not have happened/);
	expect(error?.description).toContain('Sending the same request again is safe');
	expect(error?.description).not.toMatch(/accepted|probably/);
});

it('an update that is answered unreadably once is sent again', async () => {
	virtualTime();
	const [id = ''] = await control().samsara.createEvents({ count: 1 });
	await control().addFaults({ kind: 'truncatedJson' });
	const { error } = await samsara.run('safetyEvent.update', {
		...calls.update[1],
		safetyEventIds: id,
	});

	expect(error).toBeUndefined();
	expect(await control().received()).toHaveLength(2);
});

it('the token never shows, not even when Samsara repeats it', async () => {
	virtualTime();
	await control().addFaults({ kind: 'echoAuthorization', times: 'always' });
	for (const call of Object.values(calls)) {
		const result = await samsara.run(...call, { onError: 'continueErrorOutput' });
		expect(result.stored).not.toContain(FULL_TOKEN);
	}
});

it('an unreachable Samsara is named, and nothing is claimed', async () => {
	virtualTime();
	const result = await samsara.run(...calls.update, {
		credential: { baseUrl: 'http://127.0.0.1:1' },
	});

	expect(result.error?.message).toContain('Samsara could not be reached');
	expect(result.error?.description).toContain('Nothing was changed at Samsara');
});
