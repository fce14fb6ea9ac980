import type { N8nRest } from '../../harness/n8n/rest.mts';
import { limits } from '../../harness/process/timeLimit.mts';
import { until } from '../../harness/process/until.mts';
import type { Sandbox } from '../../harness/sandbox.mts';
import { elapsed, type Progress } from '../../harness/step.mts';
import { merged, resultOf, type ExecutionResult } from './execution.mts';
import { untilPolled } from './fromOutside.mts';
import type { ImportedExample } from './importExamples.mts';

const LOOK_AGAIN_MS = 1_000;

/**
 * Activates an example, creates an incident, and waits for the execution that receives it. Incidents of other examples
 * go on by themselves and may start executions before that one; all are put together.
 */
export async function awaitTrigger(
	rest: N8nRest,
	{ example, workflowId }: ImportedExample,
	sandbox: Sandbox,
	signal: AbortSignal,
	{ show }: Progress,
): Promise<ExecutionResult & { created: string | undefined }> {
	await rest.activateWorkflow(workflowId);
	try {
		show('waiting for the first poll');
		await untilPolled({ rest, example, workflowId, signal });
		const [created] = await sandbox.control.sety.createIncidents({
			title: 'Created while n8n polls',
		});
		const since = Date.now();
		const look = async (): Promise<ExecutionResult | undefined> => {
			const ids = (await rest.executionsOf(workflowId)).toReversed();
			const all = await Promise.all(ids.map((id) => rest.endedExecution(id)));
			const results = all.flatMap((one) => (one === undefined ? [] : resultOf(example, one)));
			const received = results.some(({ nodes }) => JSON.stringify(nodes).includes(String(created)));
			if (received && results.length === ids.length) return merged(results);
			show(`waiting for the next poll, ${elapsed(since)}`);
			return undefined;
		};
		return { ...(await until(limits.nextPoll, signal, look, LOOK_AGAIN_MS)), created };
	} finally {
		await rest.deactivateWorkflow(workflowId);
	}
}
