import { runProgram } from '../../harness/process/program.mts';
import { HELP, readOptions } from './options.mts';

await runProgram({
	command: 'npm run bench',
	help: HELP,
	readOptions,
	async run(options, shutdown) {
		// Everything heavy is imported after the command line was understood.
		const { runBench } = await import('./runBench.mts');
		return await runBench(options, shutdown);
	},
});
