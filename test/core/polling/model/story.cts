import fc from 'fast-check';

/** What can happen, one after the other. */
export type Step =
	| { do: 'arrive'; count: number; apartMs: number }
	| { do: 'arriveLate'; lateMs: number }
	| { do: 'arriveAhead'; aheadMs: number }
	| { do: 'arriveBroken' }
	| { do: 'arriveWhileRead'; count: number }
	| { do: 'member'; name: string; looks: string | undefined }
	| { do: 'wait'; ms: number }
	| { do: 'fail'; after: number }
	| { do: 'poll' }
	| { do: 'tick' }
	| { do: 'letThrough'; which: number }
	| { do: 'restart' }
	| { do: 'dieAtHandOver' }
	| { do: 'off'; ms: number; save: boolean }
	| { do: 'hostClock'; ms: number }
	| { do: 'serviceClock'; ms: number }
	| { do: 'remove'; which: number }
	| { do: 'query' }
	| { do: 'lookback'; minutes: number }
	| { do: 'filter' }
	| { do: 'expireCursors' };

export interface Story {
	sources: Array<'feed' | 'collection' | 'stream'>;
	pageSize: number;
	most: number;
	lookbackMinutes: number;
	emitExisting: boolean;
	/** Records that are there before the trigger is. */
	history: number;
	budgetMs: number;
	/** What the service answers for pages far behind the last one. */
	farPages: 'empty' | 'refused' | 'lastAgain';
	/** The service tells the time with each answer. */
	tellsTime: boolean;
	/** One record of each page stands on it twice. */
	doubles: boolean;
	/** Empty pages say that more follow. */
	promises: boolean;
	/** Each page states how long the list is, so pages are read ahead. */
	states: boolean;
	steps: Step[];
}

const MINUTE = 60_000;

const hostClock: fc.WeightedArbitrary<Step> = {
	weight: 1,
	arbitrary: fc.record({
		do: fc.constant('hostClock' as const),
		ms: fc.constantFrom(-600 * MINUTE, -60 * MINUTE, -MINUTE, MINUTE, 60 * MINUTE, 600 * MINUTE),
	}),
};

const serviceClock: fc.WeightedArbitrary<Step> = {
	weight: 1,
	arbitrary: fc.record({
		do: fc.constant('serviceClock' as const),
		ms: fc.constantFrom(-60 * MINUTE, -10 * MINUTE, 10 * MINUTE, 60 * MINUTE),
	}),
};

const member = fc.record({
	do: fc.constant('member' as const),
	name: fc.constantFrom('a', 'b', 'c'),
	looks: fc.constantFrom(undefined, 'x', 'y', 'z'),
});

const steps: Array<fc.WeightedArbitrary<Step>> = [
	{
		weight: 6,
		arbitrary: fc.record({
			do: fc.constant('arrive' as const),
			count: fc.integer({ min: 1, max: 4 }),
			apartMs: fc.constantFrom(0, 0, 1, 1_000, 20_000),
		}),
	},
	{
		weight: 3,
		arbitrary: fc.record({
			do: fc.constant('arriveLate' as const),
			lateMs: fc.constantFrom(500, MINUTE, 2 * MINUTE, 10 * MINUTE, 14.9 * MINUTE, 20 * MINUTE),
		}),
	},
	{
		weight: 1,
		arbitrary: fc.record({
			do: fc.constant('arriveAhead' as const),
			aheadMs: fc.constantFrom(1_000, 4 * MINUTE, 6 * MINUTE, 500_000 * MINUTE),
		}),
	},
	{ weight: 1, arbitrary: fc.constant({ do: 'arriveBroken' as const }) },
	{
		weight: 2,
		arbitrary: fc.record({
			do: fc.constant('arriveWhileRead' as const),
			count: fc.integer({ min: 1, max: 6 }),
		}),
	},
	{ weight: 3, arbitrary: member },
	{
		weight: 3,
		arbitrary: fc.record({
			do: fc.constant('wait' as const),
			ms: fc.constantFrom(0, 1_000, MINUTE, 5 * MINUTE, 16 * MINUTE),
		}),
	},
	{
		weight: 2,
		arbitrary: fc.record({
			do: fc.constant('fail' as const),
			after: fc.integer({ min: 0, max: 3 }),
		}),
	},
	{ weight: 6, arbitrary: fc.constant({ do: 'poll' as const }) },
	{ weight: 3, arbitrary: fc.constant({ do: 'tick' as const }) },
	{
		weight: 6,
		arbitrary: fc.record({
			do: fc.constant('letThrough' as const),
			which: fc.integer({ min: 0, max: 2 }),
		}),
	},
	{ weight: 1, arbitrary: fc.constant({ do: 'restart' as const }) },
	{ weight: 1, arbitrary: fc.constant({ do: 'dieAtHandOver' as const }) },
	{
		weight: 1,
		arbitrary: fc.record({
			do: fc.constant('off' as const),
			ms: fc.constantFrom(MINUTE, 300 * MINUTE),
			save: fc.boolean(),
		}),
	},
	hostClock,
	serviceClock,
	{
		weight: 1,
		arbitrary: fc.record({
			do: fc.constant('remove' as const),
			which: fc.integer({ min: 0, max: 5 }),
		}),
	},
	{ weight: 1, arbitrary: fc.constant({ do: 'query' as const }) },
	{
		weight: 1,
		arbitrary: fc.record({
			do: fc.constant('lookback' as const),
			minutes: fc.constantFrom(0, 1, 15, 1_440),
		}),
	},
	{ weight: 1, arbitrary: fc.constant({ do: 'filter' as const }) },
	{ weight: 1, arbitrary: fc.constant({ do: 'expireCursors' as const }) },
];

