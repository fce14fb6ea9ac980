import fc from 'fast-check';

import type { CompleteEvent } from '../../../nodes/SafetyKit/event/event.ts';
import type { Batching } from '../../../nodes/SafetyKit/event/options.ts';
import { sendInBatches } from '../../../nodes/SafetyKit/event/sendInBatches.ts';
import {
	ALIKE_REFUSALS,
	MOST_SEARCH_CALLS,
	MOST_UNANSWERED,
} from '../../../nodes/SafetyKit/event/batchFailures.ts';
import type { BatchAnswer } from '../../../nodes/SafetyKit/event/batchAnswer.ts';
import { jsonBytes } from '../../../nodes/core/batching/inBatches.ts';
import type { FailureDetails } from '../../../nodes/core/failures/failures.ts';
import { ApiFailure } from '../../../nodes/core/failures/failures.ts';
import { ExecutionCancelled } from '../../../nodes/core/failures/cancellation.ts';

/** What the service makes of an event: an answer of 400, or undefined for one that is fine. */
type Verdict = (number: number) => string | undefined;

interface ServiceOptions {
	verdict?: Verdict;
	/** Whether the answer says which events are at fault: all of them, the first one, or none. */
	names?: 'all' | 'first' | 'none';
	mostEvents?: number;
	/** The call at which something else happens. */
	at?: { call: number; failure: unknown; forever?: boolean };
}

const numberOf = ({ idempotency_key: key }: CompleteEvent) => Number(key);

/** The service as the documents have it: a batch is stored as a whole or not at all. */
function service({
	verdict = () => undefined,
	names = 'none',
	mostEvents = Infinity,
	at,
}: ServiceOptions) {
	const stored: number[] = [];
	const sizes: number[] = [];
	const send = async (events: readonly CompleteEvent[]): Promise<BatchAnswer> => {
		const call = sizes.push(events.length);
		await Promise.resolve();
		const goesWrong = at !== undefined && (call === at.call || (at.forever && call > at.call));
		if (goesWrong) return { kind: 'failed', failure: at.failure };
		const failure = (status: number, answer: string) =>
			new ApiFailure(`answered ${status}`, '', {
				...{ status, answer, attempts: 1, certainlyWithoutEffect: true },
			});
		if (events.length > mostEvents) return { kind: 'tooLarge', failure: failure(413, 'too large') };
		const wrong = events.flatMap((event, index) => {
			const why = verdict(numberOf(event));
			return why === undefined ? [] : [[index, why] as const];
		});
		const [first] = wrong;
		if (first === undefined) {
			stored.push(...events.map(numberOf));
			return {
				kind: 'accepted',
				receipts: events.map((event) => ({ event_id: `id ${numberOf(event)}` })),
			};
		}
		const named = names === 'all' ? wrong : names === 'first' ? [first] : [];
		return { kind: 'refused', failure: failure(400, first[1]), faults: new Map(named) };
	};
	return { send, stored, sizes };
}

const posted = (count: number) =>
	Array.from({ length: count }, (_none, item) => {
		const event = { idempotency_key: String(item), timestamp: '2026-05-21T00:15:15.000Z' };
		return { item, event, bytes: jsonBytes(event) };
	});

const BATCHING: Batching = {
	...{
		maxCount: 100,
		maxBytes: 512 * 1024,
		parallel: 1,
		keepUserOrder: false,
		isolateRefused: true,
	},
};

async function run(
	count: number,
	options: ServiceOptions,
	{ stopsAtFailure = false, ...batching }: Partial<Batching> & { stopsAtFailure?: boolean } = {},
) {
	const { send, stored, sizes } = service(options);
	const results = await sendInBatches(
		posted(count),
		{ ...BATCHING, ...batching },
		{ send, stopsAtFailure },
	);
	const failures = new Map(
		results.flatMap((result) =>
			'failure' in result ? [[result.item, result.failure]] : [],
		) as Array<[number, ApiFailure]>,
	);
	return { results, failures, stored, calls: sizes.length, sizes };
}

const range = (from: number, to: number) =>
	Array.from({ length: to - from }, (_none, index) => from + index);

it.each(['all', 'first', 'none'] as const)(
	'finds whatever events are refused, and stores the others in order (the answer names %s)',
	async (names) => {
		await fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 1, max: 60 }),
				fc.array(fc.nat({ max: 59 }), { maxLength: 8 }),
				fc.integer({ min: 1, max: 25 }),
				async (count, bad, maxCount) => {
					const wrong = new Set(bad.filter((number) => number < count));
					const verdict: Verdict = (n) => (wrong.has(n) ? `no ${n}` : undefined);
					const { results, failures, stored } = await run(count, { verdict, names }, { maxCount });

					expect(stored).toEqual(range(0, count).filter((n) => !wrong.has(n)));
					expect(new Set(failures.keys())).toEqual(wrong);
					expect(results.map(({ item }) => item).sort((a, b) => a - b)).toEqual(range(0, count));
				},
			),
		);
	},
);

