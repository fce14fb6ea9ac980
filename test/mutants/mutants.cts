/** A break of the polling engine: texts of its sources, each of which stands there exactly once, and what replaces them. */
export interface Mutant {
	readonly name: string;
	/** What a user would see of it. */
	readonly consequence: string;
	readonly patches: ReadonlyArray<{ file: string; find: string; put: string }>;
}

export const mutants: readonly Mutant[] = [
	{
		name: 'the cursor comes from the local clock',
		consequence: 'a host whose clock is ahead misses incidents',
		patches: [
			{
				file: 'feed.ts',
				find: 'const reached = Math.min(newest ?? -Infinity, oldestLeft ?? Infinity);',
				put: 'const reached = Date.now();',
			},
		],
	},
	{
		name: 'the state is written although nothing is handed over',
		consequence: 'what came together with a failure is lost',
		patches: [
			{
				file: 'poll.ts',
				find: 'if (events.length === 0) throw firstOf(failures);',
				put: 'throw firstOf(failures);',
			},
		],
	},
	{
		name: 'the boundary is exclusive',
		consequence: 'a second incident of the same moment is missed',
		patches: [
			{
				file: 'feed.ts',
				find: 'time >= boundary && !known.has(key) && !met.has(key)',
				put: 'time > boundary && !known.has(key) && !met.has(key)',
			},
		],
	},
	{
		name: 'there is no lookback',
		consequence: 'incidents that are listed late are missed',
		patches: [
			{
				file: 'feed.ts',
				find: 'cursor === null ? -Infinity : cursor - lookbackMs',
				put: 'cursor === null ? -Infinity : cursor',
			},
		],
	},
	{
		name: 'the seen keys are forgotten',
		consequence: 'incidents come twice',
		patches: [
			{
				file: 'feed.ts',
				find: 'seen: withoutBefore(withKeys(state.seen, fresh), nextFloor ?? -Infinity)',
				put: 'seen: {}',
			},
		],
	},
	{
		name: 'the search begins a portion too deep, and what it skipped counts as read',
		consequence: 'incidents in the middle of a long backlog are missed',
		patches: [
			{
				file: 'readFeed.ts',
				find: 'start > begun.nextPage ? beginDescent(start) : begun',
				put: 'start > begun.nextPage ? { ...begun, nextPage: start } : begun',
			},
			{
				file: 'readFeed.ts',
				find: 'const start = within - pagesFor(begun, view.most);',
				put: 'const start = within;',
			},
		],
	},
	{
		name: 'a page that the search looked at is taken for the end of the backlog',
		consequence: 'incidents of a long backlog are missed when a poll runs out of time',
		patches: [
			{
				file: 'readFeed.ts',
				find: 'nextPage: Math.max(begun.nextPage, within) };',
				put: 'nextPage: within, complete: true };',
			},
		],
	},
];
