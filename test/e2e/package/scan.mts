import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { z } from 'zod';
import { inCheckout } from '../../../harness/checkout.mts';
import { installPinned } from '../../../harness/n8n/pinnedInstall.mts';
import { runCommand } from '../../../harness/process/command.mts';
import { temporaryFolder } from '../../../harness/process/temporaryFolder.mts';
import type { TimeLimit } from '../../../harness/process/timeLimit.mts';
import { quiet } from '../stage.mts';

// n8n's own scan for the verification of a package has two legs: the sources in the repository, and what npm ships. The
// published command asks GitHub and npm for them; the functions behind it take folders.

/** Against a scan that hangs: one takes seconds, and on a busy machine minutes. */
const LIMIT: TimeLimit = { name: 'scanning a package', ms: 15 * 60_000 };

/** The scanner makes a folder when it is loaded, and leaves it behind: here it goes with this process. */
const scratch = temporaryFolder('n8n-scan-');

const verdict = z.object({
	passed: z.boolean(),
	/** Also set when it has passed for want of anything to look at. */
	message: z.string().optional(),
	details: z.string().optional(),
});
const sourcesVerdict = z.object({ root: z.string().nullable(), verdict: verdict.nullable() });

export interface ScannedSources {
	/** The folder in the repository that the scan takes for the package's, if it finds one. */
	root: string | null;
	/** What the scan finds fault with: '' when there is nothing. */
	fault: string;
}

/** Searches a repository for the package, as the scan does, and looks at its sources. */
export async function scanSources(
	repository: string,
	name: string,
	signal: AbortSignal,
): Promise<ScannedSources> {
	const body = `
		const root = scanner.findPackageRoot(${JSON.stringify(repository)}, ${JSON.stringify(name)});
		const verdict = root && (await scanner.analyzePackage(root, scanner.SOURCE_FILE_PATTERNS));
		return { root, verdict };
	`;
	const found = sourcesVerdict.parse(await evaluate(body, signal));
	if (found.verdict === null) {
		return { root: null, fault: `The scan does not find ${name} in the repository.` };
	}
	return { root: found.root, fault: faultOf(found.verdict) };
}

/** Looks at an unpacked tarball. Returns what the scan finds fault with: '' when there is nothing. */
export async function scanTarball(unpacked: string, signal: AbortSignal): Promise<string> {
	// The patterns stand in the middle of the scanner's code (0.32.0, analyzePackageByName).
	const body = `
		return await scanner.analyzePackage(${JSON.stringify(unpacked)}, ['**/*.js', 'package.json']);
	`;
	return faultOf(verdict.parse(await evaluate(body, signal)));
}

/** "No files found to analyze" is a pass for the scanner, and none for a package. */
function faultOf({ passed, message, details }: z.infer<typeof verdict>): string {
	if (passed && message === undefined) return '';
	return details ?? message ?? 'The scan says no more than that it did not pass.';
}

/**
 * What the body of a function returns that has the scanner's module at hand. The scanner is installed on its own,
 * because it brings a TypeScript that other tools cannot work with.
 */
async function evaluate(body: string, signal: AbortSignal): Promise<unknown> {
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
	const file = join(place, 'node_modules/@n8n/scan-community-package/scanner/scanner.mjs');
	const script = `
		import * as scanner from ${JSON.stringify(pathToFileURL(file).href)};
		const result = await (async () => {${body}})();
		console.log(JSON.stringify(result));
	`;
	const output = await runCommand({
		file: process.execPath,
		args: ['--input-type=module', '--eval', script],
		cwd: place,
		env: { TMPDIR: scratch },
		limit: LIMIT,
		signal,
	});
	return JSON.parse(output.split('\n').at(-1) ?? '');
}
