import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path/posix';
import ts from 'typescript';

import { inCheckout } from '../../harness/checkout.mts';

/** Another one draws other parts. */
const SEED = 1;

/**
 * A share of the code in some folders, drawn part by part: a statement of a file, or a member of one of its classes. Every
 * break lies within one part, so each is drawn with the same chance. A part that did not change stays drawn.
 *
 * @param folders relative to the checkout
 * @param share between 0 and 1
 * @returns ranges as Stryker reads them: `file:line:column-line:column`
 */
export function sampleOf(folders: readonly string[], share: number): string[] {
	const files = folders.flatMap((folder) =>
		readdirSync(inCheckout(folder), { recursive: true, encoding: 'utf8' })
			.filter((name) => name.endsWith('.ts'))
			.map((name) => join(folder, name)),
	);
	return files.flatMap((file) => {
		const code = readFileSync(inCheckout(file), 'utf8');
		const source = ts.createSourceFile(file, code, ts.ScriptTarget.Latest);
		const placeOf = (position: number) => {
			const { line, character } = source.getLineAndCharacterOfPosition(position);
			return `${line + 1}:${character}`;
		};
		return source.statements
			.flatMap((statement): readonly ts.Node[] =>
				ts.isClassDeclaration(statement) ? statement.members : [statement],
			)
			.filter((part) => isDrawn(part.getText(source), share))
			.map((part) => `${file}:${placeOf(part.getStart(source))}-${placeOf(part.getEnd())}`);
	});
}

function isDrawn(code: string, share: number): boolean {
	const hash = createHash('sha256').update(`${SEED} ${code}`).digest();
	return hash.readUInt32BE(0) / 2 ** 32 < share;
}
