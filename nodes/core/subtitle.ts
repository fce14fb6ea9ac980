import type { INodeProperties } from 'n8n-workflow';

import { choicesOf } from './form/oneOf';
import type { OperationTexts } from './operation';

/** Words that a title keeps in lower case unless it begins with them. */
const SMALL_WORDS = new Set(['a', 'an', 'and', 'for', 'in', 'of', 'on', 'or', 'the', 'to']);

/** The line below the name of a node: the action in title case, "Create Incident". */
export function subtitleOfOperation(operations: readonly OperationTexts[]): string {
	const texts = operations.map(({ resource, operation, action }) => [
		`${resource}.${operation}`,
		titleCase(action),
	]);
	const chosen = '$parameter["resource"] + "." + $parameter["operation"]';
	return `={{ (${tableOf(texts)})[${chosen}] ?? "" }}`;
}

/** The same for a trigger: the labels of what it starts on, "Incident Created, Danger Zone Changed". */
export function subtitleOfTriggerOn(properties: readonly INodeProperties[]): string {
	const triggerOn = properties.find(({ name }) => name === 'triggerOn') ?? {};
	const texts = choicesOf(triggerOn).map((choice) =>
		typeof choice === 'string' ? [choice, choice] : [choice.value, choice.name],
	);
	const chosen = '[$parameter["triggerOn"]].flat()';
	return `={{ ${chosen}.map((event) => (${tableOf(texts)})[event] ?? event).join(", ") }}`;
}

/** An object of an expression. Two braces in a row would end the expression. */
const tableOf = (texts: string[][]): string => JSON.stringify(Object.fromEntries(texts));

function titleCase(sentence: string): string {
	const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
	return sentence
		.split(' ')
		.map((word, index) => (index > 0 && SMALL_WORDS.has(word) ? word : capital(word)))
		.join(' ');
}
