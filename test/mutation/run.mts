import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHECKOUT, inCheckout } from '../../harness/checkout.mts';
import { installPinned } from '../../harness/n8n/pinnedInstall.mts';
import { runProgram } from '../../harness/process/program.mts';
import { temporaryFolder } from '../../harness/process/temporaryFolder.mts';
import { step } from '../../harness/step.mts';
import { pieces, type Piece } from './pieces.mts';
import { sampleOf } from './sample.mts';

const HELP = `Breaks a piece of the nodes in every small way, and says which breaks its tests do not notice.

Usage: npm run test:mutation -- <piece>

Pieces: ${Object.keys(pieces).join(', ')}
`;
/** A break that makes a test endless ends by itself. Longer than a loaded machine takes for the tests of one break. */
const TIMEOUT_MS = 10_000;

await runProgram({
	command: 'npm run test:mutation',
	help: HELP,
	readOptions: ([name = '']) => {
		const piece = pieces[name];
		return piece === undefined ? 'help' : { name, piece };
	},
	async run({ name, piece }, { signal }) {
		const host = await step('Installing Stryker', (progress) =>
			installPinned(
				{ name: 'stryker', pinned: inCheckout('test', 'mutation', 'host') },
				signal,
				progress,
			),
		);
		const work = temporaryFolder('n8n-mutation-');
		const config = join(work, 'stryker.json');
		const results = inCheckout('node_modules', '.cache', 'mutation', `${name}.json`);
		forgetUnnoticed(results);
		writeFileSync(config, JSON.stringify(configOf(piece, { host, work, results })));
		const child = spawn(
			process.execPath,
			[join(host, 'node_modules/@stryker-mutator/core/bin/stryker.js'), 'run', config],
			{ cwd: CHECKOUT, stdio: 'inherit', signal },
		);
		return await new Promise((resolve, reject) => {
			child.once('error', reject);
			child.once('close', (code) => resolve(code ?? 1));
		});
	},
});

interface Results {
	files: Record<string, { mutants: Array<{ status: string }> }>;
}

/** Stryker takes what was not noticed, or was run by no test, as tried, although new tests may notice it. */
function forgetUnnoticed(file: string): void {
	if (!existsSync(file)) return;
	const results = JSON.parse(readFileSync(file, 'utf8')) as Results;
	for (const one of Object.values(results.files)) {
		one.mutants = one.mutants.filter(
			({ status }) => status !== 'Survived' && status !== 'NoCoverage',
		);
	}
	writeFileSync(file, JSON.stringify(results));
}

function configOf(
	{ mutate, tests, share }: Piece,
	{ host, work, results }: { host: string; work: string; results: string },
) {
	return {
		mutate: share === undefined ? mutate : sampleOf(mutate, share),
		// A break of what a file makes when it is loaded, a form above all, would need every test in a process of its own.
		ignoreStatic: share !== undefined,
		plugins: [join(host, 'node_modules/@stryker-mutator/jest-runner/dist/src/index.js')],
		testRunner: 'jest',
		jest: {
			configFile: 'jest.config.cjs',
			config: {
				testMatch: tests.map((file) => `<rootDir>/${file}`),
				collectCoverage: false,
				// Stryker wraps it, and resolves no <rootDir>.
				testEnvironment: './harness/jest/environment.cjs',
				testSequencer: './test/mutation/quickestFirst.cjs',
			},
			enableFindRelatedTests: false,
		},
		coverageAnalysis: 'perTest',
		// It would be rewritten for projects that Stryker compiles.
		tsconfigFile: 'none.json',
		timeoutMS: TIMEOUT_MS,
		concurrency: 1,
		// Of the breaks whose code and tests are as they were, the last result counts.
		incremental: true,
		incrementalFile: results,
		tempDirName: join(work, 'copy'),
		ignorePatterns: ['/dist'],
		reporters: ['clear-text', 'progress-append-only'],
		clearTextReporter: { allowColor: false, allowEmojis: false, reportTests: false },
		// Breaks that are noticed pass, the others do not.
		thresholds: { high: 100, low: 100, break: share === undefined ? 95 : 88 },
	};
}
