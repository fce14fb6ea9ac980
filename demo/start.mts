import { HELP, readOptions, WrongUsage } from './options.mts';
import { Shutdown, Stopped } from './process/shutdown.mts';

/** The exit code. Everything heavy is imported after the command line was understood. */
async function main(args: string[]): Promise<number> {
	const options = readOptions(args);
	if (options === 'help') {
		process.stdout.write(HELP);
		return 0;
	}
	const { runDemo } = await import('./demo.mts');
	const shutdown = new Shutdown();
	try {
		return await runDemo(options, shutdown);
	} finally {
		await shutdown.end();
	}
}

function explain(error: unknown): number {
	const message = error instanceof Error ? error.message : String(error);
	process.stderr.write(`\n${message}\n`);
	if (error instanceof WrongUsage) process.stderr.write('See `npm start -- --help`.\n');
	return error instanceof Stopped ? error.exitCode : 1;
}

// A listening socket or a timer that was overlooked must not keep an ended demo alive.
process.exit(await main(process.argv.slice(2)).catch(explain));
