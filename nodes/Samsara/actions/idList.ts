import { z } from 'zod';

import { isBlank } from '../../shared/input/fields';
import { entriesOf, isNothing, listWritten, setOfTexts } from '../../shared/input/listOfTexts';
import { refuse } from '../../shared/input/refuse';

/**
 * What a field for ids holds, entry by entry. A list with a gap is refused: which record is missing there is not known,
 * and without it a run would look complete. Text may have empty lines and commas too many, which mean nothing.
 */
export const idEntries = z.unknown().transform((value, context): unknown[] => {
	const list = listIn(value);
	if (list === undefined) return entriesOf(value).filter((entry) => !isBlank(entry));
	if (isNothing(list)) return [];
	const gap = list.findIndex(isBlank);
	if (gap >= 0) {
		refuse(
			context,
			`holds nothing at place ${gap + 1} of ${list.length}`,
			'Which ID is missing there is not known. Correct the expression, or filter out what has no ID.',
		);
	}
	return list;
});

function listIn(value: unknown): unknown[] | undefined {
	if (Array.isArray(value)) return value.flat(Infinity);
	return typeof value === 'string' ? listWritten(value) : undefined;
}

/** Ids of whatever, each once. */
export const idSet = idEntries.pipe(setOfTexts);
