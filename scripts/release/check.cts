// Says whether a tag may be published: `npm run release:check -- 1.0.0`. A published version cannot be taken back.
import { staleFiles } from '../packages/stale.cts';
import { notReady, readRelease } from './notReady.cts';

// Set by GitHub Actions, where the tag is checked out, and with it what `npm run release` has put into packages/.
const { GITHUB_REPOSITORY: repository } = process.env;
const reasons = notReady({
	...readRelease('.', process.argv[2] ?? ''),
	repository,
	stale: repository === undefined ? [] : staleFiles('.'),
});
for (const reason of reasons) console.error(reason);
process.exitCode = reasons.length > 0 ? 1 : 0;
