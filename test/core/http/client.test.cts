import type { ApiFailure } from '../../../nodes/core/failures/failures.ts';
import type { Fetched } from '../../../nodes/core/http/client.ts';
import { httpClient } from '../../../nodes/core/http/client.ts';
import { createRateLimiter } from '../../../nodes/core/http/rateLimiter.ts';
import type { Effect, Outcome } from '../../../nodes/core/http/request.ts';
import { simulatedClock } from './simulatedClock.cts';

const words = { service: 'Service', call: 'List records', secrets: ['hush'] };

const saying = (message: string) => ({
	...{ name: 'ApiFailure', message: expect.stringContaining(message) as string },
});

const answer = (status: number, body: unknown, headers = {}): Outcome => ({
	...{ kind: 'answer', status, body, headers },
});

/** What comes of asking a service that answers with the outcomes one after the other. */
async function ask(effect: Effect, outcomes: Outcome[], onRefusal?: (body: unknown) => void) {
	const clock = simulatedClock();
	const rest = [...outcomes];
	const send = async () => await Promise.resolve(rest.shift() as Outcome);
	const fetch = httpClient({ limiter: createRateLimiter(send, { clock }), clock });
	const request = {
		...{ method: 'GET' as const, url: 'https://service.example/', effect },
		...{ timeoutMs: 1_000, maxWaitMs: 60_000 },
	};
	const asked: Promise<Fetched | ApiFailure> = fetch(request, { ...words, onRefusal });
	return await clock.until(asked.catch((reason: unknown) => reason as ApiFailure));
}

it.each<[number, unknown, object]>([
	[200, { id: 1 }, { id: 1 }],
	[299, [1], [1]],
	[204, '', {}],
	[204, undefined, {}],
])('an answer %i with %j is %j', async (status, body, read) => {
	expect(await ask('read', [answer(status, body)])).toMatchObject({ status, body: read });
});

it('an answer tells the time and the room of the service', async () => {
	const headers = { date: 'Tue, 10 Mar 2026 14:30:00 GMT', 'x-ratelimit-remaining': '7' };

	expect(await ask('read', [answer(200, {}, headers)])).toMatchObject({
		answeredAt: Date.parse('2026-03-10T14:30:00Z'),
		requestsLeft: 7,
		repeatedBlindly: false,
	});
	expect(await ask('read', [answer(200, {})])).toMatchObject({
		answeredAt: undefined,
		requestsLeft: undefined,
	});
});

it('says when it may be the answer to a repeat', async () => {
	const broken: Outcome = { kind: 'interrupted', code: 'ECONNRESET' };

	expect(await ask('safeWrite', [broken, answer(200, {})])).toMatchObject({
		repeatedBlindly: true,
	});
});

it.each([199, 300, 400])('status %i is a refusal, whose body the caller sees', async (status) => {
	const refused: unknown[] = [];
	const failure = await ask('read', [answer(status, { message: 'No, hush' })], (body) =>
		refused.push(body),
	);

	expect(failure).toMatchObject({ name: 'ApiFailure', details: { status } });
	expect(refused).toEqual([{ message: 'No, hush' }]);
});

it('a refusal without anybody who wants its body is a refusal, too', async () => {
	expect(await ask('read', [answer(400, {})])).toMatchObject(saying('refused the input'));
});

it('what never left has no body', async () => {
	const refused: unknown[] = [];
	const blocked: Outcome = { kind: 'blocked', reason: 'not allowed' };

	expect(await ask('read', [blocked], (body) => refused.push(body))).toMatchObject(
		saying('could not be sent'),
	);
	expect(refused).toEqual([]);
});

it.each<[Effect, unknown, string]>([
	['read', '<html>', 'without readable JSON'],
	['unsafeWrite', '<html>', 'without readable JSON'],
	['read', { success: false }, 'without saying that it succeeded'],
	['unsafeWrite', { ok: false }, 'without saying that it succeeded'],
])('%s: an answer %j is no success', async (effect, body, message) => {
	const answers = Array.from({ length: 9 }, () => answer(200, body));

	expect(await ask(effect, answers)).toMatchObject(saying(message));
});

it('explains what an answer lacks, without secrets', async () => {
	const { lacks } = (await ask('read', [answer(200, { note: 'hush' })])) as Fetched;
	const failure = lacks('an ID');

	expect(failure.message).toBe('Service answered "List records" without an ID');
	expect(failure.howToGoOn).toContain('The response begins: ');
	expect(failure.howToGoOn).not.toContain('hush');
	expect(failure.details).toMatchObject({ status: 200, attempts: 1 });
});
