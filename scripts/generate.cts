// Writes what is derived from the code: output schemas, the README's tables and the packages for one service each.
// A test fails when they drift apart.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { withOperationTables } from './generated/operationTable.cts';
import { outputSchemas } from './generated/outputSchemas.cts';
import { packageFiles } from './packages/packageFiles.cts';

for (const [file, content] of outputSchemas()) write(file, content);
writeFileSync('README.md', withOperationTables(readFileSync('README.md', 'utf8')));

// The packages hold copies of what was written above.
for (const entry of readdirSync('packages', { withFileTypes: true })) {
	if (entry.isDirectory()) rmSync(join('packages', entry.name), { recursive: true });
}
for (const [file, content] of packageFiles('.')) write(join('packages', file), content);

function write(file: string, content: string): void {
	mkdirSync(dirname(file), { recursive: true });
	writeFileSync(file, content);
}
