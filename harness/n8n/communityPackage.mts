import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../process/command.mts';
import { limits } from '../process/timeLimit.mts';

/** The name that n8n puts before the names of our nodes. */
export const PACKAGE_NAME = 'n8n-nodes-safetyops';

/**
 * Puts the tarball where n8n keeps the community packages that a user has installed. n8n's own installer does the
 * same: it unpacks the tarball and lets npm fetch its dependencies, of which this package may have none. So our
 * nodes get their real type names and find only what n8n offers them.
 */
export async function installPackage(
	userFolder: string,
	tarball: string,
	signal: AbortSignal,
	name = PACKAGE_NAME,
): Promise<void> {
	const nodes = join(userFolder, '.n8n', 'nodes');
	const place = join(nodes, 'node_modules', name);
	await rm(place, { recursive: true, force: true });
	await mkdir(place, { recursive: true });
	await runCommand({
		file: 'tar',
		args: ['-xzf', tarball, '--strip-components=1', '-C', place],
		cwd: nodes,
		limit: limits.unpack,
		signal,
	});
	const manifest = {
		name: 'installed-nodes',
		private: true,
		dependencies: { [name]: '*' },
	};
	await writeFile(join(nodes, 'package.json'), JSON.stringify(manifest, null, 2));
}
