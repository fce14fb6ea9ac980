import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CHECKOUT } from '../../../harness/checkout.mts';
import { runCommand } from '../../../harness/process/command.mts';
import { limits } from '../../../harness/process/timeLimit.mts';
import { temporaryFolder } from '../../../harness/process/temporaryFolder.mts';
import { git } from '../../../scripts/git.cts';
import { releaseTree } from './scripts.mts';

/** The repository as GitHub would hand out the tag if all of this checkout were released now. Returns the folder. */
export async function sourcesToPublish(into: string, signal: AbortSignal): Promise<string> {
	const archive = join(temporaryFolder('n8n-sources-'), 'sources.tar');
	git(['archive', '--format=tar', `--output=${archive}`, releaseTree(CHECKOUT)], { cwd: CHECKOUT });
	await mkdir(into, { recursive: true });
	const args = ['-xf', archive, '-C', into];
	await runCommand({ file: 'tar', args, cwd: into, limit: limits.unpack, signal });
	return into;
}
