import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CHECKOUT, inCheckout } from './checkout.mts';
import { npm, runCommand } from './process/command.mts';
import { withLock } from './process/lock.mts';
import { limits } from './process/timeLimit.mts';
import type { Progress } from './step.mts';

/** Everything that decides about what is in the tarball. */
const SOURCES = [
	'package.json',
	'tsconfig.json',
	'gulpfile.js',
	'scripts/packages/compact.cjs',
	'nodes',
	'credentials',
	'icons',
	'examples',
	'README.md',
	'LICENSE',
	'LICENSE.md',
	'CHANGELOG.md',
];

const PACKAGES = inCheckout('node_modules', '.cache', 'n8n-nodes-safetyops');

/** Another start may be about to unpack a tarball that has just been replaced. */
const KEEP_OLD_MS = 24 * 60 * 60 * 1_000;

/**
 * The package as a user would install it: the tarball that `npm pack` makes. Built only when a source has changed
 * since it was made; two starts at once build one after the other, since both would write to dist/.
 */
export async function packPackage(signal: AbortSignal, progress: Progress): Promise<string> {
	const tarball = join(PACKAGES, `${await fingerprint(SOURCES)}.tgz`);
	if (existsSync(tarball)) {
		progress.title('Package: unchanged since it was built');
		return tarball;
	}
	return await withLock(
		join(PACKAGES, 'building.lock'),
		limits.waitForOtherBuild,
		signal,
		(pid) => progress.show(`process ${pid} is building this checkout`),
		async () => {
			if (!existsSync(tarball)) await buildAndPack(tarball, signal, progress);
			progress.title('Package: built and packed');
			return tarball;
		},
	);
}

async function buildAndPack(tarball: string, signal: AbortSignal, progress: Progress) {
	const onLine = progress.show;
	await runCommand({ ...npm('run', 'build'), cwd: CHECKOUT, limit: limits.build, signal, onLine });
	const folder = join(PACKAGES, 'packing');
	await rm(folder, { recursive: true, force: true });
	await mkdir(folder, { recursive: true });
	await runCommand({
		...npm('pack', '--ignore-scripts', '--pack-destination', folder),
		cwd: CHECKOUT,
		limit: limits.pack,
		signal,
		onLine,
	});
	const [file] = await readdir(folder);
	if (file === undefined) throw new Error('`npm pack` has made no tarball.');
	await removeOldTarballs();
	await rename(join(folder, file), tarball);
}

async function removeOldTarballs(): Promise<void> {
	for (const name of await readdir(PACKAGES)) {
		const file = join(PACKAGES, name);
		const old = (await stat(file)).mtimeMs < Date.now() - KEEP_OLD_MS;
		if (name.endsWith('.tgz') && old) await rm(file, { force: true });
	}
}

/** A hash of names and contents of the given files and folders; what is missing counts as nothing. */
async function fingerprint(paths: string[]): Promise<string> {
	const hash = createHash('sha256');
	for (const path of paths) {
		for (const file of await filesOf(path)) {
			const content = await readFile(inCheckout(file));
			hash.update(`${file}\0${content.length}\0`).update(content);
		}
	}
	return hash.digest('hex').slice(0, 16);
}

async function filesOf(path: string): Promise<string[]> {
	const full = inCheckout(path);
	if (!existsSync(full)) return [];
	const entries = await readdir(full, { recursive: true, withFileTypes: true }).catch(() => null);
	if (entries === null) return [path]; // a file
	return entries
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name).slice(CHECKOUT.length))
		.sort();
}
