import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import { endGroup, watchGroup } from '../../../harness/process/processGroup.mts';

const GRACE_MS = 2_000;

export interface Child<Message> {
	/** The first message of the process. Rejects when it ends without one. */
	message: Promise<Message>;
	/** Resolves when it has ended, in whatever way. */
	exit: Promise<unknown>;
	end(): Promise<void>;
}

export interface ChildOptions {
	/** The Node to run it with. */
	program: string;
	nodeOptions?: string[];
	args?: string[];
	env?: Record<string, string>;
}

/** Starts a TypeScript file beside this one as a process that tells one thing. */
export function startChild<Message>(file: string, options: ChildOptions): Child<Message> {
	const { program, nodeOptions = [], args = [], env = {} } = options;
	const script = fileURLToPath(new URL(file, import.meta.url));
	const child = spawn(
		program,
		[...nodeOptions, '--import', import.meta.resolve('tsx'), script, ...args],
		{
			env: { ...withoutProxies(process.env), ...env },
			detached: process.platform !== 'win32',
			stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
		},
	);
	watchGroup(child);
	const exit = once(child, 'exit');
	const ended = exit.then(([code]: unknown[]): never => {
		throw new Error(`${file} ended with code ${String(code)} and told nothing`);
	});
	const message = once(child, 'message').then(([told]: unknown[]) => told as Message);
	return {
		message: Promise.race([message, ended]),
		exit,
		end: async () => await endGroup(child, GRACE_MS),
	};
}

/** Loopback is never behind a proxy, whatever the environment says. */
function withoutProxies(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
	return Object.fromEntries(Object.entries(env).filter(([name]) => !/_proxy$/i.test(name)));
}
