import type { Inbox } from '../inbox/inbox.mts';
import type { ModelServer } from '../model/server.mts';
import type { N8nRest } from '../../harness/n8n/rest.mts';
import type { Sandbox } from '../../harness/sandbox.mts';
import type { Progress } from '../../harness/step.mts';
import { checkExample, observe, watchedOf, type Expectation, type Observed } from './checks.mts';
import { startsByItself, type Example } from './exampleFile.mts';
import { execute, type ExecutionResult } from './execution.mts';
import { executeFromOutside } from './fromOutside.mts';
import type { ImportedExample } from './importExamples.mts';
import { awaitTrigger } from './triggered.mts';

/** What an example runs against. */
export interface World {
	sandbox: Sandbox;
	model: ModelServer;
	inbox: Inbox;
	signal: AbortSignal;
}

/** Whether the example waits for something to happen; active ones poll the sandbox, so they come last. */
export const waits = ({ example }: { example: Example }): boolean => startsByItself(example);

/** Those that are executed at once, then those that wait. */
export const inOrder = <One extends { example: Example }>(all: readonly One[]): One[] => [
	...all.filter((one) => !waits(one)),
	...all.filter(waits),
];

/** Executes an example, or lets happen what it waits for, and compares the outcome with what is expected. */
export async function runExample(
	rest: N8nRest,
	one: ImportedExample,
	world: World,
	progress: Progress,
): Promise<{ result: ExecutionResult; expectations: Expectation[] }> {
	const { sandbox, model, inbox, signal } = world;
	await sandbox.control.clearReceived();
	model.forget();
	inbox.forget();
	const { meanwhile, start } = watchedOf(one.example.file);
	const run = async (): Promise<ExecutionResult & Pick<Observed, 'answers' | 'created'>> => {
		if (start) return await executeFromOutside(rest, one, start, { sandbox, signal });
		return waits(one)
			? await awaitTrigger(rest, one, sandbox, signal, progress)
			: await execute(rest, one, signal);
	};
	const [{ created, answers, ...result }] = await Promise.all([run(), meanwhile?.(world)]);
	const seen = await observe(sandbox.control, { model, inbox });
	const observed = { ...seen, created, answers };
	return { result, expectations: checkExample(one.example.file, result, observed) };
}