describe('an answer that is about everything', () => {
	const verdict: Verdict = () => 'Account not enabled';

	it('is found out within these limits', () => {
		expect([ALIKE_REFUSALS, MOST_UNANSWERED, MOST_SEARCH_CALLS]).toEqual([10, 3, 300]);
	});

	it('is not what events are each told in other words', async () => {
		const { failures, sizes } = await run(100, { verdict: (n) => `no ${n}` });

		expect(sizes.filter((size) => size === 1)).toHaveLength(100);
		expect([...failures.values()].map(({ details }) => details.answer)).toEqual(
			range(0, 100).map((n) => `no ${n}`),
		);
	});

	it('with On Error = Stop ends with the first event that was refused alone', async () => {
		const { results, calls } = await run(100, { verdict }, { stopsAtFailure: true });

		expect(calls).toBe(8);
		expect(results.map(({ item }) => item)).toEqual([0]);
	});

	it('is taken for that after some events alone', async () => {
		const { failures, sizes } = await run(100, { verdict });

		expect(failures.size).toBe(100);
		expect(sizes.filter((size) => size === 1)).toHaveLength(ALIKE_REFUSALS);
		expect(sizes.length).toBeLessThan(3 * ALIKE_REFUSALS);
		expect(failures.get(0)?.details.status).toBe(400);
		expect(failures.get(99)?.message).toMatch(
			/^Not sent: SafetyKit refused 10 events of this run one by one/,
		);
		// It was not itself what was answered 400, and may be sent again as it is.
		expect(failures.get(99)?.details.status).toBeUndefined();
		expect(failures.get(99)?.howToGoOn).toContain('Account not enabled');
	});

	it('is tried out with one event of each batch after the first', async () => {
		const { failures, sizes } = await run(500, { verdict });

		expect(failures.size).toBe(500);
		expect(sizes.filter((size) => size === 1)).toHaveLength(ALIKE_REFUSALS + 4);
	});

	it('takes few requests, however many events there are', async () => {
		const { failures, calls } = await run(10_000, { verdict });

		expect(failures.size).toBe(10_000);
		expect(calls).toBeLessThanOrEqual(100 + MOST_SEARCH_CALLS);
	});

	it('is not what some events at the beginning have in common', async () => {
		const { stored } = await run(300, { verdict: (n) => (n < 15 || n === 250 ? 'no' : undefined) });

		// Of the first batch, those behind are not tried; the others are searched anew.
		expect(stored).toEqual(range(100, 300).filter((n) => n !== 250));
	});

	it('is found out of 413, too', async () => {
		const { failures, calls } = await run(500, { mostEvents: 0 });

		expect(failures.size).toBe(500);
		expect(calls).toBeLessThan(60);
	});
});

it('searches no further than its limit, and sends what is not refused all the same', async () => {
	// Every other event: hundreds of requests a thousand.
	const verdict: Verdict = (n) => (n % 2 === 0 && n < 1000 ? `no ${n}` : undefined);
	const { failures, stored, calls } = await run(1100, { verdict });
	const undecided = [...failures.values()].filter(({ details }) => details.status === undefined);

	expect(calls).toBe(11 + MOST_SEARCH_CALLS);
	expect(undecided.length).toBeGreaterThan(0);
	expect(undecided[0]?.message).toContain(`limit of ${MOST_SEARCH_CALLS} requests`);
	expect(undecided[0]?.howToGoOn).toMatch(
		/^This event may be valid\. .*then send the items with this message again\.$/,
	);
	expect(stored.slice(-100)).toEqual(range(1000, 1100));
	expect(failures.size + stored.length).toBe(1100);
});

it('counts requests also where the answer names one event at a time', async () => {
	const verdict: Verdict = (n) => `no ${n}`;
	const { calls } = await run(1000, { verdict, names: 'first' });

	expect(calls).toBe(10 + MOST_SEARCH_CALLS);
});

it('says of an event that the answer names that the others are sent without it', async () => {
	const verdict: Verdict = (n) => (n === 3 ? 'no' : undefined);
	const { failures } = await run(20, { verdict, names: 'all' }, { maxCount: 5 });

	expect(failures.get(3)?.howToGoOn).toContain('The node sends the other events without it.');
});

it('with On Error = Stop sends nothing after an event that the answer names', async () => {
	const verdict: Verdict = (n) => (n === 3 ? 'no' : undefined);
	const { results, failures, stored } = await run(
		20,
		{ verdict, names: 'all' },
		{ maxCount: 5, stopsAtFailure: true },
	);

	expect(stored).toEqual([]);
	expect(results.map(({ item }) => item)).toEqual([3]);
	expect(failures.get(3)?.howToGoOn).toContain('On Error');
});

