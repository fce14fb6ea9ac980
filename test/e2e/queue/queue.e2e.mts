import { after, before, it } from 'node:test';
import { saveServiceCredentials } from '../../../demo/examples/credentials.mts';
import { Shutdown } from '../../../harness/process/shutdown.mts';
import { startSandbox } from '../../../harness/sandbox.mts';
import { executeExamplesOnWorkers } from './examplesOnWorkers.mts';
import { startQueueMode } from './queueMode.mts';
import { handOverOnce } from './triggersOnce.mts';
import { reportWhileWorkerDies } from './workerKilled.mts';
import type { QueueWorld } from './world.mts';

const shutdown = new Shutdown();
let world: QueueWorld;

before(async () => {
	const sandbox = await startSandbox({});
	shutdown.onEnd(() => sandbox.close());
	const n8n = await startQueueMode(shutdown);
	const credentials = await saveServiceCredentials(n8n.rest, sandbox);
	world = { n8n, sandbox, credentials, signal: shutdown.signal };
});
after(() => shutdown.end());

it('executes on the workers what is started in the editor', (t) =>
	executeExamplesOnWorkers(t, world));

it('hands over every record once, whatever number of programs runs', (t) => handOverOnce(t, world));

it('makes one incident of every emergency while a worker is killed', (t) =>
	reportWhileWorkerDies(t, world));
