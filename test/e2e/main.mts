import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CHECKOUT } from '../../harness/checkout.mts';
import { installHost } from '../../harness/n8n/host.mts';
import { packPackage } from '../../harness/pack.mts';
import { runProgram } from '../../harness/process/program.mts';
import { temporaryFolder } from '../../harness/process/temporaryFolder.mts';
import { step } from '../../harness/step.mts';
import { FIGURES_FILE, writeFigures } from './figures.mts';
import { HELP, readOptions, type E2eOptions } from './options.mts';
import { debianPackages, howToInstall, missingAmong } from './programs.mts';
import { runText } from './runText.mts';
import { SCREENSHOTS } from './screenshots.mts';
import { handOver, TARBALLS_FOLDER } from './tarballs.mts';

await runProgram({
	command: 'npm run test:e2e',
	help: HELP,
	readOptions,
	async run(options, { signal }) {
		const needs = options.suites.flatMap((suite) => suite.needs);
		if (options.packages) {
			process.stdout.write(`${debianPackages(needs).join(' ')}\n`);
			return 0;
		}
		const missing = missingAmong(needs);
		if (missing.length > 0) throw new Error(howToInstall(missing));

		// The suites find both in their places; here one sees what takes so long.
		await step('Building the package', (progress) => packPackage(signal, progress));
		const host = await step('Installing n8n', (progress) => installHost(signal, progress));
		const run = runText(host);
		return await runSuites(options, run, signal);
	},
});

/** One after the other, each in a process of its own: two real n8n at once are too much for a small machine. */
async function runSuites(
	{ suites, screenshots, tarballs }: E2eOptions,
	run: string,
	signal: AbortSignal,
): Promise<number> {
	const left = temporaryFolder('n8n-e2e-');
	const figures = join(left, 'figures.jsonl');
	writeFileSync(figures, '');
	const passed = join(left, 'tarballs');
	mkdirSync(passed);
	const child = spawn(
		process.execPath,
		[
			'--import',
			'tsx',
			'--test',
			'--test-concurrency=1',
			'--test-reporter=spec',
			...suites.flatMap(({ files }) => files),
		],
		{
			cwd: CHECKOUT,
			stdio: 'inherit',
			env: {
				...process.env,
				[FIGURES_FILE]: figures,
				[TARBALLS_FOLDER]: passed,
				...(screenshots ? { [SCREENSHOTS]: 'yes' } : {}),
			},
		},
	);
	signal.addEventListener('abort', () => child.kill('SIGTERM'));
	await once(child, 'exit');
	signal.throwIfAborted();
	if (child.exitCode === 0) {
		writeFigures(figures, run);
		if (tarballs !== undefined) handOver(passed, resolve(tarballs));
	}
	return child.exitCode ?? 1;
}
