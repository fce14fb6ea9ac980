import fc from 'fast-check';
import type {
	INodeParameters,
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
	NodeParameterValueType,
} from 'n8n-workflow';

import { spoiledValue, USUAL } from './spoiledValues.cts';

type Described = INodeProperties | INodePropertyCollection | INodePropertyOptions;

/** What an expression can give that no field of the editor can hold. */
const EXPRESSIONS = [
	...['={{ undefined }}', '={{ null }}', '={{ NaN }}', '={{ [] }}', '={{ {} }}', '={{ $json }}'],
	...['={{ $json.missing }}', 'x={{ $json.missing }}', '={{ new Date(NaN) }}', '={{ $now }}'],
	...['={{ $json.a.b.c }}', '={{ ["a", null] }}', '={{ 2 ** 64 }}', '={{ () => 1 }}'],
];

/** A valid use of the operation with some of its fields replaced, each by what its type may hold, and by what it may not. */
export function changedParameters(
	properties: readonly INodeProperties[],
	valid: readonly INodeParameters[],
): fc.Arbitrary<INodeParameters> {
	return fc
		.record({
			base: fc.constantFrom(...valid),
			changes: fc.array(fc.oneof(...properties.map(named)), { maxLength: 4 }),
		})
		.map(({ base, changes }) => ({
			...base,
			...(Object.fromEntries(changes) as INodeParameters),
		}));
}

const named = (property: Described): fc.Arbitrary<[string, unknown]> =>
	valueOf(property).map((value) => [property.name, value]);

function valueOf(property: Described): fc.Arbitrary<unknown> {
	const odd = fc.oneof(
		{ weight: 6, arbitrary: spoiledValue(USUAL) },
		fc.constantFrom(...EXPRESSIONS),
	);
	if ('values' in property) {
		const row = membersOf(property.values);
		return fc.oneof(
			{ weight: 3, arbitrary: fc.array(row, { maxLength: 3 }) },
			{ weight: 3, arbitrary: row },
			odd,
		);
	}
	if (!('type' in property)) return odd;
	const inner = property.options ?? [];
	switch (property.type) {
		case 'collection':
		case 'fixedCollection':
			return fc.oneof({ weight: 8, arbitrary: membersOf(inner) }, odd);
		case 'options':
		case 'multiOptions': {
			const values = inner.flatMap((one) => ('value' in one ? [one.value] : []));
			const one = values.length === 0 ? odd : fc.constantFrom<unknown>(...values);
			return property.type === 'options'
				? fc.oneof(one, odd)
				: fc.oneof(fc.array(one, { maxLength: 4 }), odd);
		}
		case 'resourceLocator':
			return fc.oneof(
				{
					weight: 6,
					arbitrary: fc.record({
						__rl: fc.constant(true),
						mode: fc.constantFrom('id', 'list', 'url', 'odd'),
						value: odd,
					}),
				},
				odd,
			);
		case 'boolean':
			return fc.oneof(fc.boolean(), odd);
		default:
			return odd;
	}
}

/** Some of the members of a collection. */
function membersOf(members: readonly Described[]): fc.Arbitrary<unknown> {
	if (members.length === 0) return fc.constant({});
	return fc
		.array(fc.oneof(...members.map(named)), { maxLength: 4 })
		.map((entries) => Object.fromEntries(entries));
}

/** Leaves of the parameters that a table can fill: their paths. */
export function leavesOf(parameters: NodeParameterValueType, path: string[] = []): string[][] {
	if (typeof parameters !== 'object' || parameters === null) return [path];
	const isLocator = '__rl' in parameters;
	return Object.entries(parameters).flatMap(([name, value]) =>
		isLocator && name !== 'value' ? [] : leavesOf(value as NodeParameterValueType, [...path, name]),
	);
}
