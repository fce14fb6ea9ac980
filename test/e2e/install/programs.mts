import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { PACKAGE_NAME } from '../../../harness/n8n/communityPackage.mts';
import { installHost } from '../../../harness/n8n/host.mts';
import type { N8nProgram, RunningN8n } from '../../../harness/n8n/process.mts';
import { openUserFolder, type UserFolder } from '../../../harness/n8n/userFolder.mts';
import { choosePort, LOOPBACK } from '../../../harness/process/ports.mts';
import type { Shutdown } from '../../../harness/process/shutdown.mts';
import { temporaryFolder } from '../../../harness/process/temporaryFolder.mts';
import { startPostgres } from '../queue/postgres.mts';
import { startRedis } from '../queue/redis.mts';
import { N8N_3, quiet, startIn } from '../stage.mts';

/** A package as N8N_COMMUNITY_PACKAGES names it. */
export interface DeclaredPackage {
	name: string;
	version: string;
	checksum: string;
}

/** One of n8n's programs, as from an image of n8n that has nothing added to it. */
export interface OwnContainer {
	folder: UserFolder;
	n8n: RunningN8n;
}

export interface Containers {
	/** With an empty user folder, and these packages in its environment. */
	startMain(packages: readonly DeclaredPackage[]): Promise<OwnContainer>;
	startWorker(): Promise<OwnContainer>;
}

/** The database and Redis of an n8n in queue mode; each program that is started then is new. */
export async function prepareContainers(
	registry: Record<string, string>,
	shutdown: Shutdown,
): Promise<Containers> {
	const host = await installHost(shutdown.signal, quiet);
	const first = await emptyFolder();
	const shared = {
		...N8N_3,
		...registry,
		...(await startRedis(shutdown)),
		...(await startPostgres(shutdown)),
		N8N_ENCRYPTION_KEY: first.memory.encryptionKey,
		EXECUTIONS_MODE: 'queue',
		OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
		N8N_DEFAULT_BINARY_DATA_MODE: 'database',
		N8N_REINSTALL_MISSING_PACKAGES: 'true',
	};
	const start = async (program: Partial<N8nProgram>, port?: number): Promise<OwnContainer> => {
		const folder = await emptyFolder();
		const environment = { ...shared, ...program.environment };
		return {
			folder,
			n8n: await startIn(host, folder, shutdown, { ...program, environment }, port),
		};
	};
	return {
		startMain: async (packages) =>
			await start({
				environment: {
					N8N_COMMUNITY_PACKAGES_MANAGED_BY_ENV: 'true',
					N8N_COMMUNITY_PACKAGES: JSON.stringify(packages),
				},
			}),
		async startWorker() {
			const port = await choosePort({ option: 'QUEUE_HEALTH_CHECK_PORT' });
			const environment = {
				QUEUE_HEALTH_CHECK_ACTIVE: 'true',
				QUEUE_HEALTH_CHECK_PORT: String(port),
				N8N_WORKER_SERVER_ADDRESS: LOOPBACK,
			};
			return await start({ command: 'worker', environment }, port);
		},
	};
}

const emptyFolder = async () => await openUserFolder(temporaryFolder('n8n-install-'));

const manifest = z.object({ version: z.string() });

/** The version of the package that n8n has put into its user folder. */
export function installedVersion({ path }: UserFolder, name = PACKAGE_NAME): string | undefined {
	const file = join(path, '.n8n', 'nodes', 'node_modules', name, 'package.json');
	if (!existsSync(file)) return undefined;
	return manifest.parse(JSON.parse(readFileSync(file, 'utf8'))).version;
}
