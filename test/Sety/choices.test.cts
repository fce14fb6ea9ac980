import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';

import { Sety } from '../../nodes/Sety/Sety.node.ts';
import { SetyTrigger } from '../../nodes/Sety/SetyTrigger.node.ts';
import { SetyWebhookTrigger } from '../../nodes/Sety/SetyWebhookTrigger.node.ts';

type Described = INodeProperties | INodePropertyCollection | INodePropertyOptions;

/** Lists that take an expression, or a value from an AI agent, at whatever depth. */
function listsIn(properties: readonly Described[]): INodeProperties[] {
	return properties.flatMap((property): INodeProperties[] => {
		if (!('type' in property)) return [];
		const isList = property.type === 'options' || property.type === 'multiOptions';
		if (isList) return property.noDataExpression === true ? [] : [property];
		return listsIn(property.options ?? []);
	});
}

const lists = [Sety, SetyTrigger, SetyWebhookTrigger].flatMap((Node) =>
	listsIn(new Node().description.properties).map((list) => [list.displayName, list] as const),
);

it('finds the lists', () => {
	expect(new Set(lists.map(([label]) => label))).toEqual(
		new Set([
			...['Category', 'Severity', 'Status', 'Output', 'If Category Is Unknown'],
			...['Trigger On', 'Drills', 'From Status', 'To Status'],
		]),
	);
});

it.each(lists)('the description of %s names the values', (_label, { description, options }) => {
	const values = (options ?? []).map((option) => ('value' in option ? String(option.value) : ''));

	expect(values.filter((value) => !description?.includes(value))).toEqual([]);
	expect(values).not.toContain('');
});
