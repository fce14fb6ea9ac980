// Says whether a tag may be published: `npm run release:check -- 1.0.0`. A published version cannot be taken back.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { packageFiles } from '../packages/packageFiles.cts';
import { notReady, readRelease } from './notReady.cts';

/** What is built or installed in a package, and not part of its sources. */
const MADE_THERE = /^[^/]+\/(?:dist|node_modules)\//;

// Set by GitHub Actions, where the tag is checked out, and with it what `npm run release` has put into packages/.
const { GITHUB_REPOSITORY: repository } = process.env;
const reasons = notReady({
	...readRelease('.', process.argv[2] ?? ''),
	repository,
	stale: repository === undefined ? [] : staleFiles('.'),
});
for (const reason of reasons) console.error(reason);
process.exitCode = reasons.length > 0 ? 1 : 0;

/** Files in packages/ that are missing, left over or not what the sources say; [] when all is as it is put together. */
function staleFiles(root: string): string[] {
	const wanted = packageFiles(root);
	const present = filesBelow(join(root, 'packages')).filter((file) => !MADE_THERE.test(file));
	const left = present.filter((file) => !wanted.has(file));
	const unlike = [...wanted].filter(
		([file, content]) =>
			!present.includes(file) || readFileSync(join(root, 'packages', file), 'utf8') !== content,
	);
	return [...left, ...unlike.map(([file]) => file)].sort();
}

function filesBelow(folder: string): string[] {
	if (!existsSync(folder)) return [];
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/'));
}
