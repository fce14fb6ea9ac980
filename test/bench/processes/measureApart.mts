import { join } from 'node:path';

import type { N8nHost } from '../../../harness/n8n/host.mts';
import type { UserFolder } from '../../../harness/n8n/userFolder.mts';
import type { Shutdown } from '../../../harness/process/shutdown.mts';
import type { BenchCase } from '../benchCase.mts';
import type { CaseResult, Level } from '../results.cts';
import type { ServerAccess } from '../server/startServer.mts';
import type { Certificate } from './certificate.mts';
import { trusting } from './certificate.mts';
import { startChild } from './child.mts';
import type { Order } from './measureCase.mts';

/** Of HTTP Request: its requests all listen to the one signal that cancels the execution. */
const QUIET = '--disable-warning=MaxListenersExceededWarning';

/** What all cases of a run have in common. */
export interface Surroundings {
	level: Level;
	repetitions: number;
	host: N8nHost;
	userFolder: UserFolder;
	packageFolder: string;
	/** Undefined when no case needs it. */
	server: Promise<ServerAccess> | undefined;
	certificate: Certificate;
	/** Options of Node with which CPU profiles are written, if they are. */
	profiling: string[];
}

/** Measures a case in a process of its own, with a sandbox of its own, so that none finds what another has left behind. */
export async function measureApart(
	{ id, where }: BenchCase,
	surroundings: Surroundings,
	shutdown: Shutdown,
): Promise<CaseResult> {
	shutdown.signal.throwIfAborted();
	const { level, repetitions, host, userFolder, packageFolder, certificate, profiling } =
		surroundings;
	const order: Order = {
		caseId: id,
		level,
		repetitions,
		hostFolder: host.folder,
		packageFolder,
		server: where === 'server' ? await surroundings.server : undefined,
		certificate,
		sandboxProgram: process.execPath,
		profiling,
	};
	const child = startChild<CaseResult>('./measureCase.mts', {
		program: host.node,
		nodeOptions: ['--expose-gc', QUIET, ...profiling],
		args: [JSON.stringify(order)],
		env: {
			NODE_PATH: join(host.folder, 'node_modules'),
			N8N_USER_FOLDER: userFolder.path,
			N8N_ENCRYPTION_KEY: userFolder.memory.encryptionKey,
			N8N_LOG_LEVEL: 'silent',
			...trusting(certificate),
		},
	});
	shutdown.onEnd(() => child.end());
	const stop = () => void child.end();
	shutdown.signal.addEventListener('abort', stop);
	try {
		const result = await child.message;
		await child.exit;
		return result;
	} catch (error) {
		// A child that was stopped has told nothing, which is no news.
		shutdown.signal.throwIfAborted();
		throw error;
	} finally {
		shutdown.signal.removeEventListener('abort', stop);
	}
}
