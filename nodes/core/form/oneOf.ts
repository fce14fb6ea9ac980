import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import type { Field, FieldOptions } from './field';
import { field } from './field';
import { optional, text } from './schemas';
import { setOfTexts } from './lists';
import { quoteValue, refuse } from './refusal';

/** A choice of a dropdown: its value, or value and label. */
export type Choice<Value extends string = string> = Value | { name: string; value: Value };

/** The choices of a dropdown in the editor. */
export function choicesOf({ options = [] }: Pick<INodeProperties, 'options'>): Choice[] {
	return options.flatMap((option) =>
		'value' in option ? [{ name: option.name, value: String(option.value) }] : [],
	);
}

/**
 * The choice that matches a word: the exact value, else value or label regardless of case, spaces and punctuation.
 * Undefined where none matches.
 */
export function findChoice<Value extends string>(
	choices: ReadonlyArray<Choice<Value>>,
	word: string,
): Value | undefined {
	const exact = choices.map(valueOf).find((value) => value === word);
	const wanted = bare(word);
	if (exact !== undefined || wanted === '') return exact;
	const match = choices.find((choice) =>
		[valueOf(choice), labelOf(choice)].some((one) => bare(one) === wanted),
	);
	return match === undefined ? undefined : valueOf(match);
}

/** Reads one choice of a dropdown. An expression or an AI agent can give any other value. */
export function oneOf<const Value extends string>(choices: ReadonlyArray<Choice<Value>>) {
	return text.transform((chosen, context): Value => {
		const found = findChoice(choices, chosen);
		if (found !== undefined) return found;
		refuse(
			context,
			`is ${quoteValue(chosen)}, which is not an option`,
			`Use one of: ${listed(choices)}.`,
		);
		return z.NEVER;
	});
}

/** An optional dropdown, such as a filter, that reads one of its own options. */
export function optionalChoice<const Name extends string>(
	property: INodeProperties & { name: Name },
	options?: FieldOptions,
): Field<Name, string | undefined> {
	return field(property, optional(oneOf(choicesOf(property))), options);
}

/** Reads several choices, in the order of the dropdown. */
export function someOf<const Value extends string>(choices: ReadonlyArray<Choice<Value>>) {
	return setOfTexts.transform((chosen, context): Value[] => {
		const found = new Set<string | undefined>();
		for (const word of chosen) {
			const choice = findChoice(choices, word);
			found.add(choice);
			if (choice !== undefined) continue;
			refuse(
				context,
				`contains ${quoteValue(word)}, which is not an option`,
				`Use any of: ${listed(choices)}.`,
			);
			return z.NEVER;
		}
		return choices.map(valueOf).filter((value) => found.has(value));
	});
}

function valueOf<Value extends string>(choice: Choice<Value>): Value {
	return typeof choice === 'string' ? choice : choice.value;
}

function labelOf(choice: Choice): string {
	return typeof choice === 'string' ? choice : choice.name;
}

/** `Location Threat`, ` location-threat` and `location_threat` are the same word. */
function bare(word: string): string {
	return word
		.normalize('NFKC')
		.replaceAll(/[^\p{L}\p{N}]/gu, '')
		.toLowerCase();
}

/** The choices for a message: label and value where they differ. */
export function listed(choices: readonly Choice[]): string {
	return choices
		.map((choice) =>
			labelOf(choice) === valueOf(choice) || valueOf(choice) === ''
				? labelOf(choice)
				: `${labelOf(choice)} (${valueOf(choice)})`,
		)
		.join(', ');
}
