import { CHECKOUT } from '../../demo/checkout.mts';
import { runCommand } from '../../demo/process/command.mts';
import { limits } from '../../demo/process/timeLimit.mts';

/** Asks git about this checkout. */
export function git(
	args: string[],
	signal: AbortSignal,
	env: Record<string, string> = {},
): Promise<string> {
	// In the container of a CI job the checkout belongs to somebody else, and git would not look at it.
	const trusted = ['-c', 'safe.directory=*', ...args];
	return runCommand({ file: 'git', args: trusted, cwd: CHECKOUT, env, limit: limits.git, signal });
}
