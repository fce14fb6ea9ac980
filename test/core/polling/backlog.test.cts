import { fromTheBeginning, settleFeed } from '../../../nodes/core/polling/feed.ts';
import { readFeed } from '../../../nodes/core/polling/readFeed.ts';
import { shortKey } from '../../../nodes/core/polling/seenKeys.ts';

const PAGE = 10;
const MOST = 50;

/** Scans a list of `count` records, all of them new; one in `loudEvery` is not silent. */
async function scan(
	count: number,
	{ state = fromTheBeginning, loudEvery = 1, requests = Infinity, refusesFrom = Infinity } = {},
) {
	const pages: number[] = [];
	const descent = await readFeed(state, {
		lookbackMs: 0,
		most: MOST,
		outOfTime: () => pages.length >= requests,
		now: () => 0,
		onTrouble() {},
		async readPage(number) {
			pages.push(number);
			if (number >= refusesFrom) throw new Error('There is no such page');
			const first = (number - 1) * PAGE;
			const size = Math.max(0, Math.min(PAGE, count - first));
			const records = Array.from({ length: size }, (_value, n) => {
				const age = first + n;
				const silent = age % loudEvery !== 0;
				return { key: shortKey(`${age}`), time: count - age, item: age, silent };
			});
			return { records, size, hasMore: first + size < count, serverNow: undefined };
		},
	});
	return { pages, descent, ...settleFeed(state, descent, { lookbackMs: 0, most: MOST }) };
}
const upTo = (pages: number) => Array.from({ length: pages }, (_value, n) => n + 1);

it('a scan of a long backlog keeps the oldest, reads each page once, and none behind the last', async () => {
	const { pages, descent } = await scan(1_995, { refusesFrom: 201 });
	expect(pages).toEqual(upTo(200));
	expect(descent.complete).toBe(true);
	expect(descent.kept.map(({ item }) => item)).toEqual(upTo(MOST).map((n) => 1_994 - MOST + n));
});

it('a scan keeps as many records as may be emitted, silent ones not counted', async () => {
	const { descent } = await scan(2_995, { loudEvery: 10 });
	const loud = descent.kept.filter(({ silent }) => !silent);
	expect(loud).toHaveLength(MOST);
});

it('a scan that runs out of time emits nothing, and the next one goes on behind its last page', async () => {
	const { state, fresh } = await scan(1_995, { requests: 11 });
	expect(fresh).toEqual([]);
	expect(state.resumePage).toBe(12);
	expect((await scan(1_995, { state })).pages[0]).toBe(12);
});

it('the next scan begins as many pages above as it needs', async () => {
	const first = await scan(1_995);
	expect(first.state.resumePage).toBe(190);
	const next = await scan(1_995, { state: first.state });
	expect(next.fresh.map(({ item }) => item)).toEqual(upTo(MOST).map((n) => 1_945 - n));
});