/** So many that they fill more pages than a poll reads one after the other. */
const arriveMany: fc.WeightedArbitrary<Step> = {
	weight: 4,
	arbitrary: fc.record({
		do: fc.constant('arrive' as const),
		count: fc.integer({ min: 30, max: 120 }),
		apartMs: fc.constantFrom(0, 1_000, 20_000),
	}),
};

const manners = {
	tellsTime: fc.constantFrom(true, true, true, false),
	doubles: fc.constantFrom(false, false, false, true),
	promises: fc.constantFrom(false, false, false, true),
	states: fc.boolean(),
};

export function stories(sources: Story['sources']): fc.Arbitrary<Story> {
	return fc.record({
		sources: fc.constant(sources),
		pageSize: fc.constantFrom(1, 2, 3, 3, 5, 10),
		most: fc.constantFrom(1, 2, 3, 3, 4, 7, 7, 500),
		lookbackMinutes: fc.constantFrom(0, 1, 15, 15),
		emitExisting: fc.boolean(),
		history: fc.integer({ min: 0, max: 6 }),
		budgetMs: fc.constantFrom(60_000, 60_000, 500),
		farPages: fc.constant('empty'),
		...manners,
		steps: fc.array(fc.oneof(...steps), { maxLength: 16 }),
	});
}

/** What happens while a clock is wrong: records arrive, and polls find them. */
const busy = fc.array(
	fc.constantFrom<Step>({ do: 'arrive', count: 1, apartMs: 1_000 }, { do: 'poll' }),
	{ minLength: 2, maxLength: 6 },
);

/** Stories of a service whose clock is ahead for a while, and of a host whose clock may be wrong as well. */
export function clockStories(sources: Story['sources']): fc.Arbitrary<Story> {
	const wrongFor = fc.tuple(
		fc.constantFrom(10 * MINUTE, 60 * MINUTE),
		fc.constantFrom(0, 0, 0, -60 * MINUTE, 60 * MINUTE),
		busy,
		busy,
	);
	const spells = wrongFor.map(([serviceMs, hostMs, before, during]): Step[] => [
		...before,
		{ do: 'serviceClock', ms: serviceMs },
		{ do: 'hostClock', ms: hostMs },
		...during,
		{ do: 'serviceClock', ms: -serviceMs },
		{ do: 'hostClock', ms: -hostMs },
	]);
	return fc
		.tuple(stories(sources), fc.array(spells, { minLength: 1, maxLength: 3 }), busy)
		.map(([story, first, last]) => ({ ...story, steps: [...first.flat(), ...last] }));
}

/** Stories of a feed with backlogs of many pages. */
export const backlogStories: fc.Arbitrary<Story> = fc.record({
	sources: fc.constant<Story['sources']>(['feed']),
	pageSize: fc.constantFrom(1, 2, 3),
	most: fc.constantFrom(2, 7, 20, 500),
	lookbackMinutes: fc.constantFrom(0, 1, 15),
	emitExisting: fc.boolean(),
	history: fc.integer({ min: 0, max: 40 }),
	budgetMs: fc.constantFrom(60_000, 60_000, 3_000, 1_500),
	farPages: fc.constantFrom('empty', 'refused', 'lastAgain'),
	...manners,
	steps: fc.array(fc.oneof(...steps, arriveMany), { maxLength: 16 }),
});

/** Stories of a collection whose members come, change, go and return, while polls find them. */
export const memberStories: fc.Arbitrary<Story> = fc
	.tuple(
		stories(['feed', 'collection']),
		fc.array(
			fc.oneof(
				{ weight: 4, arbitrary: member },
				{ weight: 4, arbitrary: fc.constant<Step>({ do: 'poll' }) },
				{ weight: 1, arbitrary: fc.oneof(...steps) },
			),
			{ minLength: 4, maxLength: 24 },
		),
	)
	.map(([story, changes]) => ({ ...story, steps: changes }));
