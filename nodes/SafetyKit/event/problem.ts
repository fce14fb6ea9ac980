/** What is wrong with an event, before it is sent. */
export interface Problem {
	/** The event's own field, `metadata`. */
	field: string;
	/** The way to it below the field: `['plan']`, `['part 2']`, `['price', 'amount']`. */
	below?: readonly string[];
	/** Begins with a verb: "is empty". */
	what: string;
	/** A sentence with its full stop. */
	howToGoOn: string;
}

export type Report = (problem: Problem) => void;
