import { saveServiceCredentials } from '../../../demo/examples/credentials.mts';
import { PACKAGE_NAME as PACKAGE } from '../../../harness/n8n/communityPackage.mts';
import type { N8nRest } from '../../../harness/n8n/rest.mts';
import {
	FULL_TOKEN,
	SAFETYKIT_KEY,
	SAFETYKIT_WEBHOOK_SECRET,
	TEST_KEY,
	type Sandbox,
} from '../../../harness/sandbox.mts';

/** Between two nodes of a row, and between two rows, on n8n's canvas. */
const STEP = { x: 240, y: 200 };

/** What must not be seen anywhere in the editor. */
export const SECRETS = [TEST_KEY, FULL_TOKEN, SAFETYKIT_KEY, SAFETYKIT_WEBHOOK_SECRET];

/** Node, type and parameters; the credential is that of the service. */
type Step = readonly [name: string, type: string, parameters: Record<string, unknown>];

/** Each of them starts with its first node; `at` is its place by columns and rows. */
interface Chain {
	at: readonly [column: number, row: number];
	steps: readonly Step[];
}

const chains: readonly Chain[] = [
	{
		at: [0, 0],
		steps: [
			['Sety Trigger', `${PACKAGE}.setyTrigger`, { triggerOn: ['incidentCreated'] }],
			[
				'Take Note',
				`${PACKAGE}.sety`,
				{
					resource: 'incident',
					operation: 'addNote',
					incidentId: { __rl: true, mode: 'id', value: '={{ $json.incident.incident_id }}' },
					note: 'Seen by the night shift',
				},
			],
			['Tell the Team', 'n8n-nodes-base.noOp', {}],
		],
	},
	{
		at: [0, 1],
		steps: [
			['Samsara Trigger', `${PACKAGE}.samsaraTrigger`, { triggerOn: ['safetyEventCreated'] }],
			[
				'Dismiss Events',
				`${PACKAGE}.samsara`,
				{
					resource: 'safetyEvent',
					operation: 'update',
					safetyEventIds: '={{ $json.safetyEvent.id }}',
					eventState: 'dismissed',
					dismissalReason: 'minorEvent',
					options: { confirm: true },
				},
			],
		],
	},
	{
		at: [0, 2],
		steps: [
			['Try It', 'n8n-nodes-base.manualTrigger', {}],
			[
				'Chat Message',
				'n8n-nodes-base.set',
				{
					mode: 'raw',
					jsonOutput: JSON.stringify({
						id: 'msg_5081',
						at: '2030-01-07T08:59:12.000Z',
						from: 'user_123',
						to: 'user_456',
						text: 'Hey, is this still available?',
					}),
					options: {},
				},
			],
			[
				'Report Message',
				`${PACKAGE}.safetyKit`,
				{
					resource: 'event',
					operation: 'send',
					eventType: 'user_contact',
					eventName: 'message_sent',
					userId: '={{ $json.from }}',
					targetUserId: '={{ $json.to }}',
					content: { parts: [{ kind: 'text', key: 'body', text: '={{ $json.text }}' }] },
					additionalFields: { idempotencyKey: '={{ $json.id }}', timestamp: '={{ $json.at }}' },
				},
			],
		],
	},
	{
		at: [2.7, 1],
		steps: [
			['SafetyKit Trigger', `${PACKAGE}.safetyKitTrigger`, {}],
			['Act on the Result', 'n8n-nodes-base.noOp', {}],
		],
	},
];

const versions: Record<string, number> = { 'n8n-nodes-base.set': 3.4 };

const services = [
	[`${PACKAGE}.sety`, 'setyApi'],
	[`${PACKAGE}.samsara`, 'samsaraApi'],
	[`${PACKAGE}.safetyKit`, 'safetyKitApi'],
] as const;

/** The same for every run, so that what n8n makes of them is, too. */
const idOf = (number: number): string =>
	`30000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** Saves a workflow with all six nodes, connected to the sandbox. Returns its id. */
export async function saveShowcase(rest: N8nRest, sandbox: Sandbox): Promise<string> {
	const saved = await saveServiceCredentials(rest, sandbox);
	const credentialsOf = (type: string) => {
		const [, name] = services.find(([prefix]) => type.startsWith(prefix)) ?? [];
		return name === undefined ? {} : { [name]: saved[name] };
	};
	const nodes = chains
		.flatMap(({ at: [column, row], steps }) =>
			steps.map(([name, type, parameters], index) => ({
				name,
				type,
				typeVersion: versions[type] ?? 1,
				position: [(column + index) * STEP.x, row * STEP.y],
				parameters,
				credentials: credentialsOf(type),
			})),
		)
		.map((node, index) => ({
			...node,
			id: idOf(index),
			...(node.type.endsWith('safetyKitTrigger') ? { webhookId: idOf(100) } : {}),
		}));
	const connections = Object.fromEntries(
		chains.flatMap(({ steps }) =>
			steps.slice(0, -1).map(([name], index) => {
				const next = steps[index + 1]?.[0] ?? '';
				return [name, { main: [[{ node: next, type: 'main', index: 0 }]] }];
			}),
		),
	);
	return await rest.createWorkflow({
		name: 'Safety operations',
		nodes,
		connections,
		settings: { executionOrder: 'v1' },
	});
}
