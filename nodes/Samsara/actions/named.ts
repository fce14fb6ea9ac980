/** How many ids a message names. */
const MOST_NAMED = 10;

/** The first ids of many, for a message: "a, b and 3 more". */
export function named(ids: readonly string[]): string {
	const first = ids.slice(0, MOST_NAMED).join(', ');
	return ids.length > MOST_NAMED ? `${first} and ${ids.length - MOST_NAMED} more` : first;
}
