import { z } from 'zod';

import { text } from './fields';
import { setOfTexts } from './listOfTexts';
import { refuse } from './refuse';

/** A choice of a dropdown: an expression can give any other value. */
export function oneOf<const Value extends string>(known: readonly Value[]) {
	return text.transform((chosen, context): Value => {
		const found = known.find((value) => value === chosen);
		if (found !== undefined) return found;
		refuse(context, `is "${chosen}", which is not known`, `Use one of: ${known.join(', ')}.`);
		return z.NEVER;
	});
}

/** Choices of a list with several. */
export function someOf<const Value extends string>(known: readonly Value[]) {
	return setOfTexts.transform((chosen, context): Value[] => {
		const found = known.filter((value) => chosen.includes(value));
		const stranger = chosen.find((value) => !known.some((one) => one === value));
		if (stranger === undefined) return found;
		refuse(context, `holds "${stranger}", which is not known`, `Use any of: ${known.join(', ')}.`);
		return z.NEVER;
	});
}
