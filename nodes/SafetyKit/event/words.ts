import type { z } from 'zod';

import { refuse } from '../../core/form/refusal';
import { isJsonRecord } from '../../core/json';
import type { Problem, Report } from './problem';
import { parameterOf } from './fromFields';
import type { InputMode } from './mode';

/** Tells the user what is wrong with an event, by the place where the user wrote it. */
export function reportTo(
	context: z.RefinementCtx,
	mode: InputMode,
	extraFields: Readonly<Record<string, unknown>>,
): Report {
	return (problem) => {
		const place = isExtra(problem, extraFields) ? IN_EXTRA_FIELDS : PLACES[mode];
		const { path, way, before = '' } = place(problem);
		const what = way.length === 0 ? problem.what : `→ ${way.join(' → ')} ${problem.what}`;
		refuse(context, before + what, problem.howToGoOn, path);
	};
}

interface Place {
	/** Of the parameter; an empty one is called "The input". */
	path: string[];
	/** From there to what is wrong. */
	way: readonly string[];
	before?: string;
}

const wayTo = ({ field, below = [] }: Problem): string[] => [field, ...below];

const IN_EXTRA_FIELDS = (problem: Problem): Place => ({
	path: ['options', 'extraFields'],
	way: wayTo(problem),
});

/** By the label of a field, or by the event's own field name. */
const PLACES: Readonly<Record<InputMode, (problem: Problem) => Place>> = {
	fields: (problem) => parameterOf(wayTo(problem)),
	json: (problem) => ({ path: ['eventJson'], way: wayTo(problem) }),
	mapFromItem: (problem) => ({ path: [], way: wayTo(problem), before: 'item ' }),
};

/** Whether it was Extra Fields that brought it in: they are merged, so only a part of the field may be theirs. */
function isExtra(
	{ field, below: [member] = [] }: Problem,
	extraFields: Readonly<Record<string, unknown>>,
): boolean {
	if (!Object.hasOwn(extraFields, field)) return false;
	const extra = extraFields[field];
	return member === undefined || !isJsonRecord(extra) || Object.hasOwn(extra, member);
}
