import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';

type Described = INodeProperties | INodePropertyCollection | INodePropertyOptions;

/** Texts may change at any time; what workflows store, and what decides whether a field is shown, may not. */
const TEXTS = new Set([
	'displayName',
	'description',
	'placeholder',
	'hint',
	'action',
	'builderHint',
]);

/** Properties, at whatever depth, without their texts. Where a name is only a label it is left out, too. */
export function withoutTexts(properties: readonly Described[]): unknown[] {
	return properties.map((property) => {
		const isOption = 'value' in property;
		const kept = Object.entries(property)
			.filter(([key]) => !TEXTS.has(key) && !(isOption && key === 'name'))
			.map(([key, value]: [string, unknown]) => [key, withoutInnerTexts(key, value)]);
		return Object.fromEntries(kept) as unknown;
	});
}

const LISTS = new Set(['options', 'values', 'modes']);

function withoutInnerTexts(key: string, value: unknown): unknown {
	return LISTS.has(key) && Array.isArray(value) ? withoutTexts(value as Described[]) : value;
}
