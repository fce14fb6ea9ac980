import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where the suite of the packages leaves the tarballs that passed. */
export const TARBALLS_FOLDER = 'E2E_TARBALLS';

/** Keeps a tarball, under the name that `npm pack` gives it, if that was asked for. */
export function keepTarball(
	tarball: string,
	{ name, version }: { name: string; version: string },
): void {
	const folder = process.env[TARBALLS_FOLDER];
	if (folder !== undefined) copyFileSync(tarball, join(folder, `${name}-${version}.tgz`));
}

/** Hands the tarballs over to whoever asked for them, once everything has passed. */
export function handOver(from: string, to: string): void {
	mkdirSync(to, { recursive: true });
	for (const file of readdirSync(from)) copyFileSync(join(from, file), join(to, file));
}
