import { execFileSync } from 'node:child_process';
import { copyFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { installPackage, PACKAGE_NAME } from '../../harness/n8n/communityPackage.mts';
import { installHost } from '../../harness/n8n/host.mts';
import { openUserFolder } from '../../harness/n8n/userFolder.mts';
import { packPackage } from '../../harness/pack.mts';
import type { Shutdown } from '../../harness/process/shutdown.mts';
import { temporaryFolder } from '../../harness/process/temporaryFolder.mts';
import { step } from '../../harness/step.mts';
import type { BenchCase } from './benchCase.mts';
import { cases } from './cases/index.mts';
import { withSlack } from './measuring/goals.mts';
import type { BenchOptions } from './options.mts';
import { makeCertificate, trusting } from './processes/certificate.mts';
import { measureApart, type Surroundings } from './processes/measureApart.mts';
import { describeCase, summary } from './report/consoleText.mts';
import { machineOf } from './report/machine.mts';
import { writeResults } from './report/writeResults.mts';
import type { BenchResults, CaseResult, Level } from './results.cts';
import { startServer } from './server/startServer.mts';

const REPETITIONS: Readonly<Record<Level, number>> = { full: 5, quick: 2, check: 2 };
/** How much worse than its goal a ratio may be in CI, where other work goes on beside. */
const CHECK_SLACK = 2;

/** Measures, prints and, for a full run, writes. The exit code: 1 for a wrong answer, and for a goal missed in CI. */
export async function runBench(
	{ level, only, profile, write }: BenchOptions,
	shutdown: Shutdown,
): Promise<number> {
	const { signal } = shutdown;
	const userFolder = await openUserFolder(temporaryFolder('n8n-bench-'));
	const tarball = await step('Building the package', (progress) => packPackage(signal, progress));
	const host = await step('Installing n8n', (progress) => installHost(signal, progress));
	await installPackage(userFolder.path, tarball, signal);
	const packageFolder = join(userFolder.path, '.n8n', 'nodes', 'node_modules', PACKAGE_NAME);
	await copyFile(tarball, `${packageFolder}.tgz`);

	const begun = Date.now();
	const wanted = cases.filter(
		({ id, inCheck = true }) => only?.includes(id) ?? (level !== 'check' || inCheck),
	);
	const profiling =
		profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${resolve(profile)}`];
	const certificate = await makeCertificate(userFolder.path);
	const needsServer = wanted.some(({ where }) => where === 'server');
	const environment = {
		NODE_OPTIONS: ['--expose-gc', ...profiling].join(' '),
		...trusting(certificate),
	};
	const surroundings: Surroundings = {
		level,
		repetitions: REPETITIONS[level],
		host,
		userFolder,
		packageFolder,
		server: needsServer ? startServer(host, userFolder, environment, shutdown) : undefined,
		certificate,
		profiling,
	};
	const results = new Map<BenchCase, CaseResult>();
	const measure = async (one: BenchCase) => {
		const measured = await measureApart(one, surroundings, shutdown);
		const result = level === 'check' ? withSlackInCi(measured) : measured;
		results.set(one, result);
		process.stdout.write(`${describeCase(result).join('\n')}\n`);
	};
	const measureAll = async (company: BenchCase['company']) => {
		for (const one of wanted) if (one.company === company) await measure(one);
	};
	const waiting = async () => {
		await surroundings.server;
		await measureAll('waiting');
	};
	// What computes is timed by the processor, so n8n may start beside it.
	await Promise.all([waiting(), measureAll('computing')]);
	await measureAll('none');

	const nodeVersion = execFileSync(host.node, ['--version'], { encoding: 'utf8' }).trim().slice(1);
	const all: BenchResults = {
		level,
		date: new Date().toISOString().slice(0, 10),
		seconds: (Date.now() - begun) / 1_000,
		machine: machineOf(nodeVersion, host.version),
		cases: wanted.flatMap((one) => results.get(one) ?? []),
	};
	process.stdout.write(summary(all));
	if (write) await writeResults(all);
	const wrong = all.cases.some(({ failure }) => failure !== undefined);
	const missed = all.cases.some(({ goals }) => goals.some(({ ok }) => !ok));
	return wrong || (level === 'check' && missed) ? 1 : 0;
}

const withSlackInCi = (result: CaseResult): CaseResult => ({
	...result,
	goals: result.goals.map((goal) => withSlack(goal, CHECK_SLACK)),
});
