import fc from 'fast-check';

import type { Step, Story } from './story.cts';
import { stories } from './story.cts';

/** What happens in a poll that reads ahead: answers are made in any order, and records show up between them. */
const moments = fc.array(
	fc.oneof(
		{
			weight: 4,
			arbitrary: fc.record({
				do: fc.constant('letThrough' as const),
				which: fc.integer({ min: 0, max: 3 }),
			}),
		},
		{ weight: 2, arbitrary: fc.constant<Step>({ do: 'wait', ms: 1_000 }) },
		{ weight: 1, arbitrary: fc.constant<Step>({ do: 'arrive', count: 1, apartMs: 0 }) },
	),
	{ minLength: 8, maxLength: 24 },
);

/**
 * Stories of a feed that states its length, so that a page can be made before one above it. Records show up in the middle
 * of the list while it is read: those that arrive above all pages bring a record twice, which tells as much as the length.
 */
export const aheadStories: fc.Arbitrary<Story> = fc
	.tuple(
		stories(['feed']),
		// With more records on a page, and with a longer lookback, each record is read more than once.
		fc.record({
			pageSize: fc.constantFrom(1, 2, 3),
			most: fc.constantFrom(7, 20, 500),
			lookbackMinutes: fc.constantFrom(0, 0, 1),
		}),
		fc.array(
			fc.record({
				below: fc.integer({ min: 4, max: 12 }),
				late: fc.integer({ min: 1, max: 3 }),
				pagesAbove: fc.integer({ min: 2, max: 4 }),
				moments,
			}),
			{ minLength: 1, maxLength: 3 },
		),
	)
	.map(([story, close, polls]) => ({
		...story,
		...close,
		states: true,
		steps: polls.flatMap(({ below, late, pagesAbove, moments }): Step[] => {
			const above = pagesAbove * close.pageSize + 1;
			return [
				{ do: 'arrive', count: below, apartMs: 20_000 },
				...Array.from({ length: late }, (_value, n): Step => {
					return { do: 'arriveLate', lateMs: above * 20_000 + (n + 1) * 1_000 };
				}),
				{ do: 'arrive', count: above, apartMs: 20_000 },
				{ do: 'tick' },
				// From the third page on it reads ahead.
				{ do: 'letThrough', which: 0 },
				{ do: 'letThrough', which: 0 },
				...moments,
				{ do: 'poll' },
			];
		}),
	}));
