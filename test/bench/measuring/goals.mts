import type { Goal } from '../results.cts';

type Measure = Pick<Goal, 'what' | 'measured' | 'limit' | 'unit' | 'checkLimit'>;

/** A ratio or a time: what is measured under noise. */
export const atMost = (measure: Measure): Goal => judged({ ...measure, kind: 'atMost' }, false);
export const atLeast = (measure: Measure): Goal => judged({ ...measure, kind: 'atLeast' }, false);

/** A count or a size: noise cannot change it. */
export const exactly = (measure: Measure): Goal => judged({ ...measure, kind: 'exactly' }, true);
export const sizeAtMost = (measure: Measure): Goal => judged({ ...measure, kind: 'atMost' }, true);

/** The goal as the light version has it: with `slack` times as much room, where noise can make it miss. */
export function withSlack(goal: Goal, slack: number): Goal {
	if (goal.exact || goal.kind === 'exactly') return goal;
	const generous = goal.kind === 'atMost' ? goal.limit * slack : goal.limit / slack;
	const limit = goal.checkLimit ?? generous;
	return judged({ ...goal, limit }, false);
}

function judged(goal: Omit<Goal, 'ok' | 'exact'>, exact: boolean): Goal {
	return { ...goal, exact, ok: isMet(goal) };
}

function isMet({ kind, measured, limit }: Pick<Goal, 'kind' | 'measured' | 'limit'>): boolean {
	if (kind === 'exactly') return measured === limit;
	return kind === 'atMost' ? measured <= limit : measured >= limit;
}
