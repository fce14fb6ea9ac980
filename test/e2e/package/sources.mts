import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../../../demo/process/command.mts';
import { limits } from '../../../demo/process/timeLimit.mts';
import { temporaryFolder } from '../../../demo/process/temporaryFolder.mts';
import { git } from '../git.mts';

/**
 * The repository as GitHub would hand it out if all of this checkout were committed now: nothing that git ignores, and
 * in a clean checkout the commit itself. Returns the folder.
 */
export async function sourcesToPublish(into: string, signal: AbortSignal): Promise<string> {
	const scratch = temporaryFolder('n8n-sources-');
	// An index of its own: that of whoever works here stays as it is.
	const own = { GIT_INDEX_FILE: join(scratch, 'index') };
	await git(['read-tree', 'HEAD'], signal, own);
	await git(['add', '--all'], signal, own);
	const tree = await git(['write-tree'], signal, own);
	const archive = join(scratch, 'sources.tar');
	await git(['archive', '--format=tar', `--output=${archive}`, tree], signal);
	await mkdir(into, { recursive: true });
	const args = ['-xf', archive, '-C', into];
	await runCommand({ file: 'tar', args, cwd: into, limit: limits.unpack, signal });
	return into;
}
