import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { packageFiles } from './packageFiles.cts';

/** What is built or installed in a package, and not in the repository. */
const MADE_THERE = /^[^/]+\/(?:dist|node_modules)\//;

/** Files of the packages that are missing, left over or not what the sources say; [] when all is as generated. */
export function staleFiles(root: string): string[] {
	const wanted = packageFiles(root);
	const present = filesBelow(join(root, 'packages')).filter(
		// Beside the packages lies what they are, in words.
		(file) => file.includes('/') && !MADE_THERE.test(file),
	);
	const left = present.filter((file) => !wanted.has(file));
	const unlike = [...wanted].filter(
		([file, content]) =>
			!present.includes(file) || readFileSync(join(root, 'packages', file), 'utf8') !== content,
	);
	return [...left, ...unlike.map(([file]) => file)].sort();
}

const filesBelow = (folder: string): string[] =>
	readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/'));
