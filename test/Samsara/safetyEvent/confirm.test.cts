import { samsaraBench } from '../../../harness/engine/samsara.cts';
import { cancelledInWait, virtualTime } from '../../../harness/engine/virtualTime.cts';
import { WRITE_TOKEN } from '../../../sandbox/samsara/tokens.cts';

const samsara = samsaraBench();
const control = () => samsara.sandbox.control.samsara;

// The sandbox's clock moves on with the node's, and by nothing else.
beforeEach(async () => {
	await samsara.sandbox.control.setClock({ frozen: true });
});

const sharedVirtualTime = () =>
	virtualTime({ passElsewhere: async (ms) => await samsara.sandbox.control.advance(ms) });

const review = { eventState: 'reviewed' };
const confirm = { options: { confirm: true } };

it('waits, longer each time, until the change is visible', async () => {
	const { waits } = sharedVirtualTime();
	await control().changeSettings({ applyDelayMs: 6_000 });
	const ids = await control().createEvents({ count: 2 });
	const result = await samsara.run('safetyEvent.update', {
		safetyEventIds: ids.join(),
		...review,
		...confirm,
	});

	expect(result.json).toMatchObject(
		ids.map((id) => ({ id, accepted: true, confirmed: true, eventState: 'reviewed' })),
	);
	expect(waits).toEqual([500, 1_000, 2_000, 4_000]);
});

it('says "not visible yet" when the time is over, and what is missing', async () => {
	const { waits } = sharedVirtualTime();
	await control().changeSettings({ applyDelayMs: 3_600_000 });
	const [id = ''] = await control().createEvents({ count: 1 });
	const result = await samsara.run('safetyEvent.update', {
		safetyEventIds: id,
		...review,
		...confirm,
	});

	expect(result.error).toBeUndefined();
	expect(result.json).toMatchObject([
		{
			id,
			accepted: true,
			confirmed: false,
			confirmation: 'notVisibleYet',
			eventState: 'needsReview',
			outstanding: ['Event State "reviewed"'],
		},
	]);
	expect(waits).toEqual([500, 1_000, 2_000, 4_000, 5_000, 5_000, 5_000, 5_000, 2_500]);
});

it('an event that was dismissed before is confirmed only with the reason and comment that were asked for', async () => {
	sharedVirtualTime();
	const [id = ''] = await control().createEvents({ count: 1 });
	await control().changeSettings({ applyDelayMs: 0 });
	const dismissed = { safetyEventIds: id, eventState: 'dismissed' };
	await samsara.run('safetyEvent.update', { ...dismissed, dismissalReason: 'other' });
	await control().changeSettings({ applyDelayMs: 3_600_000 });
	const dismiss = {
		...dismissed,
		dismissalReason: 'minorEvent',
		dismissalComment: 'New',
		options: { confirm: true, confirmTimeout: 5 },
	};
	const early = await samsara.run('safetyEvent.update', dismiss);
	expect(early.json).toMatchObject([
		{
			confirmed: false,
			confirmation: 'notVisibleYet',
			eventState: 'dismissed',
			outstanding: ['Dismissal Reason "minorEvent"', 'Dismissal Comment "New"'],
		},
	]);

	await samsara.sandbox.control.advance(2 * 3_600_000);
	await control().changeSettings({ applyDelayMs: 0 });
	const late = await samsara.run('safetyEvent.update', dismiss);
	expect(late.json).toMatchObject([{ confirmed: true, confirmation: 'confirmed' }]);
});

it('when reading back breaks off, it says how many were confirmed until then', async () => {
	sharedVirtualTime();
	await control().changeSettings({ applyDelayMs: 0, rateLimits: false });
	const ids = await control().createEvents({ count: 100 });
	await samsara.sandbox.control.addFaults({ kind: 'status', method: 'GET', status: 418, skip: 1 });
	const result = await samsara.run('safetyEvent.update', {
		safetyEventIds: ids.join(),
		...review,
		...confirm,
	});

	expect(result.json.filter(({ confirmed }) => confirmed === true)).toHaveLength(50);
	expect(result.json.filter(({ confirmation }) => confirmation === 'notReadable')).toHaveLength(50);
	expect(result.hints[0]?.message).toContain('Confirm could not read 50 of 100 accepted updates');
});

