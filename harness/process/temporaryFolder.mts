import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const made: string[] = [];

/** A folder that goes when this process ends, in whatever way (a SIGKILL excepted). */
export function temporaryFolder(prefix: string): string {
	const folder = mkdtempSync(join(tmpdir(), prefix));
	// One listener for all, and only now: whatever writes into a folder is to end before it goes.
	if (made.length === 0) process.once('exit', removeAll);
	made.push(folder);
	return folder;
}

function removeAll(): void {
	for (const folder of made) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
