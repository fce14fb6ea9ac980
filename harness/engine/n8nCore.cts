/**
 * What the versions of n8n-core do not have in common. The tests run in the n8n-core of the development dependencies and
 * in the oldest one that the nodes are said to work in (test/compat). Types are those of the former.
 */
import './environment.cts';

import { dirname } from 'node:path';

import * as core from 'n8n-core';
import type {
	INode,
	IPollFunctions,
	IRun,
	IWorkflowExecuteAdditionalData,
	Workflow,
	WorkflowActivateMode,
} from 'n8n-workflow';

interface Injection {
	Container: { get<T>(type: new (...args: never[]) => T): T };
}

/** That of n8n-core, which need not be the one that other packages have. */
const { Container } = jest.requireActual<Injection>(
	require.resolve('@n8n/di', { paths: [dirname(require.resolve('n8n-core'))] }),
);

type Execution = Promise<IRun> & { cancel(): void };
type FormerRun = (workflow: Workflow, startNode: INode) => Execution;

/** Begins an execution. Older versions take its parts one by one. */
export function runWorkflow(
	engine: core.WorkflowExecute,
	workflow: Workflow,
	startNode: INode,
): Execution {
	const takesOneObject = core.WorkflowExecute.prototype.run.length === 1;
	if (takesOneObject) return engine.run({ workflow, startNode });
	return (engine.run as unknown as FormerRun).call(engine, workflow, startNode);
}

export interface PolledWorkflow {
	workflow: Workflow;
	node: INode;
	additionalData: IWorkflowExecuteAdditionalData;
	activation: WorkflowActivateMode;
	context: () => IPollFunctions;
	/** False once the workflow was switched off or on again. */
	isCurrent: () => boolean;
}

/** How n8n switches workflows that poll on and off. */
export interface PollingEngine {
	/** Rejects as n8n's activation does. Gives back what n8n does at each poll time, and leaves the times to the test. */
	activate(polled: PolledWorkflow): Promise<() => Promise<void>>;
	remove(workflowId: string): Promise<void>;
}

export function pollingEngine(): PollingEngine {
	Container.get(core.InstanceSettings).markAsLeader();
	return 'ActiveWorkflowTriggers' in core ? presentEngine() : formerEngine();
}

/** What n8n-core keeps to itself of the class that activates triggers. */
interface PresentSchedule {
	scheduledTaskManager: { register(context: object, onTick: () => void): boolean };
}

function presentEngine(): PollingEngine {
	const triggers = Container.get(core.ActiveWorkflowTriggers);
	// It would poll once more whenever a new minute begins while a test is under way.
	const { scheduledTaskManager } = triggers as unknown as PresentSchedule;
	return {
		async activate({ workflow, node, additionalData, activation, context, isCurrent }) {
			let made: IPollFunctions | undefined;
			const scheduling = jest.spyOn(scheduledTaskManager, 'register').mockReturnValue(true);
			try {
				await triggers.addAllTriggers(
					workflow.id,
					workflow,
					additionalData,
					'trigger',
					activation,
					doesNotPoll,
					() => (made = context()),
				);
			} finally {
				scheduling.mockRestore();
			}
			const executor = Container.get(core.PollTriggerExecutor);
			return executor.create(workflow, node, made as unknown as IPollFunctions, isCurrent);
		},
		async remove(workflowId) {
			await triggers.remove(workflowId);
		},
	};
}

/** Of n8n-core before ActiveWorkflowTriggers, as far as it is used here. */
interface FormerTriggers {
	add: (
		workflowId: string,
		...same: Parameters<core.ActiveWorkflowTriggers['addAllTriggers']> extends [
			string,
			...infer Rest,
		]
			? Rest
			: never
	) => Promise<void>;
	isActive(workflowId: string): boolean;
	remove(workflowId: string): Promise<boolean>;
	scheduledTaskManager: { registerCron(context: object, onTick: () => Promise<void>): void };
}

function formerEngine(): PollingEngine {
	const { ActiveWorkflows } = core as unknown as { ActiveWorkflows: new () => FormerTriggers };
	const triggers = Container.get(ActiveWorkflows);
	return {
		async activate({ workflow, additionalData, activation, context }) {
			let tick: () => Promise<void> = async () => {};
			const scheduling = jest
				.spyOn(triggers.scheduledTaskManager, 'registerCron')
				.mockImplementation((_context, onTick) => (tick = onTick));
			try {
				await triggers.add(
					workflow.id,
					workflow,
					additionalData,
					'trigger',
					activation,
					doesNotPoll,
					context,
				);
			} finally {
				scheduling.mockRestore();
			}
			return async () => await tick();
		},
		async remove(workflowId) {
			if (triggers.isActive(workflowId)) await triggers.remove(workflowId);
		},
	};
}

function doesNotPoll(): never {
	throw new Error('Not a node that polls');
}

/**
 * Lets n8n keep binary data in files, not in memory, as it does where it runs. Returns what reads a file, and what ends this
 * again: other test files share this n8n.
 */
export async function keepBinaryDataInFiles(): Promise<{
	read: (id: string) => Promise<Buffer>;
	end: () => void;
}> {
	const service = Container.get(core.BinaryDataService);
	await service.init();
	return {
		read: async (id) => await service.getAsBuffer({ id, data: '', mimeType: '' }),
		// Without a manager, n8n keeps binary data in memory.
		end: () => void Reflect.set(service, 'managers', {}),
	};
}
