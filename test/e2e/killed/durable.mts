import { z } from 'zod';
import type { N8nDatabase } from './database.mts';

/** What durable cursors take, beside what n8n 2.41 has on by itself. */
export const DURABLE_CURSORS: Record<string, string> = {
	N8N_SCHEDULER_ENABLED: 'true',
	N8N_SCHEDULER_POLL_TRIGGERS_ENABLED: 'true',
	N8N_POLLER_DURABLE_CURSORS_ENABLED: 'true',
};

/** How many triggers have a cursor in the table that n8n has for durable ones; in its default engine none has. */
export async function durableCursors(database: N8nDatabase): Promise<number> {
	const rows = await database.run(
		'SELECT cursor FROM poller_state',
		z.object({ cursor: z.string() }),
	);
	return rows.filter(({ cursor }) => cursor !== '{}').length;
}
