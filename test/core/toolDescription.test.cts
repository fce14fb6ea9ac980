import type { INode, INodeParameters, INodeType } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import { SafetyKit } from '../../nodes/SafetyKit/SafetyKit.node.ts';
import { SafetyReport } from '../../nodes/SafetyReport/SafetyReport.node.ts';
import { Samsara } from '../../nodes/Samsara/Samsara.node.ts';
import { Sety } from '../../nodes/Sety/Sety.node.ts';
import { packages } from '../../nodes/services.ts';

const NODES: Record<string, INodeType> = {
	...{ Sety: new Sety(), Samsara: new Samsara() },
	...{ SafetyKit: new SafetyKit(), SafetyReport: new SafetyReport() },
};
const LARGEST = 160;

const operations = packages.flatMap(({ name, operations }) =>
	operations.map(({ resource, operation }) => [name, resource, operation] as const),
);

/** The variant that n8n makes of a node for agents, as far as its fields depend on it. */
function toolOf(name: string, type = 'Tool'): INodeType {
	const node = NODES[name];
	if (node === undefined) throw new Error(`There is no node ${name}`);
	return { ...node, description: { ...node.description, name: `${node.description.name}${type}` } };
}

/** The parameters as n8n loads them for an execution (with defaults), or as it saves them (without). */
function parametersOf(
	nodeType: INodeType,
	parameters: INodeParameters,
	withDefaults: boolean,
): INodeParameters {
	const { description } = nodeType;
	const node = { name: 'Tool', type: description.name, typeVersion: 1, parameters } as INode;
	const { properties } = description;
	return (
		NodeHelpers.getNodeParameters(
			...[properties, parameters, withDefaults, false, node, description],
		) ?? {}
	);
}

/** What a model reads of a tool with these parameters. */
function descriptionOf(nodeType: INodeType, stored: INodeParameters): string {
	const parameters = parametersOf(nodeType, stored, true);
	return NodeHelpers.getToolDescriptionForNode({ parameters } as INode, nodeType);
}

it.each(operations)('%s, %s → %s says when not to use it', (name, resource, operation) => {
	const text = descriptionOf(toolOf(name), { resource, operation });

	expect(text).toMatch(/\. .*\b[Nn]ot\b.*\.$/);
	expect(text).not.toMatch(/\.\./);
	expect(text.length).toBeLessThanOrEqual(LARGEST);
});

it.each(['create', 'cancel'])('incident → %s is only for people in need', (operation) => {
	const text = descriptionOf(toolOf('Sety'), { resource: 'incident', operation });

	expect(text).toMatch(/Only (?:when|if) a person\b.*Not for tests/);
});

it('keeps the text of a user, and also that of a workflow from before', () => {
	const own = { descriptionType: 'manual', toolDescription: 'Mine' };
	const create = { resource: 'incident', operation: 'create' };

	expect(descriptionOf(toolOf('Sety'), { ...create, ...own })).toBe('Mine');
	expect(descriptionOf(toolOf('Sety'), { ...create, descriptionType: 'auto' })).toMatch(/^Report/);
});

it('follows the operation when a user chooses another one', () => {
	const tool = toolOf('Sety');
	// As the editor does: it takes what differs from the defaults, changes a value and adds the new defaults.
	const before = parametersOf(tool, { resource: 'incident', operation: 'create' }, true);
	const kept = parametersOf(tool, before, false);
	const after = parametersOf(tool, { ...kept, operation: 'cancel' }, true);

	expect(before['toolDescription']).toMatch(/^Report an emergency/);
	expect(after['toolDescription']).toMatch(/^Call off an incident/);
});

it('is no field of a node in a workflow', () => {
	const parameters = parametersOf(toolOf('Sety', ''), {}, true);

	expect(parameters).not.toHaveProperty('toolDescription');
});
