import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import ts from 'typescript';

/** Phrases that a reader under stress reads twice. CONTRIBUTING.md says how to write; this list only keeps them out. */
const UNPLAIN =
	/\b(?:stands? in(?:to| for)?|stand-in|nobody|whoever|anew|hand(?:s|ed|ing)? (?:over|nothing over)|is meant|are meant|at the moment|goes on|how to go on|is told|are told|given back|give back|comes? to nothing|came to nothing|what is to be|puts? right|does no harm)\b/gi;

const root = join(__dirname, '../..');
const filesIn = (folder: string, ending: string): string[] =>
	readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith(ending))
		.map((file) => join(folder, file));

/** The texts of a source file: its string and template literals, without the names of modules. */
function textsOf(path: string): string[] {
	const source = ts.createSourceFile(
		path,
		readFileSync(join(root, path), 'utf8'),
		ts.ScriptTarget.Latest,
		true,
	);
	const texts: string[] = [];
	const visit = (node: ts.Node): void => {
		if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
		if (ts.isStringLiteral(node) || ts.isTemplateLiteral(node)) texts.push(node.getText(source));
		ts.forEachChild(node, visit);
	};
	visit(source);
	return texts;
}

const unplainIn = (text: string): string[] =>
	[...text.replace(/\s+/g, ' ').matchAll(UNPLAIN)].map(({ index, 0: phrase }) =>
		`${phrase}: …${text.replace(/\s+/g, ' ').slice(Math.max(0, index - 40), index + 60)}…`.trim(),
	);

it.each(['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', ...filesIn('docs', '.md')])(
	'%s is written in plain words',
	(page) => {
		expect(unplainIn(readFileSync(join(root, page), 'utf8'))).toEqual([]);
	},
);

it('every text of the nodes and credentials is written in plain words', () => {
	const files = [...filesIn('nodes', '.ts'), ...filesIn('credentials', '.ts')];
	const found = files.flatMap((file) =>
		textsOf(file)
			.flatMap(unplainIn)
			.map((phrase) => `${file}: ${phrase}`),
	);

	expect(files.length).toBeGreaterThan(100);
	expect(found).toEqual([]);
});

it('finds a phrase over the end of a line', () => {
	expect(unplainIn('What comes\n  to nothing')).toHaveLength(1);
});
