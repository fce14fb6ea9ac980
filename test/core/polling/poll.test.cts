import { z } from 'zod';

import { ApiFailure } from '../../../nodes/core/failures/failures.ts';
import { poll } from '../../../nodes/core/polling/poll.ts';
import type { SourceDefinition } from '../../../nodes/core/polling/source.ts';
import { source } from '../../../nodes/core/polling/source.ts';

const event = (count: number) => ({
	id: `counted:${count}`,
	type: 'counted',
	time: count,
	json: { count },
});

function counter(changes: Partial<SourceDefinition<number, number>> = {}) {
	return source<number, number>({
		name: 'counter',
		fingerprint: 'one',
		state: z.number(),
		scan: async (state) => (state ?? 0) + 1,
		reduce: (_state, count) => ({ state: count, emit: [event(count)] }),
		...changes,
	});
}

function hostWith(state: unknown) {
	const warnings: string[] = [];
	const host = {
		state,
		warnings,
		readState: () => host.state,
		writeState(next: unknown) {
			host.state = next;
		},
		clock: { now: () => 0, monotonic: () => 0 },
		budgetMs: 1_000,
		warn: (text: string) => warnings.push(text),
		reported: [] as unknown[],
		reportFailure: (failure: unknown) => void host.reported.push(failure),
	};
	return host;
}

const stored = (kept: unknown) => ({ version: 1, revision: 3, sources: { counter: kept } });

it.each([
	['nothing', undefined, 1],
	['what is no state', 'rubbish', 1],
	['the state of another version', { ...stored({}), version: 2 }, 1],
	['a source that is none', stored(null), 1],
	['a source of another account', stored({ fingerprint: 'two', state: 5 }), 1],
	['a source in another form', stored({ fingerprint: 'one', state: 'five' }), 1],
	['its own state', stored({ fingerprint: 'one', state: 5 }), 6],
])('begins with %s', async (_name, state, count) => {
	const events = await poll(hostWith(state), [counter()], { most: 5 });

	expect(events).toEqual([event(count)]);
});

it('warns once of the same thing', async () => {
	const host = hostWith(undefined);
	const scan: SourceDefinition<number, number>['scan'] = async (_state, { warn }) => {
		for (let n = 0; n < 9; n++) warn('Something is odd');
		return 1;
	};
	await poll(host, [counter({ scan })], { most: 5 });

	expect(host.warnings).toEqual(['Something is odd']);
});

it('a part that could not be read is reported, and thrown only when there is nothing to emit', async () => {
	const failing = counter({
		reduce: () => ({ state: 1, emit: [], failure: new Error('A part is missing') }),
	});
	const other = counter({ name: 'other' });

	await expect(poll(hostWith(undefined), [failing], { most: 5 })).rejects.toThrow(
		'A part is missing',
	);
	const host = hostWith(undefined);
	expect(await poll(host, [failing, other], { most: 5 })).toHaveLength(1);
	expect(host.reported).toEqual([new Error('A part is missing')]);
});

it.each([
	['of another version', { ...stored({}), version: 2 }],
	['in another form', stored({ fingerprint: 'one', state: 'five' })],
	['of other settings', stored({ fingerprint: 'two', state: 5 })],
])('warns when it cannot go on from what is stored: %s', async (_what, state) => {
	const host = hostWith(state);
	await poll(host, [counter()], { most: 5 });

	expect(host.warnings).toEqual([expect.stringContaining('starts over')]);
});

it.each([
	['revision', null],
	['revision', 1e300],
	['revision', -1],
	['revision', '3'],
	['said', null],
	['said', ['once', null]],
	['said', { 0: 'once' }],
])('goes on from the state of a source although %s is %j', async (name, damaged) => {
	const host = hostWith({ ...stored({ fingerprint: 'one', state: 5 }), [name]: damaged });

	expect(await poll(host, [counter()], { most: 5 })).toEqual([event(6)]);
	expect(host.warnings).toEqual([]);
	expect(host.state).toMatchObject({ revision: name === 'said' ? 4 : 1 });
});

