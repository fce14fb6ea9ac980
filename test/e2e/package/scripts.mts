import { createRequire } from 'node:module';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CHECKOUT } from '../../../harness/checkout.mts';
import { runCommand } from '../../../harness/process/command.mts';
import { limits } from '../../../harness/process/timeLimit.mts';
import { temporaryFolder } from '../../../harness/process/temporaryFolder.mts';
import { git } from '../../../scripts/git.cts';

type Services = typeof import('../../../nodes/services.ts');
type Readme = typeof import('../../../scripts/packages/readme.cts');
type ReleaseTree = typeof import('../../../scripts/release/releaseTree.cts');

/** Required, as in harness/sandbox.mts: imported, Node 20 does not let tsx compile the .ts files that they require. */
const require = createRequire(import.meta.url);

const services: Services = require('../../../nodes/services.ts');
const readme: Readme = require('../../../scripts/packages/readme.cts');
const release: ReleaseTree = require('../../../scripts/release/releaseTree.cts');

/** Of each package: its folder, the heading of its chapter, its name, and what its README has. */
export const packagesOfServices = services.packages.map((one) => ({
	service: one.name,
	heading: one.heading,
	name: one.packageName,
	readsRecordsOf: one.readsRecordsOf ?? [],
	chapters: readme.chaptersOf(one),
}));

/** The repository as GitHub would hand out the tag if all of this checkout were released now. Returns the folder. */
export async function sourcesToPublish(into: string, signal: AbortSignal): Promise<string> {
	const archive = join(temporaryFolder('n8n-sources-'), 'sources.tar');
	git(['archive', '--format=tar', `--output=${archive}`, release.releaseTree(CHECKOUT)], {
		cwd: CHECKOUT,
	});
	await mkdir(into, { recursive: true });
	const args = ['-xf', archive, '-C', into];
	await runCommand({ file: 'tar', args, cwd: into, limit: limits.unpack, signal });
	return into;
}
