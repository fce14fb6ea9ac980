import type { INodeProperties } from 'n8n-workflow';

import type { Field } from '../../core/form/field';
import type { EventType } from './event';
import { EVENT_TYPES, fieldsOf, TYPE_RULES } from './event';
import { inFieldsMode } from './fieldsMode';

/** What differs from one event type to the next. */
type Texts = Partial<Pick<INodeProperties, 'placeholder' | 'description'>>;

/**
 * A field as each event type has it: marked as required where the type requires it, with texts that fit the type. The
 * editor shows one variant at a time.
 *
 * With an expression as Event Type, n8n shows each field that names the type under `show`, and refuses to run the node
 * while a required one of them is empty (2.41.1). So a variant names its type under `hide`, and an expression leaves
 * the field itself, which is not required: the check knows the type of each item.
 *
 * @param name of the field in the event
 */
export function byType<One extends Field>(
	one: One,
	name: string,
	texts: Partial<Record<EventType, Texts>> = {},
): One {
	const known = EVENT_TYPES.filter((type) => fieldsOf(type).has(name));
	const own = known.filter((type) => isRequired(name, type) || texts[type] !== undefined);
	const plain = known.filter((type) => !own.includes(type));
	const { property } = one;
	return {
		...one,
		property: {
			...property,
			displayOptions: {
				...inFieldsMode,
				hide: { eventType: EVENT_TYPES.filter((type) => !plain.includes(type)) },
			},
		},
		variants: own.map((type) => ({
			...property,
			...texts[type],
			required: isRequired(name, type),
			displayOptions: { ...inFieldsMode, hide: { eventType: [{ _cnd: { not: type } }] } },
		})),
	};
}

/** Price and Currency are parts of `product`. */
const isRequired = (name: string, type: EventType): boolean =>
	name === 'event_name' || TYPE_RULES[type].required.includes(name);
