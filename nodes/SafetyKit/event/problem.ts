import { whyNotText } from '../../core/form/textChecks';

/** What is wrong with an event, before it is sent. */
export interface Problem {
	/** The event's own field, `metadata`. */
	field: string;
	/** The way to it below the field: `['plan']`, `['part 2']`, `['price', 'amount']`. */
	below?: readonly string[];
	/** Fields without a value, where one of them is needed: then the reporter says so instead of `what`. */
	missing?: readonly [string, ...string[]];
	/** Begins with a verb: "is empty". */
	what: string;
	/** A sentence with its full stop. */
	howToGoOn: string;
}

export type Report = (problem: Problem) => void;

/**
 * What is wrong with a value that is no text, where SafetyKit wants text. Numbers are text by then (tidyEvent). True and
 * false are not: they name no record, and as a user or a key they would be the same for many events.
 */
export function textProblem(value: unknown): Pick<Problem, 'what' | 'howToGoOn'> {
	if (typeof value === 'boolean') {
		return {
			what: `is ${value}, where text is expected`,
			howToGoOn: 'Map the text value.',
		};
	}
	return whyNotText(value) ?? { what: 'is not text', howToGoOn: 'Map a single value.' };
}
