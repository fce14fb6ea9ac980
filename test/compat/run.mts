import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { z } from 'zod';
import { CHECKOUT, inCheckout } from '../../harness/checkout.mts';
import { installPinned } from '../../harness/n8n/pinnedInstall.mts';
import { runProgram } from '../../harness/process/program.mts';
import { temporaryFolder } from '../../harness/process/temporaryFolder.mts';
import { step } from '../../harness/step.mts';
import { leftOut } from './leftOut.mts';

const PINNED = inCheckout('test', 'compat', 'host');
const manifest = z.object({ dependencies: z.object({ 'n8n-core': z.string() }) });
const report = z.object({ numPendingTests: z.number(), numTotalTests: z.number() });

const HELP = `Runs the tests of the nodes in the oldest n8n-core that they work with.

Usage: npm run test:compat -- [part of a file name …]

Without a name all of them run, and the list of tests that are left out has to fit.
`;

await runProgram({
	command: 'npm run test:compat',
	help: HELP,
	readOptions: (args) => (args.includes('--help') ? 'help' : args),
	run: async (names, { signal }) => await runTests(names, signal),
});

/** Runs the tests, those of the given files only if there are names; the exit code. */
async function runTests(names: string[], signal: AbortSignal): Promise<number> {
	const pinned = manifest.parse(JSON.parse(await readFile(join(PINNED, 'package.json'), 'utf8')));
	const version = pinned.dependencies['n8n-core'];
	const host = await step(`Installing n8n-core ${version}`, (progress) =>
		installPinned({ name: 'n8n-core', pinned: PINNED }, signal, progress),
	);
	const file = join(temporaryFolder('n8n-compat-'), 'report.json');
	const passed = await runJest(host, file, names, signal);
	const { numPendingTests, numTotalTests } = report.parse(JSON.parse(await readFile(file, 'utf8')));
	for (const { tests, count, reason } of leftOut) {
		process.stdout.write(`Left out: ${tests} (tests: ${count}). ${reason}\n`);
	}
	process.stdout.write(`${numTotalTests - numPendingTests} tests in n8n-core ${version}\n`);
	if (!passed) return 1;
	return names.length > 0 || isComplete(numPendingTests) ? 0 : 1;
}

/** A left-out test that was renamed would run and be noticed; one that is gone would stay in the list for ever. */
function isComplete(skipped: number): boolean {
	const listed = leftOut.reduce((sum, { count }) => sum + count, 0);
	if (skipped === listed) return true;
	process.stderr.write(`${skipped} tests did not run, and leftOut.mts lists ${listed}.\n`);
	return false;
}

async function runJest(
	host: string,
	reportFile: string,
	files: string[],
	signal: AbortSignal,
): Promise<boolean> {
	const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
	const flags = ['--config', inCheckout('test', 'compat', 'jest.config.cjs')];
	const names = [
		'--testNamePattern',
		`^(?!${leftOut.map(({ tests }) => literally(tests)).join('|')})`,
	];
	const outcome = ['--json', '--outputFile', reportFile];
	// Something of the older engine outlives the tests, and jest would wait for it.
	const ending = ['--maxWorkers=2', '--forceExit'];
	// With --json jest prints the report too, to standard output; what a person reads goes to the other one.
	const child = spawn(
		process.execPath,
		[jest, ...flags, ...names, ...outcome, ...ending, ...files],
		{
			cwd: CHECKOUT,
			env: { ...process.env, COMPAT_HOST: host },
			stdio: ['ignore', 'ignore', 'inherit'],
			signal,
		},
	);
	return await new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('close', (code) => resolve(code === 0));
	});
}

function literally(text: string): string {
	return text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&');
}
