import { execFileSync } from 'node:child_process';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';

import { installPackage, PACKAGE_NAME } from '../../demo/n8n/communityPackage.mts';
import { installHost } from '../../demo/n8n/host.mts';
import { packPackage } from '../../demo/pack.mts';
import type { Shutdown } from '../../demo/process/shutdown.mts';
import { temporaryFolder } from '../../demo/process/temporaryFolder.mts';
import { step } from '../../demo/step.mts';
import { cases } from './cases/index.mts';
import type { SandboxAccess } from './engine/ownNodes.mts';
import { withSlack } from './measuring/goals.mts';
import type { BenchOptions } from './options.mts';
import { startChild } from './processes/child.mts';
import type { Order } from './processes/measureCase.mts';
import { consoleTable, describeCase } from './report/consoleTable.mts';
import { machineOf } from './report/machine.mts';
import { writeResults } from './report/writeResults.mts';
import type { BenchResults, CaseResult, Level } from './results.cts';

const REPETITIONS: Readonly<Record<Level, number>> = { full: 5, quick: 3, check: 2 };
/** How much worse than its goal a ratio may be in CI, where other work goes on beside. */
const CHECK_SLACK = 2;
/** Of HTTP Request: its requests all listen to the one signal that cancels the execution. */
const QUIET = '--disable-warning=MaxListenersExceededWarning';

/** Measures, prints and, for a full run, writes. The exit code: 1 for a wrong answer, and for a goal missed in CI. */
export async function runBench(
	{ level, only, profile, write }: BenchOptions,
	shutdown: Shutdown,
): Promise<number> {
	const { signal } = shutdown;
	const userFolder = temporaryFolder('n8n-bench-');
	const tarball = await step('Building the package', (progress) => packPackage(signal, progress));
	const host = await step('Installing n8n', (progress) => installHost(signal, progress));
	await installPackage(userFolder, tarball, signal);
	const packageFolder = join(userFolder, '.n8n', 'nodes', 'node_modules', PACKAGE_NAME);
	await copyFile(tarball, `${packageFolder}.tgz`);

	const sandbox = startChild<SandboxAccess>('./sandbox.mts', { program: process.execPath });
	shutdown.onEnd(() => sandbox.end());
	const access = await sandbox.message;

	const begun = Date.now();
	const results: CaseResult[] = [];
	for (const { id, notInCheck } of cases) {
		if (only === undefined ? level === 'check' && notInCheck === true : only !== id) continue;
		signal.throwIfAborted();
		const order: Order = {
			caseId: id,
			level,
			repetitions: REPETITIONS[level],
			access,
			hostFolder: host.folder,
			packageFolder,
		};
		const child = startChild<CaseResult>('./measureCase.mts', {
			program: host.node,
			nodeOptions: ['--expose-gc', QUIET, ...profiling(profile)],
			args: [JSON.stringify(order)],
			env: {
				NODE_PATH: join(host.folder, 'node_modules'),
				N8N_USER_FOLDER: userFolder,
				N8N_ENCRYPTION_KEY: 'only-for-measurements',
				N8N_LOG_LEVEL: 'silent',
			},
		});
		shutdown.onEnd(() => child.end());
		const measured = await child.message;
		await child.exit;
		const goals =
			level === 'check'
				? measured.goals.map((goal) => withSlack(goal, CHECK_SLACK))
				: measured.goals;
		const result = { ...measured, goals };
		results.push(result);
		process.stdout.write(`${describeCase(result).join('\n')}\n`);
	}
	const nodeVersion = execFileSync(host.node, ['--version'], { encoding: 'utf8' }).trim().slice(1);
	const all: BenchResults = {
		level,
		date: new Date().toISOString().slice(0, 10),
		seconds: (Date.now() - begun) / 1_000,
		machine: machineOf(nodeVersion, host.version),
		cases: results,
	};
	process.stdout.write(consoleTable(all));
	if (write) await writeResults(all);
	const wrong = results.some(({ failure }) => failure !== undefined);
	const missed = results.some(({ goals }) => goals.some(({ ok }) => !ok));
	return wrong || (level === 'check' && missed) ? 1 : 0;
}

const profiling = (folder: string | undefined): string[] =>
	folder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${folder}`];
