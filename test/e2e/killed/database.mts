import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { N8nHost } from '../../../harness/n8n/host.mts';
import type { UserFolder } from '../../../harness/n8n/userFolder.mts';

const run = promisify(execFile);
const LARGEST_ANSWER = 256 * 1024 * 1024;

/** n8n may be writing. */
const SCRIPT = `
	const { DatabaseSync } = require('node:sqlite');
	const [file, sql] = process.argv.slice(1);
	const database = new DatabaseSync(file, { timeout: 10_000 });
	process.stdout.write(JSON.stringify(database.prepare(sql).all()));
`;

/** n8n's own SQLite database, whether n8n runs or not. */
export class N8nDatabase {
	readonly #node: string;
	readonly #file: string;

	constructor(host: N8nHost, userFolder: UserFolder) {
		// The Node of n8n, which is new enough to read SQLite by itself.
		this.#node = host.node;
		this.#file = join(userFolder.path, '.n8n', 'database.sqlite');
	}

	/** The rows that a statement gives; none for one that only writes. */
	async run<Row>(sql: string, row: z.ZodType<Row, z.ZodTypeDef, unknown>): Promise<Row[]> {
		const args = ['--no-warnings', '--eval', SCRIPT, '--', this.#file, sql];
		const { stdout } = await run(this.#node, args, { maxBuffer: LARGEST_ANSWER });
		return z.array(row).parse(JSON.parse(stdout));
	}
}
