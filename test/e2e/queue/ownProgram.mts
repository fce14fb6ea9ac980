import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { endGroup, watchGroup } from '../../../harness/process/processGroup.mts';
import type { Shutdown } from '../../../harness/process/shutdown.mts';
import type { TimeLimit } from '../../../harness/process/timeLimit.mts';
import { until } from '../../../harness/process/until.mts';
import type { SystemUser } from './systemUser.mts';

/** A server of the suite's own; it ends with the suite. */
export interface OwnProgram {
	file: string;
	args: string[];
	folder: string;
	log: string;
	/** Who it runs as, if not we. */
	user?: SystemUser | undefined;
	/** The signal that asks it to end at once and in good order. */
	endWith: 'SIGTERM' | 'SIGINT';
	/** Whether it can be used by now. */
	isReady: () => Promise<boolean>;
}

const START: TimeLimit = { name: 'waiting for a server of the suite to start', ms: 60_000 };
const GRACE_MS = 10_000;

/** Starts it in a process group of its own and waits until it can be used. Throws with its log when it ends instead. */
export async function startOwnProgram(program: OwnProgram, shutdown: Shutdown): Promise<void> {
	const { file, args, folder, log, user, endWith, isReady } = program;
	const output = openSync(log, 'w');
	// The system sends it that signal when the suite is gone, even by `kill -9`.
	const child = spawn('/usr/bin/setpriv', ['--pdeathsig', endWith.slice(3), file, ...args], {
		cwd: folder,
		detached: true,
		stdio: ['ignore', output, output],
		...user,
	});
	closeSync(output);
	watchGroup(child);
	shutdown.onEnd(async () => {
		child.kill(endWith);
		await endGroup(child, GRACE_MS);
	});
	const ended = once(child, 'exit').then(() => {
		throw new Error(`${file} has ended instead of starting:\n${readFileSync(log, 'utf8')}`);
	});
	ended.catch(() => undefined); // at the end it is meant to end
	await until(START, shutdown.signal, async () =>
		(await Promise.race([isReady(), ended])) ? true : undefined,
	);
}
