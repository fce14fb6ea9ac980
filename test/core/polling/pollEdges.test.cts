import { z } from 'zod';

import { ApiFailure, InvalidInput } from '../../../nodes/core/failures/failures.ts';
import { poll, STATE_LIMIT_BYTES } from '../../../nodes/core/polling/poll.ts';
import type {
	PollEvent,
	ReduceContext,
	ScanContext,
	Source,
} from '../../../nodes/core/polling/source.ts';
import { eventJson, source } from '../../../nodes/core/polling/source.ts';

const event = (id: string, time?: number): PollEvent => ({ id, type: 'counted', time, json: {} });

interface Part {
	emits?: PollEvent[];
	scan?(context: ScanContext): unknown;
	reduce?(context: ReduceContext): void;
	failure?: unknown;
}

/** A source that counts its polls in its state. */
const part = (name: string, { emits = [], scan, reduce, failure }: Part = {}): Source =>
	source<number, unknown>({
		name,
		fingerprint: 'one',
		state: z.number(),
		scan: async (_state, context) => await scan?.(context),
		reduce(state, _scanned, context) {
			reduce?.(context);
			return { state: (state ?? 0) + 1, emit: emits, failure };
		},
	});

const failing = (name: string, reason: unknown) =>
	part(name, {
		scan: async () => {
			throw reason;
		},
	});

const ofPolls = (state: number) => ({ fingerprint: 'one', state });

function hostWith(state: unknown) {
	const host = {
		state,
		writes: 0,
		reported: [] as unknown[],
		warnings: [] as string[],
		readState: () => host.state,
		writeState(next: unknown) {
			host.state = next;
			host.writes++;
		},
		clock: { now: () => 7, monotonic: () => 0 },
		budgetMs: 1_000,
		warn: (text: string) => void host.warnings.push(text),
		reportFailure: (failure: unknown) => void host.reported.push(failure),
	};
	return host;
}

const stored = (sources: Record<string, unknown>, rest: object = {}) => ({
	version: 1,
	revision: 3,
	sources,
	...rest,
});

describe('events', () => {
	it('of all sources come with the oldest first, those without a time last', async () => {
		const sources = [
			part('a', { emits: [event('late', 9), event('timeless'), event('early', 1)] }),
			part('b', { emits: [event('between', 5)] }),
		];
		const events = await poll(hostWith(undefined), sources, { most: 9 });

		expect(events?.map(({ id }) => id)).toEqual(['early', 'between', 'late', 'timeless']);
	});

	it('are null where there are none', async () => {
		expect(await poll(hostWith(undefined), [part('a')], { most: 9 })).toBeNull();
	});

	it('leave less room to the next source', async () => {
		const rooms: number[] = [];
		const reduce = ({ room }: ReduceContext) => void rooms.push(room);
		const sources = [part('a', { emits: [event('1'), event('2')], reduce }), part('b', { reduce })];
		await poll(hostWith(undefined), sources, { most: 9 });

		expect(rooms).toEqual([9, 7]);
	});

	it.each([
		[5, '1970-01-01T00:00:00.005Z'],
		[undefined, '1970-01-01T00:00:00.007Z'],
	])('of time %s name themselves beside their record', (time, eventTime) => {
		const json = { id: 'inc_1', eventId: 'of the record' };

		expect(eventJson({ ...event('e1', time), json }, 7)).toEqual({
			event: 'counted',
			id: 'inc_1',
			eventId: 'e1',
			eventType: 'counted',
			eventTime,
		});
	});
});

describe('a source is told', () => {
	it.each([1, 3])('how many bytes its state may take, of %i sources', async (count) => {
		const bytes: number[] = [];
		const reduce = (context: ReduceContext) => void bytes.push(context.bytes);
		const sources = Array.from({ length: count }, (_value, n) => part(`s${n}`, { reduce }));
		await poll(hostWith(undefined), sources, { most: 9 });

		expect(new Set(bytes)).toEqual(new Set([(63 * 1_024) / count]));
		expect(STATE_LIMIT_BYTES).toBe(65_536);
	});

	it('the time of the host, and how much may be emitted', async () => {
		const told: number[] = [];
		const scan = ({ now, most }: ScanContext) => told.push(now(), most);
		await poll(hostWith(undefined), [part('a', { scan })], { most: 9 });

		expect(told).toEqual([7, 9]);
	});

	it('of twenty names that each is the first', async () => {
		const names: string[] = [];
		const scan = ({ isFirst }: ScanContext) => {
			for (let n = 0; n < 30; n++) if (isFirst(`name ${n}`)) names.push(`name ${n}`);
		};
		const host = hostWith(undefined);
		await poll(host, [part('a', { scan })], { most: 9 });

		expect(names).toHaveLength(20);
		expect(host.state).toMatchObject({ said: names });
	});
});

