import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { packageFiles } from './packageFiles.cts';

/** What is built or installed in a package, and not part of its sources. */
const MADE_THERE = /^[^/]+\/(?:dist|node_modules)\//;

/** Files in packages/ that are missing, left over or not what the sources say; [] when all is as it is put together. */
export function staleFiles(root: string): string[] {
	const wanted = packageFiles(root);
	const present = filesBelow(join(root, 'packages')).filter((file) => !MADE_THERE.test(file));
	const left = present.filter((file) => !wanted.has(file));
	const unlike = [...wanted].filter(
		([file, content]) =>
			!present.includes(file) || readFileSync(join(root, 'packages', file), 'utf8') !== content,
	);
	return [...left, ...unlike.map(([file]) => file)].sort();
}

const filesBelow = (folder: string): string[] =>
	!existsSync(folder)
		? []
		: readdirSync(folder, { recursive: true, withFileTypes: true })
				.filter((entry) => entry.isFile())
				.map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/'));
