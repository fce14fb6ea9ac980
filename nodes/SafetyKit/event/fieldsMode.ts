import { z } from 'zod';

import { cleanText } from '../../core/form/unicode';
import { findChoice } from '../../core/form/oneOf';
import { isBlank } from '../../core/form/schemas';
import { EVENT_TYPES, fieldsOf } from './event';

/** What the fields of the input mode Fields have in common: when the editor shows them, and how the node reads them. */
export const inFieldsMode = { show: { inputMode: ['fields'] } };

/** Shows a field for the event types that know it. */
export const forTypesWith = (field: string) => ({
	show: {
		inputMode: ['fields'],
		eventType: EVENT_TYPES.filter((type) => fieldsOf(type).has(field)),
	},
});

/** A value of the API as an option of a dropdown. */
export const optionOf = (value: string) => ({
	name: value
		.split('_')
		.map((word) => (word === 'id' || word === 'url' ? word.toUpperCase() : capital(word)))
		.join(' '),
	value,
});
const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** A value as it came: the node never touches texts that users wrote, and reads numbers and lists alike in all modes. */
export const asGiven = z.unknown();

/** One value without the white space around it; undefined when it is blank. The check of all modes says if it will do. */
export const single = z.unknown().transform((value): unknown => {
	if (isBlank(value)) return undefined;
	return typeof value === 'string' ? cleanText(value) : value;
});

/** The same for a dropdown: a label, in any case, counts as its value. */
export const choice = (choices: readonly string[]) =>
	single.transform((value) =>
		typeof value === 'string' ? (findChoice(choices, value) ?? value) : value,
	);

/** The rows of a fixed collection with one group. */
export const rows = <Shape extends z.ZodRawShape>(name: string, shape: Shape) =>
	z
		.object({ [name]: z.array(z.object(shape)).default([]) })
		.default({})
		.transform(
			(group) => (group as Record<string, Array<z.output<z.ZodObject<Shape>>>>)[name] ?? [],
		);

export const unlessEmpty = <Row>(list: Row[]): Row[] | undefined =>
	list.length === 0 ? undefined : list;
