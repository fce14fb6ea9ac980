import { parseArgs } from 'node:util';
import { SAFETYKIT_KEY } from './safetykit/service.cts';
import { startSandbox, type Sandbox } from './server.cts';
import { TEST_KEY } from './sety/keys.cts';

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

function greeting({ origin, setyUrl, safetyKitUrl }: Sandbox): string {
	return `The sandbox is running. It is no vendor's service and reaches no responders.

  Sety base URL   ${setyUrl}
  Test API key    ${TEST_KEY}

  SafetyKit base URL   ${safetyKitUrl}
  SafetyKit API key    ${SAFETYKIT_KEY}

  Control         ${origin}/__control  (faults, clock, settings: see test/sandbox/README.md)
  For example     curl -X POST ${origin}/__control/faults -d '{"kind":"status","status":503,"path":"/incidents"}'

Ctrl+C ends it.`;
}