describe('several parts that cannot be read', () => {
	const failing = (name: string, text: string) =>
		counter({ name, scan: async () => await Promise.reject(new Error(text)) });
	const known = { fingerprint: 'one', state: 5 };

	it('are all named, the one that was never read first', async () => {
		const host = hostWith({ version: 1, revision: 0, sources: { incidents: known } });
		const sources = [failing('incidents', 'No answer.'), failing('dangerZones', 'Not found.')];

		await expect(poll(host, sources, { most: 5 })).rejects.toThrow(
			'2 of the watched parts could not be read. danger zones: Not found. | incidents: No answer.',
		);
	});

	it('are all named beside what is emitted', async () => {
		const sources = { a: known, b: known, c: known };
		const host = hostWith({ version: 1, revision: 0, sources });
		const watched = [
			failing('a', 'No answer.'),
			counter({ name: 'b' }),
			failing('c', 'Not found.'),
		];

		expect(await poll(host, watched, { most: 5 })).toHaveLength(1);
		expect(host.reported).toEqual([
			expect.objectContaining({
				message: '2 of the watched parts could not be read. a: No answer. | c: Not found.',
			}),
		]);
	});

	it('ask for the longest of their waits', async () => {
		const limited = (name: string, retryAfterMs: number) =>
			counter({
				name,
				async scan() {
					const details = { status: 429, retryAfterMs, attempts: 1, certainlyWithoutEffect: true };
					return await Promise.reject(new ApiFailure('Too fast', '', details));
				},
			});
		const host = hostWith({ version: 1, revision: 0, sources: { a: known, b: known } });

		await expect(
			poll(host, [limited('a', 1_000), limited('b', 60_000)], { most: 5 }),
		).rejects.toMatchObject({ details: { status: 429, retryAfterMs: 60_000 } });
	});
});

it('reports once in all what is reported once', async () => {
	const first: boolean[] = [];
	const scan: SourceDefinition<number, number>['scan'] = async (_state, { isFirst }) => {
		first.push(isFirst('something'), isFirst('something'), isFirst('else'));
		return 1;
	};
	const host = hostWith(undefined);
	for (let n = 0; n < 2; n++) await poll(host, [counter({ scan })], { most: 5 });

	expect(first).toEqual([true, false, true, false, false, false]);
});

it('stops reading after 80 % of its budget', async () => {
	const host = { ...hostWith(undefined), budgetMs: 1_000, time: 50_000 };
	const times: number[] = [];
	const scan: SourceDefinition<number, number>['scan'] = async (_state, { outOfTime }) => {
		for (host.time = 50_000; !outOfTime(); host.time += 10) times.push(host.time);
		return 1;
	};
	await poll(
		{ ...host, clock: { now: () => 0, monotonic: () => host.time } },
		[counter({ scan })],
		{ most: 5 },
	);

	expect([times[0], times.at(-1)]).toEqual([50_000, 50_790]);
});

it('says nothing when there is nothing yet', async () => {
	const host = hostWith(undefined);
	await poll(host, [counter()], { most: 5 });

	expect(host.warnings).toEqual([]);
});

it('polls that all take longer than the interval do not overtake one another for ever', async () => {
	const gates: Array<() => void> = [];
	const overtaken: boolean[] = [];
	const slow = counter({
		async scan() {
			await new Promise<void>((open) => gates.push(open));
			return 1;
		},
		reduce(_state, count, context) {
			overtaken.push(context.overtaken);
			return { state: count, emit: [] };
		},
	});
	const host = hostWith(stored({ fingerprint: 'one', state: 0 }));
	// One ends each time after the next has begun.
	let before = poll(host, [slow], { most: 5 });
	for (let n = 0; n < 6; n++) {
		const next = poll(host, [slow], { most: 5 });
		gates.shift()?.();
		await before;
		before = next;
	}

	expect(overtaken).toEqual([false, true, false, true, false, true]);
});

it('forgets a source that is not watched any more', async () => {
	const host = hostWith(stored({ fingerprint: 'one', state: 5 }));
	await poll(host, [counter({ name: 'other' })], { most: 5 });

	expect(Object.keys((host.state as { sources: object }).sources)).toEqual(['other']);
});

it('writes nothing when deciding goes wrong', async () => {
	const state = stored({ fingerprint: 'one', state: 5 });
	const host = hostWith(state);
	const reduce = () => {
		throw new Error('A mistake');
	};

	await expect(poll(host, [counter({ reduce })], { most: 5 })).rejects.toThrow('A mistake');
	expect(host.state).toBe(state);
});
