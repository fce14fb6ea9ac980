import { saveServiceCredentials } from '../../../demo/examples/credentials.mts';
import { untilRegistered } from '../../../demo/examples/fromOutside.mts';
import type { RunningN8n } from '../../../harness/n8n/process.mts';
import { takesCalls } from '../../../harness/n8n/takesCalls.mts';
import type { WorkflowContent } from '../../../harness/n8n/rest.mts';
import type { Shutdown } from '../../../harness/process/shutdown.mts';
import type { TimeLimit } from '../../../harness/process/timeLimit.mts';
import { until } from '../../../harness/process/until.mts';
import { startSandbox, TEST_KEY } from '../../../harness/sandbox.mts';
import { untilFirstPollsAreSaved } from '../queue/polls.mts';
import { startQueueMode } from '../queue/queueMode.mts';
import { incidentIds } from '../queue/setyIncidents.mts';
import { EMERGENCY_PATH, reporting } from '../queue/workflows.mts';
import { LOOK_EVERY_MS, type QueueWorld } from '../queue/world.mts';
import type { Targets } from './load.mts';
import { SAMPLING } from './samples.mts';
import { SAMSARA_TRIGGER, SETY_TRIGGER, soakWorkflows } from './workflows.mts';

const FIRST_POLLS: TimeLimit = { name: 'waiting for the first polls to be saved', ms: 150_000 };
const REGISTERED: TimeLimit = { name: 'waiting for the webhook to be registered', ms: 60_000 };

/** n8n in queue mode with all workflows active, each trigger with its baseline. */
export interface SoakWorld extends QueueWorld {
	targets: Targets;
	workflowIds: readonly string[];
	/** Incidents that Sety had before. */
	known: ReadonlySet<string>;
}

export async function openSoakWorld(shutdown: Shutdown): Promise<SoakWorld> {
	const { signal } = shutdown;
	const sandbox = await startSandbox({});
	shutdown.onEnd(() => sandbox.close());
	const n8n = await startQueueMode(shutdown, SAMPLING);
	const { rest, webhook } = n8n;
	const credentials = await saveServiceCredentials(rest, sandbox);
	await sandbox.control.sety.changeKey(TEST_KEY, { plan: 'unlimited' });
	const known = await incidentIds(sandbox);

	const { polling, setyWebhook, setyPath, safetyKit, safetyKitPath } = soakWorkflows(credentials);
	const workflowIds: string[] = [];
	const open = async (workflow: WorkflowContent) => {
		const id = await rest.createWorkflow(workflow);
		await rest.activateWorkflow(id);
		workflowIds.push(id);
		return id;
	};
	for (const workflow of [reporting(credentials), setyWebhook, safetyKit]) await open(workflow);
	const pollingId = await open(polling);
	const at = (path: string) => `${webhook.origin}/webhook/${path}`;
	const targets = { emergencyUrl: at(EMERGENCY_PATH), safetyKitUrl: at(safetyKitPath) };
	const registered = async () => ((await takesCalls(targets.emergencyUrl)) ? true : undefined);
	await until(REGISTERED, signal, registered, LOOK_EVERY_MS);
	for (const url of [at(setyPath), targets.safetyKitUrl]) {
		await untilRegistered(
			signal,
			async () => await fetch(url, { method: 'POST', body: '{}', signal }),
		);
	}
	const triggers = [SETY_TRIGGER, SAMSARA_TRIGGER];
	await untilFirstPollsAreSaved(rest, pollingId, triggers, { limit: FIRST_POLLS, signal });
	await sandbox.control.sety.registerWebhook({ url: at(setyPath) });
	return { n8n, sandbox, credentials, signal, targets, workflowIds, known };
}

/** A program of n8n, by its name in the table. */
export interface Program {
	name: string;
	program: RunningN8n;
	isWorker: boolean;
}

export const programsOf = ({ n8n }: SoakWorld): Program[] => [
	{ name: 'main program', program: n8n.main, isWorker: false },
	{ name: 'webhook processor', program: n8n.webhook, isWorker: false },
	...n8n.workers.map(({ name, program }) => ({ name, program, isWorker: true })),
];
