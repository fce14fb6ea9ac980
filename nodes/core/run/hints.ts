import { joinNames, withoutTags } from '../failures/text';

/** How many different names a hint lists. */
const MOST_NAMES = 5;

/** Shows the user a warning once for all items that cause it; `names` are collected. */
export type Hint = (text: string, names?: Iterable<string>) => void;

export interface Hints {
	hint: Hint;
	/** All hints, in the order of their first occurrence. */
	texts(): string[];
}

/** Collects the hints of a run. */
export function collectHints(): Hints {
	const hints = new Map<string, Set<string>>();
	return {
		hint(text, names = []) {
			const collected = hints.get(text) ?? new Set();
			for (const name of names) collected.add(name);
			hints.set(text, collected);
		},
		texts: () =>
			[...hints].map(([text, names]) =>
				withoutTags(names.size === 0 ? text : `${text}: ${joinNames([...names], MOST_NAMES)}.`),
			),
	};
}
