import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { pathOf, POSTGRES } from '../programs.mts';

const run = promisify(execFile);

export interface StoredExecution {
	/** n8n's word for how it stands or ended. */
	status: string;
	/** Milliseconds since 1970; NaN while it is under way. */
	stoppedAt: number;
}

/**
 * How each execution of the workflow stands or ended, by its id, as n8n has stored it. Read from its database: the
 * list that n8n's editor gets is sorted by the start and continued by the id, so that it leaves some out when many
 * executions start at once.
 */
export async function storedExecutions(
	database: Record<string, string>,
	workflowId: string,
): Promise<Map<string, StoredExecution>> {
	// Where the id is put in as a value; psql does that in what it reads from its standard input only.
	const query = `
		SELECT id, status, extract(epoch FROM "stoppedAt") * 1000
		FROM execution_entity WHERE "workflowId" = :'workflow';`;
	const psql = run(
		join(dirname(pathOf(POSTGRES)), 'psql'),
		['--no-psqlrc', '--csv', '--tuples-only', '--variable', `workflow=${workflowId}`],
		{
			env: {
				PGHOST: database['DB_POSTGRESDB_HOST'],
				PGPORT: database['DB_POSTGRESDB_PORT'],
				PGDATABASE: database['DB_POSTGRESDB_DATABASE'],
				PGUSER: database['DB_POSTGRESDB_USER'],
				PGPASSWORD: database['DB_POSTGRESDB_PASSWORD'],
			},
		},
	);
	psql.child.stdin?.end(query);
	const { stdout } = await psql;
	const rows = stdout.split('\n').filter(Boolean);
	return new Map(
		rows.map((row) => {
			const [id = '', status = '', stoppedAt = ''] = row.split(',');
			return [id, { status, stoppedAt: stoppedAt === '' ? NaN : Number(stoppedAt) }];
		}),
	);
}
