import { execFileSync } from 'node:child_process';

const LOOK_EVERY_MS = 1_000;
const ANCESTORS = 5;

/**
 * `npm start` runs a shell that runs tsx that runs us. A SIGTERM to npm ends npm and the shell, but the shell passes
 * nothing on: without this, the demo would stay behind with nobody who could stop it.
 */
export function whenNpmIsGone(stop: () => void): void {
	if (process.env['npm_lifecycle_event'] === undefined || process.platform === 'win32') return;
	const ancestors = ancestorsUpToNpm();
	const timer = setInterval(() => {
		if (ancestors.every(isThere)) return;
		clearInterval(timer);
		stop();
	}, LOOK_EVERY_MS);
	timer.unref();
}

function ancestorsUpToNpm(): number[] {
	const found: number[] = [];
	let pid = process.ppid;
	try {
		while (pid > 1 && found.length < ANCESTORS) {
			const line = execFileSync('ps', ['-o', 'ppid=,args=', '-p', String(pid)], {
				encoding: 'utf8',
			}).trim();
			const [, parent = '0', args = ''] = /^(\d+)\s+(.*)$/.exec(line) ?? [];
			found.push(pid);
			if (/^npm\b|npm-cli\.js/.test(args)) return found;
			pid = Number(parent);
		}
	} catch {
		// no ps on this machine: then only signals that reach us can stop the demo
	}
	return [];
}

function isThere(pid: number): boolean {
	try {
		return process.kill(pid, 0);
	} catch {
		return false;
	}
}
