import type { Credentials } from '../../../demo/examples/exampleFile.mts';
import { PACKAGE_NAME } from '../../../harness/n8n/communityPackage.mts';
import type { WorkflowContent } from '../../../harness/n8n/rest.mts';

export const TRIGGERS = { sety: 'Sety Trigger', samsara: 'Samsara Trigger' } as const;

export type Trigger = (typeof TRIGGERS)[keyof typeof TRIGGERS];

/** Both triggers, polled once a minute, which is as often as n8n allows; what they hand over goes nowhere. */
export const watchingWorkflow = ({ setyApi, samsaraApi }: Credentials): WorkflowContent => ({
	name: 'Watched While Killed',
	settings: { executionOrder: 'v1', saveDataSuccessExecution: 'all' },
	nodes: [
		{
			id: 'a0000000-0000-4000-8000-000000000001',
			name: TRIGGERS.sety,
			type: `${PACKAGE_NAME}.setyTrigger`,
			typeVersion: 1,
			position: [0, 0],
			parameters: {
				pollTimes: { item: [{ mode: 'everyMinute' }] },
				triggerOn: ['incidentCreated'],
				filters: {},
				options: {},
			},
			credentials: { setyApi },
		},
		{
			id: 'a0000000-0000-4000-8000-000000000002',
			name: TRIGGERS.samsara,
			type: `${PACKAGE_NAME}.samsaraTrigger`,
			typeVersion: 1,
			position: [0, 200],
			parameters: {
				pollTimes: { item: [{ mode: 'everyMinute' }] },
				triggerOn: ['safetyEventCreated'],
				options: {},
			},
			credentials: { samsaraApi },
		},
		{
			id: 'a0000000-0000-4000-8000-000000000003',
			name: 'Done',
			type: 'n8n-nodes-base.noOp',
			typeVersion: 1,
			position: [220, 100],
			parameters: {},
		},
	],
	connections: Object.fromEntries(
		Object.values(TRIGGERS).map((name) => [
			name,
			{ main: [[{ node: 'Done', type: 'main', index: 0 }]] },
		]),
	),
});
