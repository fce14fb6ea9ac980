import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { OperationTexts } from './operation';

/**
 * The node's properties, derived from its operations: what a language model reads, the Resource dropdown, an Operation
 * dropdown for each resource, and each operation's own fields, shown for it alone. A field that several operations of a resource share (the same
 * object) appears once. A new node opens on the first operation of the list.
 *
 * @param resources label of each resource by its internal value, in the order of the dropdown
 */
export function describeOperations(
	operations: readonly OperationTexts[],
	resources: Readonly<Record<string, string>>,
): INodeProperties[] {
	const names = Object.keys(resources);
	return [
		...operations.map(toolDescription),
		resourceDropdown(resources, operations[0]?.resource),
		...names.map((resource) => operationDropdown(resource, operations)),
		...names.flatMap((resource) => fieldsOf(resource, operations)),
	];
}

/**
 * What a language model reads of the node as a tool. n8n adds its own field only where a node has none of this name
 * (n8n 2.41.1, tool-generation/ai-tools), and that one says only "Create incident in Sety".
 */
function toolDescription({
	resource,
	operation,
	description,
	asTool,
}: OperationTexts): INodeProperties {
	return {
		displayName: 'Tool Description',
		name: 'toolDescription',
		type: 'string',
		typeOptions: { rows: 3 },
		default: `${description.replace(/\.$/, '')}. ${asTool}`,
		description: 'What the language model reads: what the tool does, and when not to use it',
		displayOptions: {
			show: { '@tool': [true], resource: [resource], operation: [operation] },
		},
	};
}

const dropdown = { type: 'options', noDataExpression: true } as const;

function resourceDropdown(
	resources: Readonly<Record<string, string>>,
	first = '',
): INodeProperties {
	const options = Object.entries(resources).map(([value, name]) => ({ name, value }));
	return {
		displayName: 'Resource',
		name: 'resource',
		...dropdown,
		options,
		default: first,
	};
}

function operationDropdown(
	resource: string,
	operations: readonly OperationTexts[],
): INodeProperties {
	const options = operations
		.filter((operation) => operation.resource === resource)
		.map(
			({ name, operation, action, description }): INodePropertyOptions => ({
				name,
				value: operation,
				action,
				description,
			}),
		);
	return {
		displayName: 'Operation',
		name: 'operation',
		...dropdown,
		displayOptions: { show: { resource: [resource] } },
		options: [...options].sort((a, b) => a.name.localeCompare(b.name)),
		default: options[0]?.value ?? '',
	};
}

function fieldsOf(resource: string, operations: readonly OperationTexts[]): INodeProperties[] {
	const own = operations.filter((one) => one.resource === resource);
	return inOrder(own.map(({ form }) => form)).map((property) => ({
		...property,
		displayOptions: {
			...property.displayOptions,
			show: {
				...property.displayOptions?.show,
				resource: [resource],
				operation: own
					.filter(({ form }) => form.includes(property))
					.map(({ operation }) => operation),
			},
		},
	}));
}

/** All members of the lists, each once, in an order that is that of every list. */
function inOrder<Member>(lists: ReadonlyArray<readonly Member[]>): Member[] {
	const merged: Member[] = [];
	for (const list of lists) {
		for (const [index, member] of list.entries()) {
			if (merged.includes(member)) continue;
			const follower = list.slice(index + 1).find((later) => merged.includes(later));
			const place = follower === undefined ? merged.length : merged.indexOf(follower);
			merged.splice(place, 0, member);
		}
	}
	return merged;
}
