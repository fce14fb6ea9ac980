import { parseArgs } from 'node:util';
import { greeting } from './greeting.cts';
import { startSandbox } from './server.cts';

const DEFAULT_PORT = 4010;
const USAGE = 'Usage: npm run sandbox [-- --port <number>]   (0 takes a free port)';

void main();

async function main(): Promise<void> {
	try {
		const { help, port } = optionsFrom(process.argv.slice(2));
		if (help) return console.log(USAGE);
		const sandbox = await startSandbox({ port });
		console.log(greeting(sandbox));
		const stop = () => void sandbox.close().then(() => process.exit(0));
		process.once('SIGINT', stop);
		process.once('SIGTERM', stop);
	} catch (error) {
		console.error(explanation(error));
		process.exit(1);
	}
}

function optionsFrom(args: string[]): { help: boolean; port: number } {
	const options = { port: { type: 'string' }, help: { type: 'boolean', default: false } } as const;
	const { values } = parseArgs({ args, options });
	const { help } = values;
	if (values.port === undefined) return { help, port: DEFAULT_PORT };
	const port = Number(values.port);
	if (!/^\d+$/.test(values.port) || port > 65_535) {
		throw new TypeError(`--port must be a whole number from 0 to 65535, not "${values.port}"`);
	}
	return { help, port };
}

function explanation(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	if ('code' in error && error.code === 'EADDRINUSE') {
		return `The port is taken: ${error.message}\nChoose another one, e.g. npm run sandbox -- --port 0`;
	}
	return `${error.message}\n${USAGE}`;
}