it('learns from 413 how much a request may hold', async () => {
	const { stored, sizes } = await run(1000, { mostEvents: 30 });

	expect(stored).toEqual(range(0, 1000));
	// Of the first batch 100 and 50 are refused; after that hardly any.
	expect(sizes.filter((size) => size > 30).length).toBeLessThan(10);
});

it('halving for the size does not use up the search for events at fault', async () => {
	const { stored, calls } = await run(1000, {
		mostEvents: 1,
		verdict: (n) => (n === 999 ? 'no' : undefined),
	});

	expect(calls).toBeGreaterThan(MOST_SEARCH_CALLS);
	expect(stored).toEqual(range(0, 999));
});

it('tries an event that is too large alone once, and lets it make the others no smaller', async () => {
	const giant = 7;
	const { send, sizes } = service({});
	const events = posted(200).map((one) => (one.item === giant ? { ...one, bytes: 100_000 } : one));
	const results = await sendInBatches(events, BATCHING, {
		stopsAtFailure: false,
		send: async (batch) => {
			if (!batch.some((event) => numberOf(event) === giant)) return await send(batch);
			const details = { status: 413, attempts: 1, certainlyWithoutEffect: true };
			return { kind: 'tooLarge', failure: new ApiFailure('too large', '', details) };
		},
	});

	expect(results.filter((result) => 'failure' in result).map(({ item }) => item)).toEqual([giant]);
	expect(sizes).toContain(100);
});

it('halves what is too large without using up the search for events at fault', async () => {
	const count = 2 * MOST_SEARCH_CALLS;
	const { stored, failures, calls } = await run(count, { mostEvents: 1 }, { maxCount: 1_000 });

	expect(failures.size).toBe(0);
	expect(stored).toEqual(range(0, count));
	// One request for each event, and one for each size that was found too large.
	expect(calls).toBeLessThan(count + 20);
});

