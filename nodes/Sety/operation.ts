import type { z } from 'zod';

import type { PerItemDefinition } from '../core/operation';
import { perItemOperation } from '../core/operation';
import type { JsonRecord } from '../core/json';
import { isJsonRecord } from '../core/json';
import type { SetyClient } from './api/client';
import { endpointNames, endpoints } from './api/endpoints';

/** An operation of the Sety node; see any file beside the resources for what one looks like. */
export function setyOperation<Schema extends z.ZodTypeAny>(
	definition: PerItemDefinition<SetyClient, Schema>,
) {
	const { resource, operation } = definition;
	const endpoint = endpointNames().find((name) => name === `${resource}.${operation}`);
	const placeholders = endpoint === undefined ? [] : placeholdersOf(endpoints[endpoint].path);
	return perItemOperation<SetyClient, Schema>({
		...definition,
		check(input, context) {
			if (endpoint !== undefined) {
				// The inputs of operations have the values for the path under the names of the placeholders.
				const fields: JsonRecord = isJsonRecord(input) ? input : {};
				const path = placeholders.map((name) => [name, String(fields[name])]);
				context.client.checkCall(endpoint, Object.fromEntries(path) as Record<string, string>);
			}
			definition.check?.(input, context);
		},
	});
}

function placeholdersOf(path: string): string[] {
	return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
}
