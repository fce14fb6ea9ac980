import { execFile, execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { choosePort, LOOPBACK } from '../../../harness/process/ports.mts';
import type { Shutdown } from '../../../harness/process/shutdown.mts';
import { temporaryFolder } from '../../../harness/process/temporaryFolder.mts';
import { pathOf, POSTGRES } from '../programs.mts';
import { startOwnProgram } from './ownProgram.mts';
import { systemUser } from './systemUser.mts';

const USER = 'n8n';
/** Every new cluster has it. */
const DATABASE = 'postgres';

/** Starts a PostgreSQL with a cluster of its own. Returns what n8n has to be told to use it. */
export async function startPostgres(shutdown: Shutdown): Promise<Record<string, string>> {
	const programs = dirname(pathOf(POSTGRES));
	const folder = temporaryFolder('n8n-postgres-');
	// PostgreSQL refuses to run as root; Debian has made a user for it.
	const user = process.getuid?.() === 0 ? systemUser('postgres') : undefined;
	const password = randomBytes(16).toString('hex');
	const passwordFile = join(folder, 'password');
	writeFileSync(passwordFile, password, { mode: 0o600 });
	if (user !== undefined) {
		for (const path of [folder, passwordFile]) chownSync(path, user.uid, user.gid);
	}
	const cluster = join(folder, 'cluster');
	const initialize = [
		...['--pgdata', cluster, '--username', USER, '--pwfile', passwordFile],
		...['--auth', 'scram-sha-256', '--encoding', 'UTF8', '--locale', 'C.UTF-8', '--no-sync'],
	];
	execFileSync(join(programs, 'initdb'), initialize, { cwd: folder, ...user });

	const port = await choosePort({ option: 'DB_POSTGRESDB_PORT' });
	const settings = [
		`listen_addresses=${LOOPBACK}`,
		`port=${port}`,
		'unix_socket_directories=',
		// Nobody pulls the plug of this one, so that it need not wait for the disk.
		'fsync=off',
	];
	await startOwnProgram(
		{
			file: join(programs, 'postgres'),
			args: ['-D', cluster, ...settings.flatMap((setting) => ['-c', setting])],
			folder,
			log: join(folder, 'postgres.log'),
			user,
			endWith: 'SIGINT',
			isReady: async () =>
				await endsWell(join(programs, 'pg_isready'), ['-h', LOOPBACK, '-p', String(port)]),
		},
		shutdown,
	);
	return {
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: LOOPBACK,
		DB_POSTGRESDB_PORT: String(port),
		DB_POSTGRESDB_DATABASE: DATABASE,
		DB_POSTGRESDB_USER: USER,
		DB_POSTGRESDB_PASSWORD: password,
	};
}

async function endsWell(file: string, args: string[]): Promise<boolean> {
	return await new Promise((resolve) => execFile(file, args, (error) => resolve(error === null)));
}
