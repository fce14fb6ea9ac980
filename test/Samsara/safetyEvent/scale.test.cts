import { heapAtRequests } from '../../../harness/engine/heap.cts';
import { samsaraBench } from '../../../harness/engine/samsara.cts';
import type { SandboxProcess } from '../../../harness/engine/sandboxProcess.cts';
import { startSandboxProcess } from '../../../harness/engine/sandboxProcess.cts';
import { virtualTime } from '../../../harness/engine/virtualTime.cts';
import type { ReceivedRequest } from '../../../sandbox/recorder.cts';

const samsara = samsaraBench();

const dismiss = { eventState: 'dismissed', dismissalReason: 'minorEvent' };

const idsIn = ({ body }: ReceivedRequest) => (body as { safetyEventIds: string[] }).safetyEventIds;

/** The most requests in any second, by the sandbox's clock. */
function mostInASecond(received: readonly ReceivedRequest[]): number {
	const times = received.map(({ at }) => Date.parse(at));
	return Math.max(
		...times.map((from) => times.filter((at) => at >= from && at < from + 1_000).length),
	);
}

// How close it comes to the bound of the limit is a matter of the benchmarks.
it('10,000 IDs: 50 calls, never more than five in a second', async () => {
	const { control } = samsara.sandbox;
	virtualTime({ passElsewhere: async (ms) => await control.advance(ms) });
	const ids = await samsara.sandbox.control.samsara.createEvents({ count: 10_000 });
	const result = await samsara.run('safetyEvent.update', {
		safetyEventIds: ids.join(','),
		...dismiss,
	});

	expect(result.error).toBeUndefined();
	expect(result.json.map(({ id }) => id)).toEqual(ids);
	const received = await samsara.sandbox.control.received();
	expect(received).toHaveLength(50);
	expect(received.every(({ status }) => status === 202)).toBe(true);
	expect(received.flatMap(idsIn).sort()).toEqual([...ids].sort());
	expect(mostInASecond(received)).toBeLessThanOrEqual(5);
});

describe('10,000 IDs: of a call that was answered nothing stays but its results', () => {
	let sandbox: SandboxProcess;
	beforeAll(async () => {
		sandbox = await startSandboxProcess();
	});
	afterAll(async () => await sandbox.close());

	// Measured: 40 bytes with Node.js 24, 150 with 20. With what the calls are answered it would be 130 more.
	const MOST_BYTES_PER_ID = 210;

	it('between the 5th and the 45th call', async () => {
		virtualTime();
		await sandbox.control.samsara.changeSettings({ rateLimits: false });
		const ids = await sandbox.control.samsara.createEvents({ count: 10_000 });
		const credential = { baseUrl: `${sandbox.origin}/samsara/us` };
		const [early = NaN, late = NaN] = await heapAtRequests([5, 45], '/batch', async () => {
			const parameters = { safetyEventIds: ids.join(','), ...dismiss };
			const { json } = await samsara.run('safetyEvent.update', parameters, { credential });
			expect(json).toHaveLength(10_000);
		});

		expect((late - early) / (40 * 200)).toBeLessThan(MOST_BYTES_PER_ID);
	});
});

it('10,000 items with 40 different changes: the fewest calls, every item answered in its place', async () => {
	virtualTime();
	await samsara.sandbox.control.samsara.changeSettings({ rateLimits: false });
	const ids = await samsara.sandbox.control.samsara.createEvents({ count: 10_000 });
	const items = ids.map((id, index) => ({ id, comment: `Reviewed by team ${index % 40}` }));
	const result = await samsara.run(
		'safetyEvent.update',
		{
			safetyEventIds: '={{ $json.id }}',
			...dismiss,
			dismissalComment: '={{ $json.comment }}',
		},
		{ input: [items] },
	);

	expect(result.error).toBeUndefined();
	// 250 events for each of 40 changes: two calls each.
	expect(await samsara.sandbox.control.received()).toHaveLength(80);
	expect(
		result.outputs[0]?.map(({ json, pairedItem }) => [
			json.id,
			(pairedItem as { item: number }).item,
		]),
	).toEqual(ids.map((id, item) => [id, item]));
	const stored = await samsara.sandbox.control.samsara.events();
	expect(stored.filter(({ eventState }) => eventState === 'dismissed').length).toBeGreaterThan(0);
});

it('1,000 IDs of which 7 are unknown: 993 updated, 7 reported, every item paired', async () => {
	virtualTime();
	const { control } = samsara.sandbox;
	await control.samsara.changeSettings({ rateLimits: false, applyDelayMs: 0 });
	const known = await control.samsara.createEvents({ count: 993 });
	const ids = [...known];
	const unknown = [3, 4, 250, 555, 799, 800, 999].map((place, n) => {
		const id = `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
		ids.splice(place, 0, id);
		return id;
	});
	expect(ids).toHaveLength(1_000);
	const result = await samsara.run(
		'safetyEvent.update',
		{ safetyEventIds: '={{ $json.id }}', ...dismiss },
		{ input: [ids.map((id) => ({ id }))], onError: 'continueErrorOutput' },
	);

	const [good = [], bad = []] = result.outputs;
	const paired = (items: typeof good) =>
		items.map(({ pairedItem }) => ids[(pairedItem as { item: number }).item]);
	expect(good.map(({ json }) => json.id)).toEqual(known);
	expect(paired(good)).toEqual(known);
	expect(paired(bad)).toEqual(unknown);
	expect(bad.map(({ json }) => json.error)).toEqual(
		unknown.map((id) => `Samsara has no safety event ${id} [item ${ids.indexOf(id)}]`),
	);
	const stored = await control.samsara.events();
	const dismissed = stored.filter(({ eventState }) => eventState === 'dismissed');
	expect(dismissed.map(({ id }) => id).sort()).toEqual([...known].sort());
});
