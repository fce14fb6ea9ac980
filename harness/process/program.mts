import { Shutdown, Stopped } from './shutdown.mts';

/** A mistake in the command line; the message is all that the user needs. */
export class WrongUsage extends Error {}

export interface Program<Options> {
	/** How a person starts it, such as "npm start". */
	command: string;
	help: string;
	/** Throws WrongUsage. */
	readOptions(args: string[]): Options | 'help';
	/** The exit code. What it has started is ended by `shutdown`. */
	run(options: Options, shutdown: Shutdown): Promise<number>;
}

/** Runs a program that people start by a command, and ends the process with its exit code. */
export async function runProgram<Options>(program: Program<Options>): Promise<never> {
	const code = await exitCodeOf(program, process.argv.slice(2)).catch((error: unknown) => {
		const message = error instanceof Error ? error.message : String(error);
		process.stderr.write(`\n${message}\n`);
		if (error instanceof WrongUsage) {
			process.stderr.write(`See \`${program.command} -- --help\`.\n`);
		}
		return error instanceof Stopped ? error.exitCode : 1;
	});
	// A listening socket or a timer that was overlooked must not keep an ended program alive.
	process.exit(code);
}

async function exitCodeOf<Options>(program: Program<Options>, args: string[]): Promise<number> {
	const options = program.readOptions(args);
	if (options === 'help') {
		process.stdout.write(program.help);
		return 0;
	}
	const shutdown = new Shutdown();
	try {
		return await program.run(options, shutdown);
	} finally {
		await shutdown.end();
	}
}
