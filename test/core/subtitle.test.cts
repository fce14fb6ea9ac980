import type { INodeParameters, INodeType } from 'n8n-workflow';
import { Workflow } from 'n8n-workflow';

import { nodeOf, nodeTypesOf } from '../../harness/engine/runNode.cts';
import { SafetyKit } from '../../nodes/SafetyKit/SafetyKit.node.ts';
import { SafetyKitTrigger } from '../../nodes/SafetyKit/SafetyKitTrigger.node.ts';
import { Samsara } from '../../nodes/Samsara/Samsara.node.ts';
import { SamsaraTrigger } from '../../nodes/Samsara/SamsaraTrigger.node.ts';
import { Sety } from '../../nodes/Sety/Sety.node.ts';
import { SetyTrigger } from '../../nodes/Sety/SetyTrigger.node.ts';
import { services } from '../../nodes/services.ts';

/** As the editor makes the line below the name of a node. */
function subtitleOf(type: INodeType, parameters: INodeParameters): unknown {
	const node = nodeOf('Node', 'type', parameters);
	const nodeTypes = nodeTypesOf({ type });
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const { subtitle = '' } = type.description;
	return workflow.expression.getSimpleParameterValue(node, subtitle, 'internal', {});
}

const NODES: Readonly<Record<string, INodeType>> = {
	Sety: new Sety(),
	Samsara: new Samsara(),
	SafetyKit: new SafetyKit(),
};
const operations = services.flatMap(({ name, operations: all }) =>
	all.map(({ resource, operation, action }) => ({ name, resource, operation, action })),
);

it.each(operations)(
	'$name, $resource, $operation: the words of its action',
	({ name, resource, operation, action }) => {
		const subtitle = subtitleOf(NODES[name] as INodeType, { resource, operation });

		expect(String(subtitle).toLowerCase()).toBe(action.toLowerCase());
		expect(subtitle).toMatch(/^[A-Z]/);
	},
);

it.each([
	[new Sety(), { resource: 'incident', operation: 'create' }, 'Create Incident'],
	[new Sety(), { resource: 'incident', operation: 'addNote' }, 'Add Note to Incident'],
	[
		new SafetyKit(),
		{ resource: 'dataObject', operation: 'getStatus' },
		'Get Status of Data Object Request',
	],
	[new Sety(), { resource: 'incident', operation: 'unknown' }, ''],
	[
		new SetyTrigger(),
		{ triggerOn: ['incidentCreated', 'dangerZoneChanged'] },
		'Incident Created, Danger Zone Changed',
	],
	[new SetyTrigger(), { triggerOn: 'unknown' }, 'unknown'],
	[new SamsaraTrigger(), { triggerOn: ['safetyEventUpdated'] }, 'Safety Event Updated'],
	[
		new SafetyKitTrigger(),
		{ triggerOn: ['workflow.succeeded', 'workflow.failed'] },
		'Review Completed, Review Failed',
	],
])('%#', (type, parameters, subtitle) => {
	expect(subtitleOf(type, parameters)).toBe(subtitle);
});
