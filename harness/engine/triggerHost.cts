import './environment.cts';

import { PollContext } from 'n8n-core';
import type {
	IDataObject,
	INode,
	INodeExecutionData,
	INodeParameters,
	INodeType,
	IPollFunctions,
	WorkflowActivateMode,
} from 'n8n-workflow';
import { Workflow } from 'n8n-workflow';

import type { Credential } from './credentials.cts';
import { type PollingEngine, pollingEngine } from './n8nCore.cts';
import { additionalDataOf, nodeOf, nodeTypesOf } from './runNode.cts';

const NODE = 'Trigger Under Test';
const WORKFLOW_ID = 'polled';

/** n8n's loader puts this in front of the properties of every node that polls. */
const POLL_TIMES = {
	displayName: 'Poll Times',
	name: 'pollTimes',
	type: 'fixedCollection' as const,
	typeOptions: { multipleValues: true },
	default: {},
	options: [
		{
			name: 'item',
			displayName: 'Item',
			values: [{ displayName: 'Mode', name: 'mode', type: 'string' as const, default: '' }],
		},
	],
};

export interface Emission {
	error?: Error & { failure?: unknown; description?: string };
	items: INodeExecutionData[];
}

/**
 * n8n as far as polling triggers go: workflows are activated and polled by n8n-core's own classes. Static data is kept in
 * memory and saved on emit and after activation, as n8n does in its default mode.
 */
export class TriggerHost {
	/** What n8n's database holds: static data of the workflow. */
	saved = '{}';
	/** What was handed over, one entry for each execution that n8n would start. */
	readonly emissions: Emission[] = [];
	/** What the trigger wrote into n8n's log. */
	readonly warnings: string[] = [];
	/** Milliseconds that a poll may take. */
	budgetMs = 5 * 60_000;
	#tick: (() => Promise<void>) | undefined;
	readonly #engine: PollingEngine = pollingEngine();
	#workflow: Workflow | undefined;

	constructor(
		private readonly node: INodeType,
		public credentials: () => Record<string, Credential>,
		public parameters: INodeParameters = {},
	) {}

	/** The json of every item that was handed over. */
	get json(): IDataObject[] {
		return this.emissions.flatMap(({ items }) => items.map(({ json }) => json));
	}

	get errors(): Array<NonNullable<Emission['error']>> {
		return this.emissions.flatMap(({ error }) => (error === undefined ? [] : [error]));
	}

	/** The state of the trigger, as it lives in memory. */
	get memory(): string {
		return JSON.stringify(this.#workflow?.staticData ?? {});
	}

	/** Switches the workflow on, or starts n8n with the workflow on; rejects as n8n's activation does. */
	async activate(activation: WorkflowActivateMode = 'activate'): Promise<void> {
		const workflow = this.#createWorkflow();
		this.#workflow = workflow;
		const tick = await this.#engine.activate({
			workflow,
			node: workflow.getNode(NODE) as INode,
			additionalData: this.#additionalData(),
			activation,
			context: () => this.#contextOf(workflow, activation),
			isCurrent: () => this.#workflow === workflow,
		});
		this.#save(workflow);
		this.#tick = tick;
	}

	/** One tick of the poll times. */
	async tick(): Promise<void> {
		await this.#tick?.();
	}

	/** Ends the process or the workflow; what is in memory only is gone. */
	async stop(): Promise<void> {
		await this.#engine.remove(WORKFLOW_ID);
		this.#workflow = undefined;
		this.#tick = undefined;
	}

	/** Fetch Test Event of the editor. */
	async fetchTestEvent(): Promise<INodeExecutionData[][] | null> {
		const workflow = this.#createWorkflow();
		const node = workflow.getNode(NODE) as INode;
		const context = new PollContext(workflow, node, this.#additionalData(), 'manual', 'manual');
		const before = JSON.stringify(workflow.staticData);
		const result = await this.node.poll?.call(context as IPollFunctions);
		expect(JSON.stringify(workflow.staticData)).toBe(before);
		return result ?? null;
	}

	#createWorkflow(): Workflow {
		const { description } = this.node;
		const type = Object.assign(Object.create(this.node) as INodeType, {
			description: { ...description, properties: [POLL_TIMES, ...description.properties] },
		});
		return new Workflow({
			id: WORKFLOW_ID,
			nodes: [
				{
					...nodeOf(NODE, description.name, {
						pollTimes: { item: [{ mode: 'everyMinute' }] },
						...this.parameters,
					}),
					credentials: Object.fromEntries(
						Object.keys(this.credentials()).map((name) => [name, { id: '1', name }]),
					),
				},
			],
			connections: {},
			active: true,
			nodeTypes: nodeTypesOf({ [description.name]: type }),
			staticData: JSON.parse(this.saved) as IDataObject,
			settings: { executionOrder: 'v1', timezone: 'UTC' },
		});
	}

	#additionalData() {
		return additionalDataOf(this.credentials(), '1', 'trigger');
	}

	#contextOf(workflow: Workflow, activation: WorkflowActivateMode): IPollFunctions {
		const context = new PollContext(
			workflow,
			workflow.getNode(NODE) as INode,
			this.#additionalData(),
			'trigger',
			activation,
			(data) => {
				this.emissions.push({ items: data.flat() });
				this.#save(workflow);
			},
			(error) => this.emissions.push({ error, items: [] }),
			undefined,
			undefined,
			undefined,
			() => this.budgetMs,
		);
		jest.spyOn(context.logger, 'warn').mockImplementation((text) => this.warnings.push(text));
		// n8n-core's own class says that a workflow may have no name.
		return context as IPollFunctions;
	}

	#save(workflow: Workflow): void {
		this.saved = JSON.stringify(workflow.staticData);
	}
}
