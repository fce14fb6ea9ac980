import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CHECKOUT } from '../../harness/checkout.mts';
import { installHost } from '../../harness/n8n/host.mts';
import { packPackage } from '../../harness/pack.mts';
import { runProgram } from '../../harness/process/program.mts';
import { temporaryFolder } from '../../harness/process/temporaryFolder.mts';
import { elapsed, step } from '../../harness/step.mts';
import { FIGURES_FILE, writeFigures } from './figures.mts';
import { HELP, readOptions, type E2eOptions } from './options.mts';
import { debianPackages, howToInstall, missingAmong } from './programs.mts';
import { runText } from './runText.mts';
import { SCREENSHOTS } from './screenshots.mts';
import { SOAK_MINUTES } from './soak/minutes.mts';
import type { Suite } from './suites.mts';
import { handOver, TARBALLS_FOLDER } from './tarballs.mts';

/** How many suites run at the same time. With a third that waits, one that measures took twice as long. */
const WAITING_AT_ONCE = 2;
const BUSY_AT_ONCE = 2;

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

/** Runs the suites, and writes their figures once all have passed. */
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
	const hasPassed = await inLanes(suites, async (suite) => {
		signal.throwIfAborted();
		const from = Date.now();
		process.stdout.write(`❯ ${suite.name}\n`);
		const log = suites.length === 1 ? 'inherit' : join(left, `${suite.name}.log`);
		const code = await runSuite(suite, { log, environment, signal });
		if (log !== 'inherit') process.stdout.write(readFileSync(log));
		process.stdout.write(`${code === 0 ? '✔' : '✖'} ${suite.name} [${elapsed(from)}]\n`);
		return code === 0;
	});
	signal.throwIfAborted();
	if (!hasPassed) return 1;
	writeFigures(figures, run);
	if (tarballs !== undefined) handOver(passed, resolve(tarballs));
	return 0;
}

/**
 * Suites that mostly wait begin at once. Beside them, those that measure run one after the other: two busy ones took several
 * times as long for a burst of webhooks, so what they measured said little. Then comes the rest, two at once.
 *
 * @param run says whether a suite has passed
 * @returns whether all have
 */
async function inLanes(
	suites: readonly Suite[],
	run: (suite: Suite) => Promise<boolean>,
): Promise<boolean> {
	const results: boolean[] = [];
	const inTurn = async (kind: Suite['mostly'], atOnce: number) => {
		const queue = suites.filter(({ mostly }) => mostly === kind);
		const lane = async () => {
			for (let next = queue.shift(); next; next = queue.shift()) results.push(await run(next));
		};
		await Promise.all(Array.from({ length: atOnce }, lane));
	};
	const busy = async () => {
		await inTurn('measures', 1);
		await inTurn(undefined, BUSY_AT_ONCE);
	};
	await Promise.all([busy(), inTurn('waits', WAITING_AT_ONCE)]);
	return results.every((hasPassed) => hasPassed);
}

interface Surroundings {
	/** The file to write to, or the output of this program. */
	log: string;
	environment: NodeJS.ProcessEnv;
	signal: AbortSignal;
}

/** Node's exit code once its files have run, one after the other. */
async function runSuite({ files }: Suite, around: Surroundings): Promise<number> {
	const output = around.log === 'inherit' ? 'inherit' : openSync(around.log, 'w');
	const child = spawn(
		process.execPath,
		['--import', 'tsx', '--test', '--test-concurrency=1', '--test-reporter=spec', ...files],
		{ cwd: CHECKOUT, stdio: ['inherit', output, output], env: around.environment },
	);
	around.signal.addEventListener('abort', () => child.kill('SIGTERM'));
	await once(child, 'exit');
	return child.exitCode ?? 1;
}
