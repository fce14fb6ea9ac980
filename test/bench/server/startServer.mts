import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { N8nHost } from '../../../harness/n8n/host.mts';
import { startN8n } from '../../../harness/n8n/process.mts';
import type { Login, UserFolder } from '../../../harness/n8n/userFolder.mts';
import { choosePort } from '../../../harness/process/ports.mts';
import type { Shutdown } from '../../../harness/process/shutdown.mts';
import { step } from '../../../harness/step.mts';

/** Where the measured n8n is, and how to sign in to it. */
export interface ServerAccess {
	origin: string;
	login: Login;
	/** Where it writes what its executions took, a line each. */
	executions: string;
}

const HOOK = fileURLToPath(new URL('executionHook.mts', import.meta.url));

/** Starts the n8n of `npm start`, with nothing but the hook that measures its executions. */
export async function startServer(
	host: N8nHost,
	userFolder: UserFolder,
	environment: Readonly<Record<string, string>>,
	shutdown: Shutdown,
): Promise<ServerAccess> {
	const executions = join(userFolder.path, 'executions.jsonl');
	const n8n = await step('Starting n8n', async ({ show }) => {
		const port = await choosePort({ option: 'N8N_PORT' });
		return await startN8n(host, userFolder, port, shutdown.signal, show, {
			environment: {
				...environment,
				EXTERNAL_HOOK_FILES: HOOK,
				BENCH_EXECUTIONS: executions,
			},
		});
	});
	shutdown.onEnd(() => n8n.stop());
	return { origin: n8n.origin, login: userFolder.memory.login, executions };
}
