import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageFiles, writePackageFiles } from '../packages/packageFiles.cts';
import { git } from '../git.cts';

/**
 * The tree of a release, as git's object: all of this checkout, with the sources of the packages for one service each in
 * packages/.
 *
 * n8n's scan looks for them there: it takes the commit that npm's provenance names, searches it for the folder whose
 * package.json has the name of the package, and lints the sources in it (@n8n/scan-community-package 0.32.0,
 * findPackageRoot). They are copies, so the branches do without them.
 */
export function releaseTree(root: string): string {
	const scratch = mkdtempSync(join(tmpdir(), 'release-'));
	// An index of its own: that of the checkout stays as it is.
	const env = { GIT_INDEX_FILE: join(scratch, 'index') };
	try {
		git(['read-tree', 'HEAD'], { cwd: root, env });
		git(['add', '--all'], { cwd: root, env });
		writePackageFiles(packageFiles(root), join(scratch, 'files', 'packages'));
		const besides = ['--work-tree', join(scratch, 'files')];
		git([...besides, 'add', '--force', '--', 'packages'], { cwd: root, env });
		return git(['write-tree'], { cwd: root, env });
	} finally {
		rmSync(scratch, { recursive: true });
	}
}
