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
				file: 'newestFirst.ts',
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
				find: 'if (events.length === 0) throw allOf(failures);',
				put: 'throw allOf(failures);',
			},
		],
	},
	{
		name: 'the boundary is exclusive',
		consequence: 'a second incident of the same moment is missed',
		patches: [
			{
				file: 'newestFirst.ts',
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
				file: 'newestFirst.ts',
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
				file: 'newestFirst.ts',
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
				file: 'scanNewestFirst.ts',
				find: 'if (deep !== undefined) return deep;',
				put: 'if (deep !== undefined) return { ...deep, candidates: [...scan.candidates, ...deep.candidates] };',
			},
			{
				file: 'scanNewestFirst.ts',
				find: 'const start = within - pagesFor(scan, view.most);',
				put: 'const start = within;',
			},
		],
	},
	{
		name: 'a page that the search looked at is taken for the end of the backlog',
		consequence: 'incidents of a long backlog are missed when a poll runs out of time',
		patches: [
			{
				file: 'scanNewestFirst.ts',
				find: 'nextPage: Math.max(scan.nextPage, within) };',
				put: 'nextPage: within, complete: true };',
			},
		],
	},
	{
		name: 'the cursor may pass the clock of the host',
		consequence: 'a service clock that is ahead loses that time when it is put right',
		patches: [
			{
				file: 'clocks.ts',
				find: 'return Math.min(service ?? Infinity, host);',
				put: 'return service ?? host;',
			},
		],
	},
	{
		name: 'a state that lies in the future is believed',
		consequence: 'a trigger stays silent until its clock has caught up',
		patches: [
			{
				file: 'newestFirst.ts',
				find: 'if (!isAhead(cursor, clocks) && !isAhead(floor, clocks)) return state;',
				put: 'if (isAhead(0, clocks) || cursor !== undefined || floor !== undefined) return state;',
			},
		],
	},
	{
		name: 'the state of a stream that lies in the future is believed',
		consequence: 'a trigger stays silent until its clock has caught up',
		patches: [
			{
				file: 'stream.ts',
				find: 'if (!liesAhead(state, clocks)) return state;',
				put: 'if (liesAhead(state, clocks) || state !== undefined) return state;',
			},
		],
	},
	{
		name: 'a page is not compared with itself',
		consequence: 'an incident that stands on a page twice comes twice',
		patches: [{ file: 'newestFirst.ts', find: 'if (isNew) met.add(key);', put: '' }],
	},
	{
		name: 'an empty page is believed to have more behind it',
		consequence: 'hundreds of requests a poll',
		patches: [
			{
				file: '../paging/pages.ts',
				find: 'const isLast = size === 0 || (',
				put: 'const isLast = (',
			},
		],
	},
	{
		name: 'another query forgets the seen keys',
		consequence: 'events come twice when Include is switched',
		patches: [
			{
				file: 'stream.ts',
				find: 'return reseeded({ ...state, query,',
				put: 'return reseeded({ ...state, query, seen: {},',
			},
		],
	},
	{
		name: 'another query begins now',
		consequence: 'what came since the last poll is lost when Include is switched',
		patches: [
			{
				file: 'stream.ts',
				find: 'const came = state.reached === undefined ? null : state.reached - lookbackMs;',
				put: 'const came = Date.now() - lookbackMs + lookbackMs;',
			},
		],
	},
	{
		name: 'after a jump of the clock the floor stays in the future',
		consequence: 'a trigger stays silent until its clock has caught up',
		patches: [
			{
				file: 'newestFirst.ts',
				find: 'floor: floor === null ? null : Math.min(floor, reach - lookbackMs),',
				put: 'floor,',
			},
		],
	},
	{
		name: 'a page that was read too early is believed',
		consequence: 'incidents between two pages are missed when one shows up while they are read',
		patches: [
			{
				file: '../paging/readAhead.ts',
				find: 'if (ahead !== undefined && (page.total ?? 0) < totalBefore) {',
				put: 'if (ahead !== undefined && totalBefore < 0) {',
			},
		],
	},
	{
		name: 'a removed member stays in the snapshot',
		consequence: 'a danger zone that is gone is removed in each poll, and changed when it returns',
		patches: [
			{
				file: 'snapshot.ts',
				find: 'if (value === undefined) after.delete(key);',
				put: 'if (value === undefined) continue;',
			},
		],
	},
];
