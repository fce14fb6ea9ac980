import { joinNames } from '../failures/text';

/** How many different names a hint lists. */
const MOST_NAMES = 5;

/** Tells the user something that is not worth an error, once however many items say it; `names` are gathered. */
export type Hint = (text: string, names?: Iterable<string>) => void;

export interface Hints {
	hint: Hint;
	/** All that was told, in the order in which it was told first. */
	texts(): string[];
}

/** What a run tells besides its output. */
export function gatherHints(): Hints {
	const told = new Map<string, Set<string>>();
	return {
		hint(text, names = []) {
			const before = told.get(text) ?? new Set();
			for (const name of names) before.add(name);
			told.set(text, before);
		},
		texts: () =>
			[...told].map(([text, names]) =>
				names.size === 0 ? text : `${text}: ${joinNames([...names], MOST_NAMES)}.`,
			),
	};
}
