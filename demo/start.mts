import { HELP, readOptions } from './options.mts';
import { runProgram } from '../harness/process/program.mts';

await runProgram({
	command: 'npm start',
	help: HELP,
	readOptions,
	async run(options, shutdown) {
		// Everything heavy is imported after the command line was understood.
		const { runDemo } = await import('./demo.mts');
		return await runDemo(options, shutdown);
	},
});
