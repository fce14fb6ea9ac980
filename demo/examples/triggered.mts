import type { N8nRest } from '../../harness/n8n/rest.mts';
import { limits } from '../../harness/process/timeLimit.mts';
import { until } from '../../harness/process/until.mts';
import type { Sandbox } from '../../harness/sandbox.mts';
import { elapsed, type Progress } from '../../harness/step.mts';
import { resultOf, type ExecutionResult } from './execution.mts';
import type { ImportedExample } from './importExamples.mts';

const LOOK_AGAIN_MS = 1_000;

/** Activates an example, creates an incident, and waits for the execution that the next poll starts. */
export async function awaitTrigger(
	rest: N8nRest,
	{ example, workflowId }: ImportedExample,
	sandbox: Sandbox,
	signal: AbortSignal,
	{ show }: Progress,
): Promise<ExecutionResult & { created: string | undefined }> {
	await rest.activateWorkflow(workflowId);
	const since = Date.now();
	const waitFor = async <T,>(what: string, look: () => Promise<T | undefined>): Promise<T> => {
		const lookAndShow = async () => {
			const found = await look();
			if (found === undefined) show(`waiting for ${what}, ${elapsed(since)}`);
			return found;
		};
		return await until(limits.nextPoll, signal, lookAndShow, LOOK_AGAIN_MS);
	};
	// n8n answers before the first poll, and what that one finds counts as known.
	await waitFor('the first poll', async () => (await sandbox.control.received()).at(0));
	const [created] = await sandbox.control.sety.createIncidents({
		title: 'Created while n8n polls',
	});
	const ended = await waitFor('the next poll', async () => {
		const [executionId] = await rest.executionsOf(workflowId);
		return executionId === undefined ? undefined : await rest.endedExecution(executionId);
	});
	await rest.deactivateWorkflow(workflowId);
	return { ...resultOf(example, ended), created };
}
