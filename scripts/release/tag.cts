// Makes the tag of a version: `npm run release -- 1.0.0`. Nothing leaves this machine; pushing the tag publishes.
import { notReady, readRelease } from './notReady.cts';
import { git } from '../git.cts';
import { releaseTree } from './releaseTree.cts';

const version = process.argv[2] ?? '';
const reasons = notReady({ ...readRelease('.', version), stale: [] });
if (git(['status', '--porcelain']) !== '') {
	reasons.push('There are changes that are not committed, and the tag would be without them.');
}
for (const reason of reasons) console.error(reason);
if (reasons.length > 0) process.exit(1);

const message = `Release ${version}\n\nWith the packages for one service each, where n8n's scan looks for them.`;
const commit = git(['commit-tree', releaseTree('.'), '-p', 'HEAD', '-m', message]);
git(['tag', version, commit]);
console.log(`The tag ${version} is made. It is published by: git push origin ${version}`);