describe('what is stored', () => {
	it('counts the polls, and names nothing that was not reported', async () => {
		const host = hostWith(stored({ a: ofPolls(4) }));
		await poll(host, [part('a')], { most: 9 });

		expect(host.state).toEqual({ version: 1, revision: 4, sources: { a: ofPolls(5) } });
	});

	it('keeps what was reported, by this poll and one that overlaps', async () => {
		const host = hostWith(stored({ a: ofPolls(4) }, { said: ['before'] }));
		const scan = ({ isFirst }: ScanContext) => {
			isFirst('now');
			host.state = stored({ a: ofPolls(8) }, { revision: 4, said: ['before', 'meanwhile'] });
		};
		const overtaken: boolean[] = [];
		const reduce = (context: ReduceContext) => void overtaken.push(context.overtaken);
		await poll(host, [part('a', { scan, reduce })], { most: 9 });

		expect(overtaken).toEqual([true]);
		expect(host.state).toEqual({
			version: 1,
			revision: 4,
			sources: { a: ofPolls(9) },
			said: ['before', 'meanwhile', 'now'],
		});
	});

	it('stays where no source could be read', async () => {
		const host = hostWith(stored({ a: ofPolls(4) }));

		await expect(poll(host, [failing('a', new Error('down'))], { most: 9 })).rejects.toThrow();
		expect(host.writes).toBe(0);
	});

	it('keeps the state of a source that could not be read', async () => {
		const host = hostWith(stored({ a: ofPolls(4), b: ofPolls(6) }));
		const sources = [failing('a', new Error('down')), part('b', { emits: [event('1')] })];
		await poll(host, sources, { most: 9 });

		expect(host.state).toMatchObject({ sources: { a: ofPolls(4), b: ofPolls(7) } });
	});

	it.each([
		['a revision that is no whole number', { revision: 1.5 }, 1],
		['a list of sources', { sources: [] }, 1],
	])('begins with what it can use of %s', async (_name, damage, revision) => {
		const host = hostWith(stored({}, damage));
		await poll(host, [part('a')], { most: 9 });

		expect(host.state).toMatchObject({ revision, sources: { a: ofPolls(1) } });
	});
});

describe('a source that cannot be read', () => {
	const down = new Error('down');

	it('keeps the workflow from being switched on when it was never read, whatever else there is', async () => {
		const host = hostWith(stored({ known: ofPolls(4), other: ofPolls(4) }));
		const sources = [
			failing('known', down),
			failing('unknown', new Error('wrong key')),
			part('other', { emits: [event('1')] }),
		];

		await expect(poll(host, sources, { most: 9 })).rejects.toThrow(
			'2 of the watched parts could not be read. unknown: wrong key | known: down',
		);
		expect(host.writes).toBe(0);
	});

	it('is reported as it is when it is the only one', async () => {
		const host = hostWith(stored({ a: ofPolls(4), b: ofPolls(4) }));
		await poll(host, [failing('a', down), part('b', { emits: [event('1')] })], { most: 9 });

		expect(host.reported).toEqual([down]);
	});

	it('in part is reported beside what it emits', async () => {
		const host = hostWith(undefined);
		await poll(host, [part('a', { emits: [event('1')], failure: down })], { most: 9 });

		expect(host.reported).toEqual([down]);
	});

	it('in part is not taken for one that was never read', async () => {
		const host = hostWith(stored({ a: ofPolls(4), b: ofPolls(4) }));
		const sources = [failing('a', down), part('b', { failure: new Error('cut') })];

		await expect(poll(host, sources, { most: 9 })).rejects.toThrow(/a: down \| b: cut$/);
	});

	const details = { attempts: 2, certainlyWithoutEffect: false };

	it.each<[string, unknown[], Partial<ApiFailure>]>([
		[
			'without details',
			['no error', down],
			{
				message: '2 of the watched parts could not be read. a: no error | b: down',
				howToGoOn: '',
				details: { attempts: 0, certainlyWithoutEffect: true },
			},
		],
		[
			'with the advice of the first',
			[new InvalidInput('odd', 'Correct it.'), new ApiFailure('slow', 'Wait.', details)],
			{ howToGoOn: 'Correct it.', details },
		],
		[
			'with a failure of the service first',
			[new ApiFailure('slow', 'Wait.', details), down],
			{ howToGoOn: 'Wait.', details },
		],
		[
			'of which one says how long to wait',
			[
				new ApiFailure('slow', '', details),
				new ApiFailure('fast', '', { ...details, retryAfterMs: 5 }),
				new ApiFailure('last', '', details),
			],
			{ details: { ...details, retryAfterMs: 5 } },
		],
	])('is one of several, %s', async (_name, reasons, expected) => {
		const names = 'abc'.slice(0, reasons.length).split('');
		const host = hostWith(stored(Object.fromEntries(names.map((name) => [name, ofPolls(1)]))));
		const sources = reasons.map((reason, n) => failing(names[n] ?? '', reason));

		await expect(poll(host, sources, { most: 9 })).rejects.toMatchObject(expected);
	});
});
