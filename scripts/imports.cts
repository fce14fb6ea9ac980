import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import ts from 'typescript';

export interface Imports {
	/** Modules that the compiled code needs: packages by name, own files by their path in the checkout without ".ts". */
	imports: string[];
	/** Modules of which only types are used. */
	typeImports: string[];
}

export interface SourceFile extends Imports {
	/** Relative to the checkout, with slashes. */
	file: string;
}

const SOURCE = /\.[cm]?ts$/;

/** Every TypeScript file below the folders, with what it imports. */
export function sourcesIn(root: string, folders: readonly string[]): SourceFile[] {
	return folders
		.flatMap((folder) =>
			readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
				.filter((name) => SOURCE.test(name))
				.map((name) => join(folder, name.replaceAll('\\', '/'))),
		)
		.sort()
		.map((file) => ({ file, ...importsOf(root, file) }));
}

/** What one file imports; `file` is relative to `root`. */
export function importsOf(root: string, file: string): Imports {
	const code = readFileSync(join(root, file), 'utf8');
	const found: Imports = { imports: [], typeImports: [] };
	const add = (specifier: ts.Node | undefined, onlyType: boolean) => {
		if (specifier === undefined || !ts.isStringLiteralLike(specifier)) return;
		const { text } = specifier;
		const module = text.startsWith('.') ? join(dirname(file), text).replace(SOURCE, '') : text;
		found[onlyType ? 'typeImports' : 'imports'].push(module);
	};
	const visit = (node: ts.Node): void => {
		if (ts.isImportDeclaration(node)) {
			add(node.moduleSpecifier, node.importClause?.isTypeOnly ?? false);
		} else if (ts.isExportDeclaration(node)) {
			add(node.moduleSpecifier, node.isTypeOnly);
		} else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
			add(node.argument.literal, true);
		} else if (ts.isCallExpression(node) && isLoading(node.expression)) {
			add(node.arguments[0], false);
		}
		ts.forEachChild(node, visit);
	};
	visit(ts.createSourceFile(file, code, ts.ScriptTarget.Latest));
	return found;
}

/** `import(…)` and `require(…)`. */
const isLoading = (called: ts.Expression): boolean =>
	called.kind === ts.SyntaxKind.ImportKeyword ||
	(ts.isIdentifier(called) && called.text === 'require');

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
