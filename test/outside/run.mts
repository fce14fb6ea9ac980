import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { CHECKOUT, inCheckout } from '../../harness/checkout.mts';
import { bundledNode } from '../../harness/n8n/hostNode.mts';
import { installPinned } from '../../harness/n8n/pinnedInstall.mts';
import { runProgram } from '../../harness/process/program.mts';
import { step } from '../../harness/step.mts';

/** Prism 5.16 asks for it. */
const OLDEST_NODE = 24;

const HELP = `Checks the nodes and the sandbox with programs of others: Prism and Samsara's own client.

Usage: npm run test:outside -- [part of a file name …]
`;

await runProgram({
	command: 'npm run test:outside',
	help: HELP,
	readOptions: (args) => (args.includes('--help') ? 'help' : args),
	async run(names, { signal }) {
		const host = await step('Installing the programs', (progress) =>
			installPinned(
				{ name: 'outside', pinned: inCheckout('test', 'outside', 'host') },
				signal,
				progress,
			),
		);
		return await runJest(host, names, signal);
	},
});

async function runJest(host: string, files: string[], signal: AbortSignal): Promise<number> {
	const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
	const flags = ['--config', inCheckout('test', 'outside', 'jest.config.cjs'), '--maxWorkers=1'];
	const child = spawn(process.execPath, [jest, ...flags, ...files], {
		cwd: CHECKOUT,
		env: { ...process.env, OUTSIDE_HOST: host, OUTSIDE_NODE: nodeIn(host) },
		stdio: ['ignore', 'inherit', 'inherit'],
		signal,
	});
	return await new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('close', (code) => resolve(code ?? 1));
	});
}

function nodeIn(host: string): string {
	if (Number.parseInt(process.versions.node, 10) >= OLDEST_NODE) return process.execPath;
	const node = bundledNode(host)?.program;
	if (node !== undefined) return node;
	throw new Error(
		`Prism needs Node ${OLDEST_NODE} or newer. Run \`npm run test:outside\` with it.`,
	);
}
