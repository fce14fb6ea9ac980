import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { importsOf } from '../imports.cts';

/**
 * The TypeScript files that `entries` need, themselves among them, types included; paths are relative to `root`.
 * What no file imports is not there: that is how a package for one service holds nothing of the others.
 */
export function reachableFrom(root: string, entries: readonly string[]): string[] {
	const found = new Set<string>(entries);
	// A set goes on to what is added to it meanwhile.
	for (const file of found) {
		const { imports, typeImports } = importsOf(root, file);
		for (const module of [...imports, ...typeImports]) {
			if (existsSync(join(root, `${module}.ts`))) found.add(`${module}.ts`);
		}
	}
	return [...found].sort();
}
