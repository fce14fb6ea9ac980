import type { Credentials } from '../../../demo/examples/exampleFile.mts';
import { PACKAGE_NAME } from '../../../harness/n8n/communityPackage.mts';
import type { WorkflowContent } from '../../../harness/n8n/rest.mts';

const EVERY_MINUTE = { item: [{ mode: 'everyMinute' }] };
const SETTINGS = { executionOrder: 'v1', saveDataSuccessExecution: 'all' };

export const SETY_TRIGGER = 'Sety Trigger';
export const SAMSARA_TRIGGER = 'Samsara Trigger';
export const READ_INCIDENT = 'Read Incident';
export const READ_EVENT = 'Read Event';

const next = (node: string) => ({ main: [[{ node, type: 'main', index: 0 }]] });

/** Both triggers in one workflow, so that they share what n8n stores for it; what each hands over is read back. */
export const watching = ({ setyApi, samsaraApi }: Credentials): WorkflowContent => ({
	name: 'Watch Sety and Samsara',
	settings: SETTINGS,
	nodes: [
		{
			id: '10000000-0000-4000-8000-000000000001',
			name: SETY_TRIGGER,
			type: `${PACKAGE_NAME}.setyTrigger`,
			typeVersion: 1,
			position: [0, 0],
			parameters: {
				pollTimes: EVERY_MINUTE,
				triggerOn: ['incidentCreated'],
				filters: {},
				options: {},
			},
			credentials: { setyApi },
		},
		{
			id: '10000000-0000-4000-8000-000000000002',
			name: READ_INCIDENT,
			type: `${PACKAGE_NAME}.sety`,
			typeVersion: 1,
			position: [220, 0],
			parameters: {
				resource: 'incident',
				operation: 'get',
				incidentId: { __rl: true, mode: 'id', value: '={{ $json.incident.incident_id }}' },
				output: 'simplified',
				options: {},
			},
			credentials: { setyApi },
		},
		{
			id: '10000000-0000-4000-8000-000000000003',
			name: SAMSARA_TRIGGER,
			type: `${PACKAGE_NAME}.samsaraTrigger`,
			typeVersion: 1,
			position: [0, 200],
			parameters: {
				authentication: 'accessToken',
				pollTimes: EVERY_MINUTE,
				triggerOn: ['safetyEventCreated'],
				options: {},
			},
			credentials: { samsaraApi },
		},
		{
			id: '10000000-0000-4000-8000-000000000004',
			name: READ_EVENT,
			type: `${PACKAGE_NAME}.samsara`,
			typeVersion: 1,
			position: [220, 200],
			parameters: {
				authentication: 'accessToken',
				resource: 'safetyEvent',
				operation: 'get',
				safetyEventIds: '={{ $json.safetyEvent.id }}',
				output: 'simplified',
				options: {},
			},
			credentials: { samsaraApi },
		},
	],
	connections: { [SETY_TRIGGER]: next(READ_INCIDENT), [SAMSARA_TRIGGER]: next(READ_EVENT) },
});

export const EMERGENCY_PATH = 'emergency';

/** What a caller sends: one emergency of one trip. */
export interface Emergency {
	trip: string;
	passenger: string;
	latitude: number;
	longitude: number;
}

/** Webhook → create an incident under the caller's own key → answer with it. */
export const reporting = ({ setyApi }: Credentials): WorkflowContent => ({
	name: 'Report Emergencies',
	settings: SETTINGS,
	nodes: [
		{
			id: '20000000-0000-4000-8000-000000000001',
			webhookId: '20000000-0000-4000-8000-0000000000ff',
			name: 'Webhook',
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2.1,
			position: [0, 0],
			parameters: {
				httpMethod: 'POST',
				path: EMERGENCY_PATH,
				responseMode: 'responseNode',
				options: {},
			},
		},
		{
			id: '20000000-0000-4000-8000-000000000002',
			name: 'Create Incident',
			type: `${PACKAGE_NAME}.sety`,
			typeVersion: 1,
			position: [220, 0],
			parameters: {
				resource: 'incident',
				operation: 'create',
				category: 'sos',
				subjectName: '={{ $json.body.passenger }}',
				subjectPhone: '',
				latitude: '={{ $json.body.latitude }}',
				longitude: '={{ $json.body.longitude }}',
				address: '',
				idempotencyKey: '={{ $json.body.trip }}',
				additionalFields: { severity: 'critical' },
				options: {},
			},
			credentials: { setyApi },
		},
		{
			id: '20000000-0000-4000-8000-000000000003',
			name: 'Answer',
			type: 'n8n-nodes-base.respondToWebhook',
			typeVersion: 1.4,
			position: [440, 0],
			parameters: {
				respondWith: 'json',
				responseBody:
					'={{ JSON.stringify({ incident_id: $json.incident_id, is_new: $json.is_new }) }}',
				options: {},
			},
		},
	],
	connections: {
		Webhook: next('Create Incident'),
		'Create Incident': next('Answer'),
	},
});
