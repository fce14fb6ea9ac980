// Says whether a tag may be published: `npm run release:check -- 1.0.0`. A published version cannot be taken back.
import { readFileSync } from 'node:fs';
import { notReady, releasedManifest } from './notReady.cts';

const reasons = notReady({
	tag: process.argv[2] ?? '',
	manifest: releasedManifest.parse(JSON.parse(readFileSync('package.json', 'utf8'))),
	changelog: readFileSync('CHANGELOG.md', 'utf8'),
	// Set by GitHub Actions.
	repository: process.env['GITHUB_REPOSITORY'],
});
for (const reason of reasons) console.error(reason);
process.exitCode = reasons.length > 0 ? 1 : 0;
