import { execFileSync } from 'node:child_process';

export interface GitPlace {
	/** Of the repository; this folder by itself. */
	cwd?: string;
	env?: Record<string, string>;
}

/** What git prints. Throws when git does not succeed. */
export function git(args: readonly string[], { cwd = '.', env = {} }: GitPlace = {}): string {
	// In the container of a CI job the checkout belongs to somebody else, and git would not look at it.
	const trusted = ['-c', 'safe.directory=*', ...args];
	return execFileSync('git', trusted, {
		cwd,
		env: { ...process.env, ...env },
		encoding: 'utf8',
		// The list of a large change.
		maxBuffer: 64 * 1024 * 1024,
	}).trim();
}
