/**
 * Loaded into n8n by `node --import`. The demo holds the other end of n8n's standard input, so the system closes it
 * when the demo is gone, even by `kill -9`; then n8n, which leads a process group of its own, must not live on.
 */
import { isMainThread } from 'node:worker_threads';

/** Longer than n8n's own graceful end. */
const GRACE_MS = 15_000;

// Node options are inherited by forks and worker threads, whose standard input says nothing about the demo.
if (isMainThread && process.env['N8N_DEMO_PID'] === String(process.ppid)) {
	process.stdin.once('close', () => {
		process.kill(process.pid, 'SIGTERM');
		setTimeout(() => {
			if (process.platform === 'win32') process.exit(1);
			process.kill(-process.pid, 'SIGKILL');
		}, GRACE_MS).unref();
	});
	process.stdin.resume();
	if ('unref' in process.stdin) process.stdin.unref();
}
