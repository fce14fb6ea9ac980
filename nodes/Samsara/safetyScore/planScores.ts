import type { Plan } from '../../core/batching/planCalls';
import { planCalls } from '../../core/batching/planCalls';
import type { ScoreOf } from '../api/client';
import { LARGEST_SCORE_QUERY } from '../api/client';

/** What one item wants to know, besides of whom. */
export interface ScoreQuestion {
	kind: ScoreOf;
	query: { startTime: string; endTime: string; scoreType?: string };
	/** Ids that have one answer together: those of a group of tags, or none, for all there are. */
	together: readonly string[] | undefined;
}

/** Stands for the ids of a question that has one answer, and so for one record in the plan. */
const TOGETHER = '';

/** Gathers what the items ask for into the fewest calls. The ids of a call count unless it has some `together`. */
export function planScores(
	asks: ReadonlyArray<ScoreQuestion & { ids: readonly string[] }>,
): Plan<ScoreQuestion> {
	return planCalls<ScoreQuestion>(
		asks.map(({ ids, kind, query, together }) => ({
			ids: together === undefined ? ids : [TOGETHER],
			change: { kind, query, together },
		})),
		{ size: LARGEST_SCORE_QUERY, keyOf, inAnyOrder: true },
	);
}

/** An expression such as {{ $now }} gives each item another millisecond, which is not meant as another question. */
function keyOf({
	kind,
	query: { startTime, endTime, scoreType },
	together,
}: ScoreQuestion): string {
	const span = [startTime, endTime].map((time) => Math.floor(Date.parse(time) / 1_000));
	return JSON.stringify([kind, scoreType, span, together && [...together].sort()]);
}
