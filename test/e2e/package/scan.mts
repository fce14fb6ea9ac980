import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { z } from 'zod';
import { inCheckout } from '../../../demo/checkout.mts';
import { installPinned } from '../../../demo/n8n/pinnedInstall.mts';
import { runCommand } from '../../../demo/process/command.mts';
import { quiet } from '../stage.mts';

/** The scan has two legs: what is in the repository, and what npm ships. */
export type Leg = 'sources' | 'tarball';

const LIMIT = { name: 'scanning a package', ms: 2 * 60_000 };

const verdict = z.object({ passed: z.boolean(), details: z.string().optional() });

/**
 * n8n's own scan for the verification of a package, run on a folder. The published command asks GitHub and npm for
 * the two legs; the function behind it takes folders. It is installed on its own, because it brings a TypeScript
 * that other tools cannot work with. Returns what it found fault with: '' when there is nothing.
 */
export async function scan(folder: string, leg: Leg, signal: AbortSignal): Promise<string> {
	const place = await installPinned(
		{
			name: 'package-scanner',
			pinned: inCheckout('test', 'e2e', 'scanner'),
			// This repository's own setting would leave out the TypeScript that its parser asks for as a peer.
			flags: ['--legacy-peer-deps=false'],
		},
		signal,
		quiet,
	);
	const scanner = join(place, 'node_modules/@n8n/scan-community-package/scanner/scanner.mjs');
	const patterns = leg === 'sources' ? 'SOURCE_FILE_PATTERNS' : `['**/*.js', 'package.json']`;
	const script = `
		import { analyzePackage, SOURCE_FILE_PATTERNS } from ${JSON.stringify(pathToFileURL(scanner).href)};
		console.log(JSON.stringify(await analyzePackage(${JSON.stringify(folder)}, ${patterns})));
	`;
	const output = await runCommand({
		file: process.execPath,
		args: ['--input-type=module', '--eval', script],
		cwd: place,
		limit: LIMIT,
		signal,
	});
	const { passed, details } = verdict.parse(JSON.parse(output.split('\n').at(-1) ?? ''));
	return passed ? '' : (details ?? 'The scan says no more than that it did not pass.');
}
