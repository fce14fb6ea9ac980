import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** Set by run.mts. */
const { OUTSIDE_HOST: host = '', OUTSIDE_NODE: node = '' } = process.env;
const PROGRAM = join(host, 'node_modules/@stoplight/prism-cli/dist/index.js');
const LISTENING = /listening on (http:\S+)/;
const START_MS = 60_000;

export interface Prism {
	/** Where the API begins. */
	readonly url: string;
	close(): Promise<void>;
}

/** Prism answers by itself, as the OpenAPI file says. It refuses requests that break the file. */
export const mock = (file: string): Promise<Prism> => start(['mock', ...RULES, file]);

/** Prism passes requests on to a server, and refuses requests and answers that break the OpenAPI file. */
export const proxy = (file: string, upstream: string): Promise<Prism> =>
	start(['proxy', ...RULES, file, upstream]);

const RULES = ['--errors', '--multiprocess=false', '--host', '127.0.0.1', '--port', '0'];

async function start(args: string[]): Promise<Prism> {
	const child = spawn(node, [PROGRAM, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
	try {
		return { url: await addressOf(child), close: async () => await end(child) };
	} catch (error) {
		await end(child);
		throw error;
	}
}

async function addressOf(child: ChildProcess): Promise<string> {
	let text = '';
	return await new Promise((resolve, reject) => {
		const limit = setTimeout(() => reject(new Error(`Prism does not start: ${text}`)), START_MS);
		child.once('error', reject);
		child.once('exit', () => reject(new Error(`Prism has ended: ${text}`)));
		child.stdout?.on('data', (chunk: Buffer) => {
			text = `${text}${chunk.toString()}`.slice(-10_000);
			const url = LISTENING.exec(text)?.[1];
			if (url === undefined) return;
			clearTimeout(limit);
			resolve(url);
		});
	});
}

async function end(child: ChildProcess): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	child.kill('SIGKILL');
	await once(child, 'exit');
}
