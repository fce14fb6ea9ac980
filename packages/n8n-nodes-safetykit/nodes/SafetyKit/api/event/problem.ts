/** What is wrong with an event, before it is sent. */
export interface Problem {
	/** The event's own field, `metadata`. */
	field: string;
	/** Below the field, in words: `plan`, `part 2 text`. */
	detail?: string;
	/** Begins with a verb: "is empty". */
	what: string;
	/** A sentence with its full stop. */
	howToGoOn: string;
}

export type Report = (problem: Problem) => void;
