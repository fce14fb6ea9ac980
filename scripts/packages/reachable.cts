import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { preProcessFile } from 'typescript';

/**
 * The TypeScript files that `entries` need, themselves among them, types included; paths are relative to `root`.
 * What no file imports is not there: that is how a package for one service holds nothing of the others.
 */
export function reachableFrom(root: string, entries: readonly string[]): string[] {
	const found = new Set<string>(entries);
	// A set goes on to what is added to it meanwhile.
	for (const file of found) {
		const { importedFiles } = preProcessFile(readFileSync(join(root, file), 'utf8'));
		for (const { fileName } of importedFiles) {
			if (fileName.startsWith('.')) found.add(fileOf(root, join(dirname(file), fileName)));
		}
	}
	return [...found].sort();
}

const fileOf = (root: string, module: string): string =>
	existsSync(join(root, `${module}.ts`)) ? `${module}.ts` : join(module, 'index.ts');
