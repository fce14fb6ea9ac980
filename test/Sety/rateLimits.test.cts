import type { OnError } from 'n8n-workflow';

import { setyBench } from '../../harness/engine/sety.cts';
import { virtualTime } from '../../harness/engine/virtualTime.cts';
import type { FaultOrder } from '../../sandbox/faults.cts';

const sety = setyBench();

const emergencies = {
	subjectName: 'Amaka Obi',
	latitude: '6.5244',
	longitude: '3.3792',
	idempotencyKey: '={{ "alarm-" + $json.n }}',
};
const thirty = [Array.from({ length: 30 }, (_value, n) => ({ n }))];
const HOW_TO_STOP: OnError[] = ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'];

/** Keys of the emergencies that were sent, once for each request. */
async function keysSent(): Promise<string[]> {
	const received = await sety.sandbox.control.received();
	return received.map(({ body }) => (body as { idempotency_key: string }).idempotency_key);
}

/** How many emergencies exist. */
async function created(): Promise<number> {
	const received = await sety.sandbox.control.received();
	return received.filter(({ status }) => status === 201).length;
}

const refused = (headers: Record<string, string>, times: FaultOrder['times'] = 1): FaultOrder => ({
	kind: 'status',
	status: 429,
	headers,
	times,
});

const TOO_LONG: Array<[string, Record<string, string>]> = [
	['61 s', { 'retry-after': '61' }],
	['an hour', { 'retry-after': '3600' }],
	['an hour by X-RateLimit-Reset', { 'x-ratelimit-reset': '3600' }],
	['an hour by RateLimit-Reset', { 'ratelimit-reset': '3600' }],
];

describe.each(HOW_TO_STOP)('30 emergencies, five at once, On Error %s', (onError) => {
	it.each(TOO_LONG)('one refusal with %s costs its own item at most', async (_what, headers) => {
		const { waits } = virtualTime();
		await sety.sandbox.control.addFaults(refused(headers));
		const { outputs, error } = await sety.run('incident.create', emergencies, {
			input: thirty,
			onError,
		});

		const sent = await keysSent();
		expect(new Set(sent).size).toBe(30);
		expect(sent).toHaveLength(30);
		expect(waits).toEqual([]);
		expect(await created()).toBe(29);
		if (onError === 'stopWorkflow') {
			expect(error?.message).toContain('The rate limit of Sety did not allow');
			expect(error?.message).toContain('29 incidents created');
		} else {
			const items = outputs.flat().map(({ json }) => json);
			expect(items.filter(({ incident_id: id }) => typeof id === 'string')).toHaveLength(29);
			expect(items.filter(({ error: message }) => message !== undefined)).toHaveLength(1);
		}
	});

	it('a refusal of all of them costs one request each', async () => {
		const { waits } = virtualTime();
		await sety.sandbox.control.addFaults(refused({ 'retry-after': '3600' }, 'always'));
		await sety.run('incident.create', emergencies, { input: thirty, onError });

		expect(await keysSent()).toHaveLength(30);
		expect(new Set(await keysSent()).size).toBe(30);
		expect(waits).toEqual([]);
	});

	it.each([
		['a text with a year in it', { 'retry-after': 'try 2050' }],
		['400 digits', { 'retry-after': '9'.repeat(400) }],
		['a negative number', { 'retry-after': '-5' }],
		['a moment in the past', { 'retry-after': 'Tue, 10 Mar 2015 14:30:05 GMT' }],
		['a moment in 2050', { 'x-ratelimit-reset': '2050-01-01T00:00:00Z' }],
		['nothing', {}],
	])('%s is no hint: all 30 go through', async (_what, headers) => {
		virtualTime();
		await sety.sandbox.control.addFaults(refused(headers));
		const { error } = await sety.run('incident.create', emergencies, { input: thirty, onError });

		expect(error).toBeUndefined();
		expect(await created()).toBe(30);
		expect(await keysSent()).toHaveLength(31);
	});

	it('a pause that may be waited for is waited for', async () => {
		const { waits } = virtualTime();
		await sety.sandbox.control.addFaults(refused({ 'retry-after': '60' }));
		const { error } = await sety.run('incident.create', emergencies, { input: thirty, onError });

		expect(error).toBeUndefined();
		expect(Math.max(...waits)).toBeLessThanOrEqual(60_000);
		expect(await created()).toBe(30);
	});
});

/** One of them. */
const emergency = { ...emergencies, idempotencyKey: 'alarm-7' };

describe('a limit that holds for a while', () => {
	it('without a hint it is waited for as long as the option allows, whatever the attempts', async () => {
		virtualTime();
		await sety.sandbox.control.addFaults(refused({}, 9));
		const options = { maxRateLimitWait: 300 };
		const { error } = await sety.run('incident.create', { ...emergency, options });

		expect(error).toBeUndefined();
		expect(await keysSent()).toHaveLength(10);
	});

	it.each<[string, Partial<FaultOrder>]>([
		['RateLimit-Reset', { headers: { 'ratelimit-reset': '4' } }],
		['RateLimit', { headers: { ratelimit: 'limit=5, remaining=0, reset=4' } }],
		['X-RateLimit-Reset in seconds', { headers: { 'x-ratelimit-reset': '4' } }],
		['a JSON body', { body: { message: 'Slow down', retry_after: 4 } }],
		['a JSON body with an error', { body: { error: { retryAfter: 4 } } }],
		['a JSON body in milliseconds', { body: { retry_after_ms: 4_000 } }],
	])('%s is a hint', async (_what, fault) => {
		const { waits } = virtualTime();
		await sety.sandbox.control.addFaults({ ...refused({}), ...fault } as FaultOrder);
		const { error } = await sety.run('incident.create', emergency);

		expect(error).toBeUndefined();
		expect(waits).toEqual([4_000]);
	});

	it.each([
		['seconds', 1_000],
		['milliseconds', 1],
	])('epoch %s are a hint', async (_what, unit) => {
		const { waits } = virtualTime();
		const reset = String(Math.ceil((Date.now() + 4_000) / unit));
		await sety.sandbox.control.addFaults(refused({ 'x-ratelimit-reset': reset }));
		const { error } = await sety.run('incident.create', emergency);

		expect(error).toBeUndefined();
		// The Date of the answer has whole seconds.
		expect(waits).toHaveLength(1);
		expect(waits[0]).toBeGreaterThan(2_000);
		expect(waits[0]).toBeLessThanOrEqual(6_000);
	});
});
