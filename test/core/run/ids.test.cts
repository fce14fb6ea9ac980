import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';

import { services } from '../../../nodes/services.ts';

type Described = INodeProperties | INodePropertyCollection | INodePropertyOptions;

const LOOKS_LIKE_AN_ID = /(?:^i|I)ds?$|(?:^n|N)amespace$|Key$|Coaches$/;

/** The paths of all fields with a name like that of an ID or a key. */
function idsIn(properties: readonly Described[], path: string[] = []): string[] {
	return properties.flatMap((property) => {
		const here = [...path, property.name];
		if ('values' in property) return idsIn(property.values, [...here, '*']);
		if ('options' in property && property.type !== 'options') {
			return idsIn(property.options ?? [], here);
		}
		return LOOKS_LIKE_AN_ID.test(property.name) ? [here.join('.')] : [];
	});
}

it.each(
	services.flatMap(({ operations }) =>
		operations.map((operation): [string, typeof operation] => [
			`${operation.resource}.${operation.operation}`,
			operation,
		]),
	),
)('%s declares all its IDs and keys', (_name, { properties, ids = [] }) => {
	expect(idsIn(properties).filter((id) => !ids.includes(id))).toEqual([]);
});
