import { spawn } from 'node:child_process';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { endGroup, watchGroup } from './processGroup.mts';
import { within, type TimeLimit } from './timeLimit.mts';

export interface Command {
	file: string;
	args: string[];
	cwd: string;
	/** Set on top of the environment of this process. */
	env?: Record<string, string>;
	limit: TimeLimit;
	signal: AbortSignal;
	/** Gets every line of both outputs, for showing that something goes on. */
	onLine?: (line: string) => void;
}

/** Lines of output that are shown when a command ends badly: enough for a compiler's message. */
const SHOWN_LINES = 30;
const GRACE_MS = 3_000;

/**
 * Runs a command to its end and returns what it wrote to standard output.
 * Throws with its last lines when it ends with another code than 0; on abort it is ended first, with all it started.
 */
export async function runCommand(command: Command): Promise<string> {
	const { file, args, cwd, env, limit, signal, onLine } = command;
	return await within(limit, signal, async (abort) => {
		const child = spawn(file, args, {
			cwd,
			env: { ...process.env, ...env },
			detached: process.platform !== 'win32',
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		watchGroup(child);
		const output: string[] = [];
		const recent: string[] = [];
		createInterface(child.stdout).on('line', (line) => (output.push(line), note(line)));
		createInterface(child.stderr).on('line', (line) => note(line));
		function note(line: string): void {
			recent.push(line);
			if (recent.length > SHOWN_LINES) recent.shift();
			if (line.trim() !== '') onLine?.(line.trim());
		}
		const end = () => void endGroup(child, GRACE_MS);
		abort.addEventListener('abort', end);
		try {
			const code = await new Promise<number | null>((resolve, reject) => {
				child.once('error', reject);
				child.once('close', resolve);
			});
			abort.throwIfAborted();
			if (code !== 0) {
				const called = [basename(file), ...args].join(' ');
				throw new Error(
					`\`${called}\` ended with code ${code} while ${limit.name}.\n${recent.join('\n')}`,
				);
			}
			return output.join('\n');
		} finally {
			abort.removeEventListener('abort', end);
		}
	});
}

/**
 * How npm is called: with the npm that started us, when it was npm, so that both agree on version and settings.
 * Its settings of this checkout come along in the environment (ignore-scripts, for one), hence the explicit flags of callers.
 */
export function npm(...args: string[]): { file: string; args: string[] } {
	const cli = process.env['npm_execpath'];
	if (cli !== undefined && basename(cli) === 'npm-cli.js') {
		return { file: process.execPath, args: [cli, ...args] };
	}
	if (process.platform !== 'win32') return { file: 'npm', args };
	// npm.cmd is for shells: Node starts no such file by itself. Its script lies beside node.exe.
	const own = join(dirname(process.execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js');
	return { file: process.execPath, args: [own, ...args] };
}
