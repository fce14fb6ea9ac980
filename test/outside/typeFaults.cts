import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	createProgram,
	flattenDiagnosticMessageText,
	getPreEmitDiagnostics,
	ModuleKind,
	ModuleResolutionKind,
	ScriptTarget,
} from 'typescript';
import { PACKAGE } from './samsaraClient.cts';

/**
 * What TypeScript has against these values as literals of types of the vendor's client: a field that the type does not know,
 * one that is missing, a value that it does not list.
 */
export function typeFaults(values: ReadonlyArray<{ type: string; value: unknown }>): string[] {
	const folder = mkdtempSync(join(tmpdir(), 'types-'));
	try {
		const file = join(folder, 'values.ts');
		const lines = values.map(
			({ type, value }, index) =>
				`export const value${index}: Samsara.${type} = ${JSON.stringify(value, null, 1)};`,
		);
		const types = join(PACKAGE, 'dist/cjs/index.js');
		writeFileSync(
			file,
			[`import type { Samsara } from ${JSON.stringify(types)};`, ...lines].join('\n'),
		);
		const program = createProgram([file], {
			module: ModuleKind.CommonJS,
			moduleResolution: ModuleResolutionKind.Node10,
			target: ScriptTarget.ES2022,
			types: [],
			...{ strict: true, skipLibCheck: true, noEmit: true },
		});
		return getPreEmitDiagnostics(program).map(({ messageText, file: where, start = 0 }) => {
			const line = where?.text.slice(start).split('\n')[0] ?? '';
			return `${line}: ${flattenDiagnosticMessageText(messageText, ' ')}`;
		});
	} finally {
		rmSync(folder, { recursive: true });
	}
}
