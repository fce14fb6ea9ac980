import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
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
import { SOAK_MINUTES } from './soak/minutes.mts';
import type { Suite } from './suites.mts';
import { handOver, TARBALLS_FOLDER } from './tarballs.mts';

/** Files of suites that mostly wait which run at once. Their n8n have nothing to do most of the time. */
const WAITING_AT_ONCE = 2;

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

/**
 * Suites that mostly wait run beside the others. The others run one after the other, each in a process of its own: two
 * at once on two processors took several times as long for a burst of webhooks, so what they measure would say little. What
 * those that wait print comes after the others, as a whole.
 */
async function runSuites(
	{ suites, screenshots, tarballs, minutes }: E2eOptions,
	run: string,
	signal: AbortSignal,
): Promise<number> {
	const left = temporaryFolder('n8n-e2e-');
	const figures = join(left, 'figures.jsonl');
	writeFileSync(figures, '');
	const passed = join(left, 'tarballs');
	mkdirSync(passed);
	const environment = {
		...process.env,
		[FIGURES_FILE]: figures,
		[TARBALLS_FOLDER]: passed,
		[SOAK_MINUTES]: String(minutes),
		...(screenshots ? { [SCREENSHOTS]: 'yes' } : {}),
		// Each start of n8n would compile its thousands of files again.
		NODE_COMPILE_CACHE: join(left, 'compiled'),
	};
	const log = join(left, 'waiting.log');
	const waiting = suites.filter(({ waits }) => waits === true);
	const working = suites.filter(({ waits }) => waits !== true);
	const alone = working.length === 0;
	const codes = await Promise.all([
		testFiles(working, { atOnce: 1, output: 'inherit', environment, signal }),
		testFiles(waiting, {
			atOnce: WAITING_AT_ONCE,
			output: alone ? 'inherit' : openSync(log, 'w'),
			environment,
			signal,
		}),
	]);
	signal.throwIfAborted();
	if (!alone && waiting.length > 0) process.stdout.write(readFileSync(log));
	if (codes.some((code) => code !== 0)) return 1;
	writeFigures(figures, run);
	if (tarballs !== undefined) handOver(passed, resolve(tarballs));
	return 0;
}

function filesOf(suites: readonly Suite[]): string[] {
	return suites.flatMap(({ files }) => [...files]);
}

interface Lane {
	/** How many files run at the same time. */
	atOnce: number;
	output: 'inherit' | number;
	environment: NodeJS.ProcessEnv;
	signal: AbortSignal;
}

/** Node's exit code once all files have run; 0 without a file. */
async function testFiles(suites: readonly Suite[], lane: Lane): Promise<number> {
	const files = filesOf(suites);
	if (files.length === 0) return 0;
	const child = spawn(
		process.execPath,
		[
			'--import',
			'tsx',
			'--test',
			`--test-concurrency=${lane.atOnce}`,
			'--test-reporter=spec',
			...files,
		],
		{
			cwd: CHECKOUT,
			stdio: ['inherit', lane.output, lane.output],
			env: lane.environment,
		},
	);
	lane.signal.addEventListener('abort', () => child.kill('SIGTERM'));
	await once(child, 'exit');
	return child.exitCode ?? 1;
}
