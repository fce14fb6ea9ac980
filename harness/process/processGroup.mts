import { spawnSync, type ChildProcess } from 'node:child_process';

/**
 * Children run as leaders of process groups of their own, because what they start in turn (node-gyp, make, n8n's task
 * runner) has to end with them. A terminal's Ctrl-C does not reach such a group, so ending it is up to us.
 */
const alive = new Map<number, ChildProcess>();

/** Whatever way this process ends, its groups end with it (a SIGKILL excepted: see n8n/endWithDemo.mts). */
process.on('exit', () => {
	for (const pid of alive.keys()) killGroup(pid);
});

/** Call it with every child that was spawned with `detached: true`. */
export function watchGroup(child: ChildProcess): void {
	const { pid } = child;
	if (pid === undefined) return; // it did not start, 'error' tells
	alive.set(pid, child);
	child.once('exit', () => {
		alive.delete(pid);
		killGroup(pid); // what the leader has left behind
	});
}

/** Asks the leader to end and waits; when `graceMs` are over, ends the whole group the hard way. */
export async function endGroup(child: ChildProcess, graceMs: number): Promise<void> {
	if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
	const { pid } = child;
	const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
	const hard = setTimeout(() => killGroup(pid), graceMs);
	child.kill('SIGTERM');
	await ended;
	clearTimeout(hard);
}

function killGroup(pid: number): void {
	if (process.platform === 'win32') {
		spawnSync('taskkill', ['/pid', String(pid), '/T', '/F']);
		return;
	}
	try {
		process.kill(-pid, 'SIGKILL');
	} catch {
		// ESRCH: nobody is left in the group
	}
}
