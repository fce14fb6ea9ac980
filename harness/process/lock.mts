import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { TimeLimit } from './timeLimit.mts';
import { until } from './until.mts';

const LOOK_AGAIN_MS = 500;

export type LockResult = { release: () => void } | { heldBy: number };

/** Takes the lock file, or tells which process has it. The lock of a process that is gone counts for nothing. */
export async function tryLock(file: string): Promise<LockResult> {
	await mkdir(dirname(file), { recursive: true });
	const holder = readHolder(file);
	// Our own number is an old one's: containers give out the same few numbers again.
	const held = holder !== undefined && holder !== process.pid && isAlive(holder);
	if (held) return { heldBy: holder };
	if (holder !== undefined) rmSync(file, { force: true });
	try {
		writeFileSync(file, String(process.pid), { flag: 'wx' });
	} catch {
		return { heldBy: readHolder(file) ?? 0 }; // another process was quicker
	}
	const release = () => {
		process.off('exit', release);
		rmSync(file, { force: true });
	};
	process.once('exit', release);
	return { release };
}

/** Waits for the lock, then does `work` with it. */
export async function withLock<T>(
	file: string,
	limit: TimeLimit,
	signal: AbortSignal,
	onWait: (heldBy: number) => void,
	work: () => Promise<T>,
): Promise<T> {
	const look = async () => {
		const result = await tryLock(file);
		if ('release' in result) return result;
		onWait(result.heldBy);
		return undefined;
	};
	const { release } = await until(limit, signal, look, LOOK_AGAIN_MS);
	try {
		return await work();
	} finally {
		release();
	}
}

function readHolder(file: string): number | undefined {
	try {
		const pid = Number(readFileSync(file, 'utf8'));
		// A file that was cut off while it was written names nobody; 0 would mean our own process group.
		return pid > 0 ? pid : process.pid;
	} catch {
		return undefined;
	}
}

/** Signal 0 is only a question; EPERM answers that the process is there and belongs to somebody else. */
function isAlive(pid: number): boolean {
	try {
		return process.kill(pid, 0);
	} catch (error) {
		return error instanceof Error && 'code' in error && error.code === 'EPERM';
	}
}
