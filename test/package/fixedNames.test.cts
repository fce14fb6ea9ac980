import '../../harness/engine/environment.cts';

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { INodeProperties, INodeType } from 'n8n-workflow';

import { SafetyReport } from '../../nodes/SafetyReport/SafetyReport.node.ts';
import { SafetyKit } from '../../nodes/SafetyKit/SafetyKit.node.ts';
import { SafetyKitTrigger } from '../../nodes/SafetyKit/SafetyKitTrigger.node.ts';
import { Samsara } from '../../nodes/Samsara/Samsara.node.ts';
import { SamsaraTrigger } from '../../nodes/Samsara/SamsaraTrigger.node.ts';
import { Sety } from '../../nodes/Sety/Sety.node.ts';
import { SetyTrigger } from '../../nodes/Sety/SetyTrigger.node.ts';
import { SetyWebhookTrigger } from '../../nodes/Sety/SetyWebhookTrigger.node.ts';

/**
 * Names in the workflows of users: none may change or go. Written down here and not taken from the code, so that an update
 * of the snapshots cannot lose one.
 */
const OPERATIONS: Array<[INodeType, string, string[]]> = [
	[
		new Sety(),
		'sety',
		[
			...['create', 'get', 'getAll', 'cancel', 'addNote'].map((name) => `incident.${name}`),
			...['create', 'getAll', 'getStats', 'getCurrentVisitors', 'checkOut'].map(
				(name) => `accessLog.${name}`,
			),
			...[
				'getDangerZones',
				'getDangerAnalytics',
				'getHeatmap',
				'getSafetyScore',
				'analyzeRoute',
			].map((name) => `threatIntelligence.${name}`),
			'system.healthCheck',
		],
	],
	[
		new Samsara(),
		'samsara',
		[
			...['update', 'get', 'getAll', 'downloadMedia'].map((name) => `safetyEvent.${name}`),
			'safetyScore.get',
		],
	],
	[
		new SafetyKit(),
		'safetyKit',
		[
			...['event.send', 'event.sendBatch', 'dataObject.submit', 'dataObject.getStatus'],
			...['agentDecision.create', 'deletionRequest.create'],
		],
	],
	[new SafetyReport(), 'safetyReport', ['report.create', 'period.get']],
];

const TRIGGERS: Array<[INodeType, string, string[]]> = [
	[
		new SetyTrigger(),
		'setyTrigger',
		[
			...['incidentCreated', 'incidentStatusChanged'],
			...['dangerZoneCreated', 'dangerZoneChanged', 'dangerZoneRemoved'],
		],
	],
	[new SetyWebhookTrigger(), 'setyWebhookTrigger', ['incidentCreated', 'incidentStatusChanged']],
	[new SamsaraTrigger(), 'samsaraTrigger', ['safetyEventCreated', 'safetyEventUpdated']],
	[new SafetyKitTrigger(), 'safetyKitTrigger', ['workflow.succeeded', 'workflow.failed']],
];

const valuesOf = ({ options = [] }: INodeProperties): string[] =>
	options.flatMap((option) => ('value' in option ? [String(option.value)] : []));

function operationsOf({ description: { properties } }: INodeType): string[] {
	return properties
		.filter(({ name }) => name === 'operation')
		.flatMap((property) =>
			(property.displayOptions?.show?.resource ?? []).flatMap((resource) =>
				typeof resource === 'string'
					? valuesOf(property).map((operation) => `${resource}.${operation}`)
					: [],
			),
		);
}

it.each(OPERATIONS)('%#: a node keeps its name and its operations', (node, name, operations) => {
	expect(node.description.name).toBe(name);
	expect(operationsOf(node).sort()).toEqual([...operations].sort());
});

it.each(TRIGGERS)('%#: a trigger keeps its name and its events', (node, name, events) => {
	const triggerOn = node.description.properties.find((one) => one.name === 'triggerOn');

	expect(node.description.name).toBe(name);
	expect((triggerOn ? valuesOf(triggerOn) : []).sort()).toEqual([...events].sort());
});

it('package.json names every one of them, and the credentials', () => {
	const text = readFileSync(join(__dirname, '../../package.json'), 'utf8');
	const { n8n } = JSON.parse(text) as { n8n: { nodes: string[]; credentials: string[] } };
	const nameOf = (file: string) => file.replace(/^.*\//, '').replace(/\..*$/, '');

	expect(n8n.nodes.map(nameOf).sort()).toEqual([
		...['SafetyKit', 'SafetyKitTrigger', 'SafetyReport'],
		...['Samsara', 'SamsaraTrigger', 'Sety', 'SetyTrigger'],
		'SetyWebhookTrigger',
	]);
	expect(n8n.credentials.map(nameOf).sort()).toEqual([
		...['SafetyKitApi', 'SamsaraApi', 'SamsaraOAuth2Api', 'SetyApi'],
	]);
});
