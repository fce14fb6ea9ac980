import type { EventType } from './event';
import { EVENT_TYPES, fieldsOf } from './event';

/** Shows a field in the Fields mode, for the types that know it, or for the ones given. */
export const shownFor = (field: string, types: readonly EventType[] = EVENT_TYPES) => ({
	show: {
		inputMode: ['fields'],
		eventType: types.filter((type) => fieldsOf(type).has(field)),
	},
});

export const always = { show: { inputMode: ['fields'] } };

/** A value of the API as a label. */
export const titled = (value: string) => ({
	name: value
		.split('_')
		.map((word) => (word === 'id' || word === 'url' ? word.toUpperCase() : capital(word)))
		.join(' '),
	value,
});
const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