describe('what ends the run', () => {
	it.each([401, 403, 404, 405])('%d is told for all, without another request', async (status) => {
		const failure = new ApiFailure('no', '', {
			...{ status, attempts: 1, certainlyWithoutEffect: true },
		});
		const { failures, calls } = await run(300, { at: { call: 2, failure } });

		expect([...failures.keys()]).toEqual(range(100, 300));
		expect(calls).toBe(2);
	});

	it.each<[string, Partial<FailureDetails>]>([
		['503', { status: 503 }],
		['a broken connection', { code: 'ECONNRESET', certainlyWithoutEffect: false }],
		['no room in the rate limit', { status: 429 }],
	])(
		'%s for some batches in a row is an outage, and the others are not tried',
		async (_what, why) => {
			const details = { attempts: 5, certainlyWithoutEffect: true, ...why };
			const outage = new ApiFailure('down', '', details);
			const { failures, stored, calls } = await run(10_000, {
				at: { call: 2, failure: outage, forever: true },
			});

			expect(calls).toBe(1 + MOST_UNANSWERED);
			expect(stored).toEqual(range(0, 100));
			expect(failures.size).toBe(9_900);
			expect(failures.get(100)).toBe(outage);
			expect(failures.get(9_999)?.message).toMatch(/^Not sent/);
			expect(failures.get(9_999)?.details).toEqual({ attempts: 0, certainlyWithoutEffect: true });
		},
	);

	it.each([
		['one after each answer', (batch: number) => batch % 2 === 0],
		['two, an answer, and two more', (batch: number) => [1, 2, 4, 5].includes(batch)],
	])('outages that are not in a row are none for the others: %s', async (_what, isDown) => {
		const details = { status: 503, attempts: 5, certainlyWithoutEffect: true };
		const { send, stored, sizes } = service({});
		const results = await sendInBatches(posted(1000), BATCHING, {
			stopsAtFailure: false,
			send: async (events) =>
				isDown(Math.floor(numberOf(events[0] as CompleteEvent) / 100))
					? { kind: 'failed', failure: new ApiFailure('down', '', details) }
					: await send(events),
		});
		const answered = range(0, 10).filter((batch) => !isDown(batch));

		expect(sizes).toHaveLength(answered.length);
		expect(stored).toEqual(answered.flatMap((batch) => range(batch * 100, batch * 100 + 100)));
		const failures = results.flatMap((result) => ('failure' in result ? [result.failure] : []));
		expect(failures.every((failure) => (failure as ApiFailure).message === 'down')).toBe(true);
	});

	it('a refusal in between is no outage, so the count begins anew', async () => {
		const statuses = [503, 503, 409, 503, 503];
		const { send, stored } = service({});
		let calls = 0;
		await sendInBatches(posted(700), BATCHING, {
			stopsAtFailure: false,
			async send(events) {
				const status = statuses[calls++];
				if (status === undefined) return await send(events);
				const details = { status, attempts: 1, certainlyWithoutEffect: true };
				return { kind: 'failed', failure: new ApiFailure('no', '', details) };
			},
		});

		expect(calls).toBe(7);
		expect(stored).toEqual(range(500, 700));
	});

	it('an answer of 413 is an answer, so an outage after it begins anew', async () => {
		const details = (status: number) => ({ status, attempts: 5, certainlyWithoutEffect: true });
		const kinds = [503, 503, 413, 503, 503];
		const sent: number[] = [];
		const { send } = service({});
		await sendInBatches(posted(600), BATCHING, {
			stopsAtFailure: false,
			async send(events) {
				const status = kinds[sent.push(events.length) - 1];
				if (status === undefined) return await send(events);
				const failure = new ApiFailure('no', '', details(status));
				return status === 413 ? { kind: 'tooLarge', failure } : { kind: 'failed', failure };
			},
		});

		// Two batches, the third as a whole and its halves, then three batches as they were planned, in halves of 50.
		expect(sent).toEqual([100, 100, 100, 50, 50, 50, 50, 50, 50, 50, 50]);
	});

	it.each([503, 409])('one batch that is answered %d is none', async (status) => {
		const details = { status, attempts: 5, certainlyWithoutEffect: true };
		const failure = new ApiFailure('down', '', details);
		const { stored } = await run(1000, { at: { call: 4, failure } });

		expect(stored).toHaveLength(900);
	});

	it('separate outages are not one after the other: all other batches are sent', async () => {
		const details = { status: 503, attempts: 5, certainlyWithoutEffect: true };
		const { send } = service({});
		const down = new Set([2, 4, 6, 8]);
		let calls = 0;
		const results = await sendInBatches(posted(1000), BATCHING, {
			stopsAtFailure: false,
			send: async (batch) =>
				down.has(++calls)
					? { kind: 'failed', failure: new ApiFailure('down', '', details) }
					: await send(batch),
		});

		expect(calls).toBe(10);
		const failed = results.filter((result) => 'failure' in result).map(({ item }) => item);
		expect(failed).toEqual([
			...range(100, 200),
			...range(300, 400),
			...range(500, 600),
			...range(700, 800),
		]);
	});

	it.each([1, 2])(
		'a cancelled execution leaves in doubt what was under way, and no more (%d at once)',
		async (parallel) => {
			const { results, failures, calls } = await run(
				1000,
				{ at: { call: 3, failure: new ExecutionCancelled() } },
				{ parallel },
			);

			expect([...failures.keys()]).toEqual(range(200, 300));
			expect(results.length).toBeLessThanOrEqual(400);
			expect(calls).toBeLessThanOrEqual(4);
		},
	);

	it('a cancelled search leaves in doubt what was under way', async () => {
		const { results, failures } = await run(100, {
			verdict: (n) => (n === 60 ? 'no' : undefined),
			at: { call: 3, failure: new ExecutionCancelled() },
		});

		// The whole was refused, the first half stored, the second half is under way.
		expect(results.filter((result) => 'output' in result)).toHaveLength(50);
		expect([...failures.keys()]).toEqual(range(50, 100));
	});
});

it('keeps the order of each user in parallel batches, whatever is refused or too large', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.scheduler(),
			fc.array(fc.option(fc.nat(5), { nil: undefined }), { maxLength: 60 }),
			fc.record({
				maxCount: fc.integer({ min: 1, max: 7 }),
				parallel: fc.integer({ min: 1, max: 4 }),
			}),
			fc.uniqueArray(fc.nat(59), { maxLength: 2 }),
			async (scheduler, users, batching, bad) => {
				const verdict = (number: number) => (bad.includes(number) ? 'bad' : undefined);
				const { send, stored } = service({ verdict, mostEvents: 4 });
				const events = posted(users.length).map((one, item) => {
					const user = users[item];
					const event = user === undefined ? one.event : { ...one.event, user_id: `user ${user}` };
					return { ...one, event, bytes: jsonBytes(event) };
				});
				const sending = sendInBatches(
					events,
					{ ...BATCHING, ...batching, keepUserOrder: true },
					{
						stopsAtFailure: false,
						send: async (batch) => {
							await scheduler.schedule(Promise.resolve());
							return await send(batch);
						},
					},
				);
				const results = await scheduler.waitFor(sending);

				expect(new Set(results.map(({ item }) => item)).size).toBe(users.length);
				const good = range(0, users.length).filter((item) => verdict(item) === undefined);
				expect([...stored].sort((a, b) => a - b)).toEqual(good);
				for (const user of new Set(users)) {
					const ofUser = stored.filter((item) => users[item] === user);
					expect(ofUser).toEqual([...ofUser].sort((a, b) => a - b));
				}
			},
		),
	);
});
