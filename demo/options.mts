import { parseArgs } from 'node:util';
import { WrongUsage } from '../harness/process/program.mts';

export interface DemoOptions {
	/** Execute the examples and end, without a person. */
	run: boolean;
	port: number | undefined;
	sandboxPort: number | undefined;
}

export const HELP = `Starts n8n with this package in it and a local sandbox of the APIs. No key, no account, nobody is dispatched.

Usage: npm start -- [options]

  --run                 execute every workflow of examples/ in a fresh n8n, show and check the results, then end
                        (code 0 when all is as expected, else 1)
  --port <number>       port of n8n's editor (default: 5678, or any free one)
  --sandbox-port <number>
                        port of the sandbox (default: 4010, or any free one)
  --help                this text

The first start installs n8n itself (about 3 GB, some minutes) below ~/.cache; later ones take seconds.
Without --run, n8n keeps its data in .demo/ of this checkout; delete that folder to start over.
`;

/** Reads the command line. Throws `WrongUsage`; returns 'help' when that is asked for. */
export function readOptions(args: string[]): DemoOptions | 'help' {
	const { values } = parse(args);
	if (values.help) return 'help';
	return {
		run: values.run,
		port: readPort('--port', values.port),
		sandboxPort: readPort('--sandbox-port', values['sandbox-port']),
	};
}

function parse(args: string[]) {
	try {
		return parseArgs({
			args,
			allowPositionals: false,
			options: {
				run: { type: 'boolean', default: false },
				port: { type: 'string' },
				'sandbox-port': { type: 'string' },
				help: { type: 'boolean', short: 'h', default: false },
			},
		});
	} catch (error) {
		throw new WrongUsage(error instanceof Error ? error.message : String(error));
	}
}

function readPort(option: string, text: string | undefined): number | undefined {
	if (text === undefined) return undefined;
	const port = Number(text);
	if (!/^\d+$/.test(text) || port < 1 || port > 65_535) {
		throw new WrongUsage(`${option} needs a port number from 1 to 65535, not "${text}".`);
	}
	return port;
}
