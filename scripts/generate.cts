// Writes what is derived from the code: output schemas, a page per service, tables and pictures. A test fails when they
// drift apart.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import { callPages } from './generated/callPages.cts';
import { withEventColumns } from './generated/eventColumns.cts';
import { withOperationTables } from './generated/operationTable.cts';
import { outputSchemas } from './generated/outputSchemas.cts';
import { withRoomPictures } from './generated/roomPictures.cts';

for (const [file, content] of [...outputSchemas(), ...callPages()]) write(file, content);
write('README.md', withOperationTables(readFileSync('README.md', 'utf8')));
write('docs/safetykit.md', withEventColumns(readFileSync('docs/safetykit.md', 'utf8')));
write('docs/internals.md', withRoomPictures(readFileSync('docs/internals.md', 'utf8'), '.'));

function write(file: string, content: string): void {
	mkdirSync(dirname(file), { recursive: true });
	writeFileSync(file, content);
}