it('Confirm Timeout 0 reads once', async () => {
	const { waits } = sharedVirtualTime();
	await control().changeSettings({ applyDelayMs: 60_000 });
	const [id = ''] = await control().createEvents({ count: 1 });
	const result = await samsara.run('safetyEvent.update', {
		safetyEventIds: id,
		...review,
		options: { confirm: true, confirmTimeout: 0 },
	});

	expect(result.json[0]?.confirmed).toBe(false);
	expect(waits).toEqual([]);
	expect(await samsara.sandbox.control.received()).toHaveLength(2);
});

it('reads every event once, and begins no read when the time is over', async () => {
	sharedVirtualTime();
	await control().changeSettings({ applyDelayMs: 3_600_000 });
	const ids = await control().createEvents({ count: 1_000 });
	const result = await samsara.run('safetyEvent.update', {
		safetyEventIds: ids.join(),
		...review,
		options: { confirm: true, confirmTimeout: 6 },
	});

	expect(result.json.every(({ confirmation }) => confirmation === 'notVisibleYet')).toBe(true);
	const reads = (await samsara.sandbox.control.received()).filter(({ method }) => method === 'GET');
	expect(reads.length).toBeGreaterThanOrEqual(20);
	// Five a second leave no time for a second round.
	expect(reads.length).toBeLessThan(40);
});

it('a run that stops does not wait for output that nobody gets', async () => {
	const { waits } = sharedVirtualTime();
	await control().changeSettings({ applyDelayMs: 3_600_000 });
	const [id = ''] = await control().createEvents({ count: 1 });
	const safetyEventIds = `${id}, 00000000-0000-4000-8000-000000000001`;
	const parameters = { safetyEventIds, ...review, ...confirm };
	const stopped = await samsara.run('safetyEvent.update', parameters);
	expect(stopped.error?.message).toContain('Samsara has no safety event');
	expect(waits).toEqual([]);

	const onError = 'continueErrorOutput' as const;
	const went = await samsara.run('safetyEvent.update', parameters, { onError });
	expect(went.outputs[0]).toMatchObject([{ json: { id, confirmation: 'notVisibleYet' } }]);
	expect(waits.length).toBeGreaterThan(0);
});

it('reads those again that are not confirmed, 50 at a time', async () => {
	sharedVirtualTime();
	await control().changeSettings({ applyDelayMs: 400, rateLimits: false });
	const ids = await control().createEvents({ count: 120 });
	const result = await samsara.run('safetyEvent.update', {
		safetyEventIds: ids.join(),
		...review,
		...confirm,
	});

	expect(result.json.every(({ confirmed }) => confirmed === true)).toBe(true);
	const reads = (await samsara.sandbox.control.received()).filter(({ method }) => method === 'GET');
	expect(reads.length).toBeLessThanOrEqual(6);
	for (const { query } of reads) {
		expect(String(query.safetyEventIds).split(',').length).toBeLessThanOrEqual(50);
		expect(query.includeVgOnlyEvents).toBe('true');
	}
});

it('a label step that got lost shows as partly visible', async () => {
	sharedVirtualTime();
	await control().changeSettings({ labelStep: 'lost', applyDelayMs: 0 });
	const [id = ''] = await control().createEvents({ count: 1, contextLabels: ['Fog'] });
	const result = await samsara.run('safetyEvent.update', {
		safetyEventIds: id,
		...review,
		labels: {
			contextLabelsToAdd: { list: { labels: ['Night'] } },
			contextLabelsToRemove: { list: { labels: ['Fog'] } },
		},
		...confirm,
	});

	expect(result.json).toMatchObject([
		{
			confirmed: false,
			confirmation: 'partlyVisible',
			eventState: 'reviewed',
			contextLabels: ['Fog'],
			outstanding: ['context label "Night" added', 'context label "Fog" removed'],
		},
	]);
});

