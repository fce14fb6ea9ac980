import { installPackage } from '../../../harness/n8n/communityPackage.mts';
import { installHost } from '../../../harness/n8n/host.mts';
import type { N8nProgram, RunningN8n } from '../../../harness/n8n/process.mts';
import { N8nRest } from '../../../harness/n8n/rest.mts';
import { openUserFolder, type UserFolder } from '../../../harness/n8n/userFolder.mts';
import { packPackage } from '../../../harness/pack.mts';
import { choosePort, LOOPBACK } from '../../../harness/process/ports.mts';
import type { Shutdown } from '../../../harness/process/shutdown.mts';
import { temporaryFolder } from '../../../harness/process/temporaryFolder.mts';
import { N8N_3, NO_EDITOR, quiet, startIn } from '../stage.mts';
import { startPostgres } from './postgres.mts';
import { startRedis } from './redis.mts';
import { WorkerLog } from './workerLog.mts';

/** How many executions a worker has under way at once: n8n's default, said here because the workflows rely on it. */
export const WORKER_CONCURRENCY = 10;

/**
 * What an operator sets. How a dead worker is found out is left as n8n has it: a worker holds the lock of a job for 60 s
 * and renews it every 10 s, and every 30 s the others look for jobs whose lock has run out.
 */
const QUEUE_MODE: Record<string, string> = {
	...N8N_3,
	...NO_EDITOR,
	EXECUTIONS_MODE: 'queue',
	OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true', // as n8n 3 always does
	// A file on one machine would not be there on the others.
	N8N_DEFAULT_BINARY_DATA_MODE: 'database',
	N8N_DISABLE_PRODUCTION_MAIN_PROCESS: 'true', // webhooks are the webhook processor's business
	N8N_CONCURRENCY_PRODUCTION_LIMIT: String(WORKER_CONCURRENCY),
};

export interface Worker {
	name: string;
	program: RunningN8n;
	log: WorkerLog;
}

/** An n8n in queue mode, each program of it with a user folder of its own, as if on a machine of its own. */
export interface QueueMode {
	userFolder: UserFolder;
	/** It alone has the editor, and it alone polls. */
	main: RunningN8n;
	webhook: RunningN8n;
	workers: readonly [Worker, Worker];
	/** Signed in as the owner. */
	rest: N8nRest;
	/** How n8n was told to reach its database. */
	database: Record<string, string>;
	/** Starts the main program again after it was stopped, where it was. */
	restartMain(): Promise<void>;
}

/** @param own what all programs have in their environment beside that */
export async function startQueueMode(
	shutdown: Shutdown,
	own: Record<string, string> = {},
): Promise<QueueMode> {
	const { signal } = shutdown;
	const host = await installHost(signal, quiet);
	const tarball = await packPackage(signal, quiet);
	const redis = await startRedis(shutdown);
	const database = await startPostgres(shutdown);

	const mainFolder = await folderWithPackage(tarball, signal);
	const { encryptionKey, login } = mainFolder.memory;
	const environment = {
		...QUEUE_MODE,
		...redis,
		...database,
		N8N_ENCRYPTION_KEY: encryptionKey,
		...own,
	};
	const start = async (program: Partial<N8nProgram>, folder: UserFolder, port: number) =>
		await startIn(
			host,
			folder,
			shutdown,
			{ ...program, environment: { ...environment, ...program.environment } },
			port,
		);

	const mainPort = await choosePort({ option: 'N8N_PORT' });
	const main = await start({}, mainFolder, mainPort); // makes the tables that the others need
	const rest = new N8nRest(main.origin, signal);
	await rest.signIn(login);
	const startWorker = async (name: string): Promise<Worker> => {
		const port = await choosePort({ option: 'QUEUE_HEALTH_CHECK_PORT' });
		const program = await start(
			{
				command: 'worker',
				environment: {
					QUEUE_HEALTH_CHECK_ACTIVE: 'true',
					QUEUE_HEALTH_CHECK_PORT: String(port),
					N8N_WORKER_SERVER_ADDRESS: LOOPBACK,
				},
			},
			await folderWithPackage(tarball, signal),
			port,
		);
		return { name, program, log: new WorkerLog(program.logFile) };
	};
	const queueMode: QueueMode = {
		userFolder: mainFolder,
		main,
		rest,
		database,
		workers: [await startWorker('first worker'), await startWorker('second worker')],
		webhook: await start(
			{ command: 'webhook' },
			await folderWithPackage(tarball, signal),
			await choosePort({ option: 'N8N_PORT' }),
		),
		async restartMain() {
			queueMode.main = await start({ logName: 'n8n-again.log' }, mainFolder, mainPort);
			await rest.signIn(login);
		},
	};
	return queueMode;
}

/** A folder as the image of an operator has it: with the package, and with nothing else. */
async function folderWithPackage(tarball: string, signal: AbortSignal): Promise<UserFolder> {
	const path = temporaryFolder('n8n-queue-');
	await installPackage(path, tarball, signal);
	return await openUserFolder(path);
}
