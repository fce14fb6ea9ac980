import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { choosePort, LOOPBACK } from '../process/ports.mts';
import { endGroup, watchGroup } from '../process/processGroup.mts';
import { limits, within } from '../process/timeLimit.mts';
import { until } from '../process/until.mts';
import { n8nEnvironment } from './environment.mts';
import type { N8nHost } from './host.mts';
import type { UserFolder } from './userFolder.mts';

export interface RunningN8n {
	origin: string;
	logFile: string;
	/** Settles when n8n has ended, for whatever reason; never rejects. */
	ended: Promise<void>;
	/** Ends n8n and everything it has started. May be called twice. */
	stop(): Promise<void>;
	/** Ends it the hard way, without a chance to tidy up, as a crash or a power cut would. */
	kill(): Promise<void>;
	/** The last lines of its log. */
	lastWords(): Promise<string>;
}

const ASK_EVERY_MS = 250;
const SHOWN_LINES = 25;
/** Of our patience at the end, this much is left for n8n's own tidy end. */
const GRACEFUL_SHUTDOWN_SECONDS = 10;

/** Which of n8n's programs is started, and how it differs from the one of the demo. */
export interface N8nProgram {
	/** `worker` and `webhook` are those of queue mode. */
	command: 'start' | 'worker' | 'webhook';
	/** Of the log in the user folder. */
	logName: string;
	/** On top of the demo's own. */
	environment: Record<string, string>;
}

const EDITOR: N8nProgram = {
	command: 'start',
	logName: 'n8n.log',
	environment: {},
};

/** All programs answer it with 2xx once their database and all their routes are there; /healthz comes before. */
const READY_PATH = '/healthz/readiness';

/**
 * Starts n8n on loopback in a process group of its own and waits until it answers.
 * Throws with the end of its log when it ends instead; whatever is thrown, n8n is not running then.
 */
export async function startN8n(
	host: N8nHost,
	userFolder: UserFolder,
	port: number,
	signal: AbortSignal,
	onWait: (logLine: string) => void,
	different: Partial<N8nProgram> = {},
): Promise<RunningN8n> {
	const program = { ...EDITOR, ...different };
	const logFile = join(userFolder.path, program.logName);
	const temporaryFolder = join(userFolder.path, 'tmp');
	await mkdir(temporaryFolder, { recursive: true });
	const environment = n8nEnvironment({
		userFolder: userFolder.path,
		temporaryFolder,
		encryptionKey: userFolder.memory.encryptionKey,
		port,
		brokerPort: await choosePort({ option: 'N8N_RUNNERS_BROKER_PORT' }),
		gracefulShutdownSeconds: GRACEFUL_SHUTDOWN_SECONDS,
	});
	signal.throwIfAborted();
	const log = openSync(logFile, 'w');
	const child = spawn(
		host.node,
		[
			'--import',
			new URL('endWithDemo.mts', import.meta.url).href,
			join(host.folder, 'node_modules', 'n8n', 'bin', 'n8n'),
			program.command,
		],
		{
			cwd: userFolder.path,
			env: { ...environment, ...program.environment, N8N_DEMO_PID: String(process.pid) },
			detached: process.platform !== 'win32',
			stdio: ['pipe', log, log],
		},
	);
	closeSync(log);
	watchGroup(child);
	const ended = once(child, 'exit').then(
		() => undefined,
		() => undefined, // it could not be started at all
	);

	const n8n: RunningN8n = {
		origin: `http://${LOOPBACK}:${port}`,
		logFile,
		ended,
		stop: async () => await endGroup(child, limits.stopN8n.ms),
		async kill() {
			child.kill('SIGKILL');
			await ended;
		},
		lastWords: async () => (await readLines(logFile)).slice(-SHOWN_LINES).join('\n'),
	};
	try {
		const isReady = async (abort: AbortSignal) => {
			if (await answers(n8n.origin + READY_PATH, abort)) return n8n;
			onWait((await readLines(logFile)).at(-1) ?? '');
			return undefined;
		};
		const tooEarly = ended.then(() => {
			throw new Error('n8n has ended instead of starting.');
		});
		tooEarly.catch(() => undefined); // later on it may end
		const look = async (abort: AbortSignal) => await Promise.race([isReady(abort), tooEarly]);
		return await until(limits.startN8n, signal, look, ASK_EVERY_MS);
	} catch (error) {
		await n8n.stop();
		if (signal.aborted) throw signal.reason;
		const message = error instanceof Error ? error.message : String(error);
		throw new Error(`${message} The end of ${logFile}:\n${await n8n.lastWords()}`);
	}
}

/** A request that comes while n8n starts may stay without an answer, so each has a limit of its own. */
async function answers(url: string, outer: AbortSignal): Promise<boolean> {
	try {
		return await within(limits.askN8n, outer, async (signal) => {
			const answer = await fetch(url, { signal });
			await answer.body?.cancel();
			return answer.ok;
		});
	} catch {
		outer.throwIfAborted();
		return false;
	}
}

async function readLines(file: string): Promise<string[]> {
	const text = await readFile(file, 'utf8').catch(() => '');
	return text.split('\n').filter((line) => line.trim() !== '');
}
