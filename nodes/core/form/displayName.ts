import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';

type Described = INodeProperties | INodePropertyCollection | INodePropertyOptions;

/** The label that a user sees for the parameter at `path`, of the innermost one that has a label. */
export function displayNameOf(
	path: ReadonlyArray<string | number>,
	properties: readonly INodeProperties[],
): string {
	let level: readonly Described[] = properties;
	let label: string | undefined;
	for (const segment of path) {
		const found = level.find(({ name }) => name === segment);
		if (found === undefined) continue;
		if ('displayName' in found) label = found.displayName;
		level = 'values' in found ? found.values : 'options' in found ? (found.options ?? []) : [];
	}
	return label ?? (path.length === 0 ? 'The input' : path.join('.'));
}
