import { randomUUID } from 'node:crypto';
import type { N8nRest } from '../../../demo/n8n/rest.mts';
import {
	FULL_TOKEN,
	SAFETYKIT_KEY,
	SAFETYKIT_WEBHOOK_SECRET,
	TEST_KEY,
	type Sandbox,
} from '../../../demo/sandbox.mts';

const PACKAGE = 'n8n-nodes-safetyops';
/** Between two nodes of a row, and between two rows, on n8n's canvas. */
const STEP = { x: 240, y: 200 };

/** What must not be seen anywhere in the editor. */
export const SECRETS = [TEST_KEY, FULL_TOKEN, SAFETYKIT_KEY, SAFETYKIT_WEBHOOK_SECRET];

/** The credentials for the sandbox, by the type of the credential. */
async function saveCredentials(rest: N8nRest, sandbox: Sandbox) {
	const all = [
		{
			name: 'Sety Sandbox',
			type: 'setyApi',
			data: { apiKey: TEST_KEY, baseUrl: sandbox.setyUrl, endpointOverrides: '{}' },
		},
		{
			name: 'Samsara Sandbox',
			type: 'samsaraApi',
			data: {
				accessToken: FULL_TOKEN,
				region: 'custom',
				baseUrl: sandbox.samsaraUrl,
				apiVersion: '',
			},
		},
		{
			name: 'SafetyKit Sandbox',
			type: 'safetyKitApi',
			data: {
				apiKey: SAFETYKIT_KEY,
				baseUrl: sandbox.safetyKitUrl,
				webhookSecret: SAFETYKIT_WEBHOOK_SECRET,
				previousWebhookSecret: '',
			},
		},
	];
	const saved = new Map<string, Record<string, { id: string; name: string }>>();
	for (const { name, type, data } of all) {
		const id = await rest.saveCredential({ name, type, data });
		saved.set(type, { [type]: { id, name } });
	}
	return saved;
}

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
				},
			],
		],
	},
	{
		at: [3.4, 1],
		steps: [
			['SafetyKit Trigger', `${PACKAGE}.safetyKitTrigger`, {}],
			['Act on the Result', 'n8n-nodes-base.noOp', {}],
		],
	},
];

const versions: Record<string, number> = { 'n8n-nodes-base.set': 3.4 };

const services: ReadonlyArray<readonly [prefix: string, credential: string]> = [
	[`${PACKAGE}.sety`, 'setyApi'],
	[`${PACKAGE}.samsara`, 'samsaraApi'],
	[`${PACKAGE}.safetyKit`, 'safetyKitApi'],
];

/** Saves a workflow with all six nodes, connected to the sandbox. Returns its id. */
export async function saveShowcase(rest: N8nRest, sandbox: Sandbox): Promise<string> {
	const credentials = await saveCredentials(rest, sandbox);
	const nodes = chains.flatMap(({ at: [column, row], steps }) =>
		steps.map(([name, type, parameters], index) => {
			const credential = services.find(([prefix]) => type.startsWith(prefix))?.[1] ?? '';
			return {
				id: randomUUID(),
				name,
				type,
				typeVersion: versions[type] ?? 1,
				position: [(column + index) * STEP.x, row * STEP.y],
				parameters,
				credentials: credentials.get(credential) ?? {},
				...(type.endsWith('safetyKitTrigger') ? { webhookId: randomUUID() } : {}),
			};
		}),
	);
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