it('a label step that was refused says that the state may be there, and what to compare', async () => {
	await control().changeSettings({ labelStep: 'refused', applyDelayMs: 0 });
	const [id = ''] = await control().createEvents({ count: 1 });
	const result = await samsara.run('safetyEvent.update', {
		safetyEventIds: id,
		eventState: 'dismissed',
		dismissalReason: 'other',
		labels: { behaviorLabelsToAdd: { list: { labels: ['Crash'] } } },
	});

	expect(result.error?.message).toContain('did not complete "Update safety events"');
	expect(result.error?.description).toMatch(
		/the state first and the labels second.*may already be "dismissed" \(other\).*Safety Event → Get/,
	);
	const event = (await control().events()).find((one) => one.id === id);
	expect(event).toMatchObject({ eventState: 'dismissed' });
});

it('a change of the state alone is refused without that warning', async () => {
	await samsara.sandbox.control.addFaults({ kind: 'status', status: 400 });
	const [id = ''] = await control().createEvents({ count: 1 });
	const result = await samsara.run('safetyEvent.update', { safetyEventIds: id, ...review });

	expect(result.error?.message).toContain('refused the input');
	expect(result.error?.description).not.toContain('labels second');
});

it('a token that may not read loses nothing: accepted, and a hint', async () => {
	const [id = ''] = await control().createEvents({ count: 1 });
	const result = await samsara.run(
		'safetyEvent.update',
		{ safetyEventIds: id, ...review, ...confirm },
		{ credential: { accessToken: WRITE_TOKEN } },
	);

	expect(result.error).toBeUndefined();
	expect(result.json).toMatchObject([
		{ id, accepted: true, confirmed: false, confirmation: 'notReadable' },
	]);
	expect(result.hints[0]?.message).toMatch(
		/Confirm could not read 1 of 1 accepted updates.*Read Safety Events & Scores/,
	);
});

it('cancelling ends the waiting at once, and nothing more is read', async () => {
	const { onStart, waits } = cancelledInWait();
	await control().changeSettings({ applyDelayMs: 600_000 });
	const [id = ''] = await control().createEvents({ count: 1 });
	const result = await samsara.run(
		'safetyEvent.update',
		{ safetyEventIds: id, ...review, ...confirm },
		{ onStart },
	);

	expect(result.status).toBe('canceled');
	expect(waits).toEqual([500]);
	// The update, and the first look.
	expect(await samsara.sandbox.control.received()).toHaveLength(2);
});

it('a permission that is missing for reading back is asked for once, however many events there are', async () => {
	sharedVirtualTime();
	const ids = await control().createEvents({ count: 1_000 });
	const result = await samsara.run(
		'safetyEvent.update',
		{ safetyEventIds: ids.join(), ...review, ...confirm },
		{ credential: { accessToken: WRITE_TOKEN } },
	);
	const reads = (await samsara.sandbox.control.received()).filter(({ method }) => method === 'GET');

	expect(result.json.map(({ confirmation }) => confirmation)).toEqual(ids.map(() => 'notReadable'));
	expect(result.hints.map(({ message }) => message)).toEqual([
		expect.stringMatching(
			/^Confirm could not read 1000 of 1000 accepted updates: .*"Read Safety Events & Scores"/,
		),
	]);
	// Those that were under way together.
	expect(reads).toHaveLength(5);
});

it('an event that was read before reading broke keeps what it showed', async () => {
	sharedVirtualTime();
	await control().changeSettings({ applyDelayMs: 3_600_000 });
	const [id = ''] = await control().createEvents({ count: 1 });
	await samsara.sandbox.control.addFaults({
		...{ kind: 'status', status: 503, method: 'GET', skip: 1, times: 'always' },
	});
	const { json, hints } = await samsara.run('safetyEvent.update', {
		safetyEventIds: id,
		...review,
		...confirm,
	});

	expect(json).toMatchObject([{ id, confirmation: 'notVisibleYet', eventState: 'needsReview' }]);
	expect(hints.map(({ message }) => message)).toEqual([
		expect.stringMatching(/^Confirm could not read 1 of 1 accepted updates: .* with 503, 5 times/),
	]);
});
