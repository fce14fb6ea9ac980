/** To be imported before n8n-core: it reads these when it loads, once for all test files of a worker. */
import 'reflect-metadata';

import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = join(tmpdir(), `n8n-engine-${process.pid}`);

if (process.env.N8N_USER_FOLDER !== folder) {
	process.env.N8N_USER_FOLDER = folder;
	process.env.N8N_ENCRYPTION_KEY = 'only-for-tests';
	process.env.N8N_LOG_LEVEL = 'silent';
	process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
	// Jest ends a worker by this signal when something of n8n-core still runs.
	process.on('SIGTERM', () => process.exit());
}
