import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import type { SandboxControl } from '../../sandbox/controlClient.cts';
import { sandboxControl } from '../../sandbox/controlClient.cts';

export interface SandboxProcess {
	/** Such as `http://127.0.0.1:4010`. */
	origin: string;
	control: SandboxControl;
	close(): Promise<void>;
}

const ROOT = join(__dirname, '../..');

/** A sandbox in a process of its own, for tests that measure their own. */
export async function startSandboxProcess(): Promise<SandboxProcess> {
	const program = ['--require', 'tsx/cjs', 'sandbox/main.cts', '--port', '0'];
	const child = spawn(process.execPath, program, {
		cwd: ROOT,
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const ended = once(child, 'exit');
	for await (const line of createInterface(child.stdout)) {
		const [, origin] = /(http:\S+)\/__control/.exec(line) ?? [];
		if (origin === undefined) continue;
		child.stdout.resume();
		return {
			origin,
			control: sandboxControl(origin),
			async close() {
				child.kill();
				await ended;
			},
		};
	}
	throw new Error('The sandbox ended before it said where it is');
}
