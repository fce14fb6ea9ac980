import { parseArgs } from 'node:util';
import { greeting } from './greeting.cts';
import { startSandbox } from './server.cts';

const DEFAULT_PORT = 4010;
const USAGE = 'Usage: npm run sandbox [-- --port <number>]   (0 takes a free port)';

void main();

async function main(): Promise<void> {
	try {
		const sandbox = await startSandbox({ port: portFrom(process.argv.slice(2)) });
		console.log(greeting(sandbox));
		const stop = () => void sandbox.close().then(() => process.exit(0));
		process.once('SIGINT', stop);
		process.once('SIGTERM', stop);
	} catch (error) {
		console.error(explanation(error));
		process.exit(1);
	}
}

function portFrom(args: string[]): number {
	const { values } = parseArgs({ args, options: { port: { type: 'string' } } });
	if (values.port === undefined) return DEFAULT_PORT;
	const port = Number(values.port);
	if (!/^\d+$/.test(values.port) || port > 65_535) {
		throw new TypeError(`--port must be a whole number from 0 to 65535, not "${values.port}"`);
	}
	return port;
}

function explanation(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	if ('code' in error && error.code === 'EADDRINUSE') {
		return `The port is taken: ${error.message}\nChoose another one, e.g. npm run sandbox -- --port 0`;
	}
	return `${error.message}\n${USAGE}`;
}
