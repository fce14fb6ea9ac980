import { whyNotText } from '../../core/form/textChecks';
import type { Problem } from './problem';

/**
 * What is wrong with a value that is there where SafetyKit wants text. Numbers that stand for themselves are text by then
 * (tidyEvent). True and false are not made text: they name nobody, and as a user or a key they would be the same for
 * many events.
 */
export function notText(value: unknown): Pick<Problem, 'what' | 'howToGoOn'> {
	if (typeof value === 'boolean') {
		return {
			what: `is ${value}, where text is expected`,
			howToGoOn: 'Map the value that is meant.',
		};
	}
	return whyNotText(value) ?? { what: 'is not text', howToGoOn: 'Map a single value.' };
}
