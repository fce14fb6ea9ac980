import type { INodeProperties, IPollFunctions } from 'n8n-workflow';

import { refuseMappedToNothing } from '../run/expressions';

/**
 * What a trigger's form holds, by name, not checked yet. Throws InvalidInput for a filter that is mapped and came to
 * nothing: what concerns everybody would be followed.
 */
export function readWatchForm(
	context: IPollFunctions,
	properties: INodeProperties[],
): Record<string, unknown> {
	const values = Object.fromEntries(
		properties.map(({ name }): [string, unknown] => [
			name,
			context.getNodeParameter(name, undefined),
		]),
	);
	const guarded = { properties, notEmptyWhenMapped: ['filters'] };
	refuseMappedToNothing(context.getNode(), guarded, values);
	return values;
}
