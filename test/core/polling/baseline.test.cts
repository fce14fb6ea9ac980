import { baseline, scanBaseline } from '../../../nodes/core/polling/baseline.ts';
import { MAX_CANDIDATES } from '../../../nodes/core/polling/newestFirst.ts';
import type { ScanTrouble } from '../../../nodes/core/polling/scanNewestFirst.ts';
import { shortKey, withKeys } from '../../../nodes/core/polling/seenKeys.ts';
import type { CandidatePage } from '../../../nodes/core/polling/source.ts';
import { MAX_PAGES_PER_SCAN } from '../../../nodes/core/polling/source.ts';

const MINUTE = 60_000;
const NOW = Date.parse('2026-03-10T08:00:00Z');
const LOOKBACK = 15 * MINUTE;

/** A record of so many minutes ago. */
const record = (minutes: number) => ({
	key: shortKey(`${minutes}`),
	time: NOW - minutes * MINUTE,
	item: minutes,
});

describe('a baseline', () => {
	const clocks = { service: NOW, host: NOW + MINUTE };
	const records = [1, 2].map(record);

	it.each<[string, Parameters<typeof baseline>[0], number | null, number | null]>([
		['of nothing', { records: [], complete: true, clocks }, null, null],
		['of nothing that was read', { records: [], complete: false, clocks }, null, null],
		['of all there is', { records, complete: true, clocks }, NOW - MINUTE, NOW - 16 * MINUTE],
		['of a part', { records, complete: false, clocks }, NOW - MINUTE, NOW - 2 * MINUTE + 1],
		[
			'of a part that goes below the lookback',
			{ records: [1, 99].map(record), complete: false, clocks },
			NOW - MINUTE,
			NOW - 16 * MINUTE,
		],
		[
			'of a part with the oldest first',
			{ records, complete: false, ascending: true, clocks },
			NOW - MINUTE,
			NOW,
		],
		[
			'of all there is with the oldest first',
			{ records, complete: true, ascending: true, clocks },
			NOW - MINUTE,
			NOW - 16 * MINUTE,
		],
	])('%s', (_name, scan, cursor, floor) => {
		expect(baseline({ ...scan, total: 9 }, LOOKBACK)).toEqual({
			cursor,
			floor,
			seen: withKeys({}, scan.records),
			total: 9,
		});
	});
});

interface Service {
	pages: number[][];
	rest?: Partial<CandidatePage<number>>;
	/** Pages after which time has run out. */
	time?: number;
}

async function scan({ pages, rest = {}, time = Infinity }: Service) {
	let read = 0;
	const troubles: ScanTrouble[] = [];
	const found = await scanBaseline<number>({
		lookbackMs: LOOKBACK,
		now: () => NOW,
		outOfTime: () => read >= time,
		onTrouble: (trouble) => void troubles.push(trouble),
		async readPage(number) {
			read++;
			const records = (pages[number - 1] ?? []).map(record);
			return {
				records,
				size: records.length,
				hasMore: number < pages.length,
				serverNow: NOW + number,
				total: 100 + number,
				...rest,
			};
		},
	});
	const ages = found.records.map(({ time: at }) => (NOW - at) / MINUTE);
	return { ...found, ages, read, troubles };
}

describe('the scan for a baseline', () => {
	// The end that a full page states is believed only when the page behind it is empty.
	it.each<[string, number[][], number[], number, boolean | undefined]>([
		['of an empty list', [[]], [], 1, undefined],
		['of one record', [[5]], [5], 1, undefined],
		['keeps what has a date that is not believed', [[-60]], [-60], 1, undefined],
		[
			'ends below the lookback',
			[
				[1, 5],
				[10, 17],
				[18, 19],
			],
			[1, 5, 10],
			2,
			false,
		],
		[
			'keeps what is at the boundary',
			[
				[1, 16],
				[17, 18],
			],
			[1, 16],
			2,
			false,
		],
		['ends with the list', [[1, 5], [10]], [1, 5, 10], 2, false],
		[
			'reads all of a list with the oldest first',
			[
				[40, 30],
				[20, 10],
				[5, 1],
			],
			[10, 5, 1],
			4,
			true,
		],
		[
			'keeps what is at the boundary of such a list',
			[
				[40, 17],
				[16, 1],
			],
			[16, 1],
			3,
			true,
		],
		[
			'takes a list for one with the newest first as soon as a page is',
			[
				[1, 5],
				[7, 6],
				[18, 19],
				[20, 21],
			],
			[1, 5, 7, 6],
			3,
			false,
		],
		[
			'does not move the newest in such a list',
			[
				[5, 6],
				[1, 2],
				[20, 21],
			],
			[5, 6, 1, 2, 20],
			3,
			false,
		],
	])('%s', async (_name, pages, ages, read, ascending) => {
		expect(await scan({ pages })).toMatchObject({
			ages,
			read,
			ascending,
			complete: true,
			// As page 1 has them.
			total: 101,
			clocks: { service: NOW + 1, host: NOW },
			troubles: [],
		});
	});

	it('takes the clock of the first page that shows one', async () => {
		expect((await scan({ pages: [[1]], rest: { serverNow: undefined } })).clocks).toEqual({
			service: undefined,
			host: NOW,
		});
	});

	it('ends when time runs out', async () => {
		const found = await scan({
			pages: [
				[1, 2],
				[3, 4],
				[5, 6],
			],
			time: 2,
		});

		expect(found).toMatchObject({ ages: [1, 2, 3, 4], complete: false, read: 2, troubles: [] });
	});

	const long = (pages: number, size: number) =>
		Array.from({ length: pages }, (_page, n) =>
			Array.from({ length: size }, (_record, m) => (n * size + m) / 1e6),
		);

	it('ends when no more can be remembered', async () => {
		const found = await scan({ pages: long(9, MAX_CANDIDATES / 2) });

		expect(found).toMatchObject({ complete: false, read: 2, troubles: [] });
	});

	it('says when the list does not end within the pages of a poll', async () => {
		const found = await scan({ pages: long(MAX_PAGES_PER_SCAN + 1, 2) });

		expect(found).toMatchObject({
			complete: false,
			read: MAX_PAGES_PER_SCAN,
			troubles: ['tooManyPages'],
		});
	});

	it('says nothing when the last page that it may read completes it', async () => {
		const found = await scan({ pages: [...long(MAX_PAGES_PER_SCAN - 1, 2), [20, 21]] });

		expect(found).toMatchObject({ complete: true, read: MAX_PAGES_PER_SCAN, troubles: [] });
	});
});
