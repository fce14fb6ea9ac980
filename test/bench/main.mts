import { WrongUsage, HELP, readOptions } from './options.mts';
import { Shutdown, Stopped } from '../../demo/process/shutdown.mts';

/** The exit code. Everything heavy is imported after the command line was understood. */
async function main(args: string[]): Promise<number> {
	const options = readOptions(args);
	if (options === 'help') {
		process.stdout.write(HELP);
		return 0;
	}
	const { runBench } = await import('./runBench.mts');
	const shutdown = new Shutdown();
	try {
		return await runBench(options, shutdown);
	} finally {
		await shutdown.end();
	}
}

function explain(error: unknown): number {
	process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
	if (error instanceof WrongUsage) process.stderr.write('See `npm run bench -- --help`.\n');
	return error instanceof Stopped ? error.exitCode : 1;
}

process.exit(await main(process.argv.slice(2)).catch(explain));
