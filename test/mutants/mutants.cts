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
];
