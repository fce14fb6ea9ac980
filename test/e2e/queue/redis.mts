import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { choosePort, isListening, LOOPBACK } from '../../../harness/process/ports.mts';
import type { Shutdown } from '../../../harness/process/shutdown.mts';
import { temporaryFolder } from '../../../harness/process/temporaryFolder.mts';
import { pathOf, REDIS } from '../programs.mts';
import { startOwnProgram } from './ownProgram.mts';

/** Starts a Redis that keeps nothing on disk. Returns what n8n has to be told to use it. */
export async function startRedis(shutdown: Shutdown): Promise<Record<string, string>> {
	const folder = temporaryFolder('n8n-redis-');
	const port = await choosePort({ option: 'QUEUE_BULL_REDIS_PORT' });
	const password = randomBytes(16).toString('hex');
	// In a file: everybody can read a command line.
	const configuration = join(folder, 'redis.conf');
	const lines = [
		`bind ${LOOPBACK}`,
		`port ${port}`,
		`requirepass ${password}`,
		`dir ${folder}`,
		'save ""',
		'appendonly no',
	];
	writeFileSync(configuration, lines.join('\n'), { mode: 0o600 });
	await startOwnProgram(
		{
			file: pathOf(REDIS),
			args: [configuration],
			folder,
			log: join(folder, 'redis.log'),
			endWith: 'SIGTERM',
			isReady: async () => await isListening(port),
		},
		shutdown,
	);
	return {
		QUEUE_BULL_REDIS_HOST: LOOPBACK,
		QUEUE_BULL_REDIS_PORT: String(port),
		QUEUE_BULL_REDIS_PASSWORD: password,
	};
}
