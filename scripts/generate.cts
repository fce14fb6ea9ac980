// Writes what is derived from the code: output schemas and the README's tables. A test fails when they drift apart.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import { withOperationTables } from './generated/operationTable.cts';
import { outputSchemas } from './generated/outputSchemas.cts';

for (const [file, content] of outputSchemas()) write(file, content);
writeFileSync('README.md', withOperationTables(readFileSync('README.md', 'utf8')));

function write(file: string, content: string): void {
	mkdirSync(dirname(file), { recursive: true });
	writeFileSync(file, content);
}
