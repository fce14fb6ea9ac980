import { z } from 'zod';

import { jsonObject, optional } from '../core/form/schemas';
import { extraQueryFields } from '../core/form/requestFields';
import { refuse } from '../core/form/refusal';
import { endpointNames, endpoints } from './api/endpoints';

/**
 * The options of an operation, with Extra Fields that leave alone what the operation sets itself: a fixed cursor or list
 * of IDs would be sent with every call, and a change that the form does not know of would pass its rules by.
 */
export function optionsOf({ resource, operation }: { resource: string; operation: string }) {
	const endpoint = endpointNames().find((name) => name === `${resource}.${operation}`);
	const own: readonly string[] = endpoint === undefined ? [] : endpoints[endpoint].ownFields;
	const reads = endpoint !== undefined && endpoints[endpoint].method === 'GET';
	const extraFields = (reads ? extraQueryFields : jsonObject).superRefine((extra, context) => {
		const field = own.find((name) => Object.hasOwn(extra, name));
		if (field === undefined) return;
		refuse(
			context,
			`sets "${field}", which this operation sets itself`,
			`Take it out of Extra Fields${field === 'after' ? '' : ', and say it in the form'}.`,
		);
	});
	return z.object({ extraFields: optional(extraFields) });
}
