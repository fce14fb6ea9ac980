import './environment.cts';

import { PollContext } from 'n8n-core';
import type { IDataObject, INodeParameters, WorkflowActivateMode } from 'n8n-workflow';
import { Workflow } from 'n8n-workflow';

import { SamsaraTrigger } from '../../nodes/Samsara/SamsaraTrigger.node.ts';
import type { Credential } from './credentials.cts';
import { additionalDataOf, nodeOf, nodeTypesOf } from './runNode.cts';

export interface Poller {
	/** One live poll; null when nothing is new. */
	poll(): Promise<IDataObject[] | null>;
	/** Fetch Test Event. */
	fetchTestEvent(): Promise<IDataObject[] | null>;
	/** What n8n stores. Setting it is a restart of n8n. */
	state: IDataObject;
}

/** A Samsara Trigger in n8n's own poll context, with the state of one workflow. */
export function samsaraPoller(
	parameters: INodeParameters,
	credentials: () => Record<string, Credential>,
): Poller {
	const node = new SamsaraTrigger();
	let staticData: IDataObject = {};
	const run = async (mode: 'trigger' | 'manual') => {
		const workflow = new Workflow({
			id: 'workflow',
			nodes: [
				{
					...nodeOf('Trigger', 'samsaraTrigger', { authentication: 'accessToken', ...parameters }),
					credentials: Object.fromEntries(
						Object.keys(credentials()).map((name) => [name, { id: '1', name }]),
					),
				},
			],
			connections: {},
			active: false,
			nodeTypes: nodeTypesOf({ samsaraTrigger: node }),
			staticData,
			settings: { executionOrder: 'v1', timezone: 'UTC' },
		});
		const context = new PollContext(
			workflow,
			Object.values(workflow.nodes)[0] as never,
			additionalDataOf(credentials(), '1', mode),
			mode,
			(mode === 'manual' ? 'manual' : 'activate') as WorkflowActivateMode,
		);
		const output = await node.poll.call(context as never);
		staticData = workflow.staticData;
		return output?.[0]?.map(({ json }) => json) ?? null;
	};
	return {
		poll: async () => await run('trigger'),
		fetchTestEvent: async () => await run('manual'),
		get state() {
			return JSON.parse(JSON.stringify(staticData)) as IDataObject;
		},
		set state(stored) {
			staticData = stored;
		},
	};
}
