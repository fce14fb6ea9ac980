import { z } from 'zod';
import type { N8nDatabase } from './database.mts';
import { TRIGGERS, type Trigger } from './workflow.mts';

/** Something that n8n has stored, in the order in which its database has taken it. */
export interface JournalEntry {
	/** Its place in the order. */
	place: number;
	/** Milliseconds since 1970. */
	at: number;
	/** What the triggers remember, changed; or a new execution. */
	what: { changed: Trigger[] } | { executionId: string };
}

/**
 * n8n saves what triggers remember and stores executions one after the other, and says of neither when. So its database
 * keeps a journal of both: SQLite writes an entry together with what it is about, or neither.
 */
const MAKE = [
	'CREATE TABLE suite_journal (place INTEGER PRIMARY KEY AUTOINCREMENT, at REAL, state TEXT, execution TEXT)',
	`CREATE TRIGGER suite_journal_state AFTER UPDATE OF staticData ON workflow_entity BEGIN
		INSERT INTO suite_journal (at, state) VALUES (unixepoch('subsec') * 1000, NEW.staticData);
	END`,
	`CREATE TRIGGER suite_journal_execution AFTER INSERT ON execution_entity BEGIN
		INSERT INTO suite_journal (at, execution) VALUES (unixepoch('subsec') * 1000, NEW.id);
	END`,
];

export async function beginJournal(database: N8nDatabase): Promise<void> {
	for (const sql of MAKE) await database.run(sql, z.unknown());
}

const row = z.object({
	place: z.number(),
	at: z.number(),
	state: z.string().nullable(),
	execution: z.string().nullable(),
});
const last = z.object({ place: z.number().nullable() });
/** What n8n keeps for a workflow: one part for each node. */
const parts = z.record(z.unknown());

export async function readJournal(database: N8nDatabase): Promise<JournalEntry[]> {
	const rows = await database.run('SELECT * FROM suite_journal ORDER BY place', row);
	let before = new Map<Trigger, string>();
	return rows.map(({ place, at, state, execution }) => {
		if (execution !== null) return { place, at, what: { executionId: execution } };
		const now = partsOf(state);
		const changed = Object.values(TRIGGERS).filter((name) => now.get(name) !== before.get(name));
		before = now;
		return { place, at, what: { changed } };
	});
}

/** The place of the last entry; 0 when there is none. */
export async function lastPlace(database: N8nDatabase): Promise<number> {
	const [found] = await database.run('SELECT max(place) AS place FROM suite_journal', last);
	return found?.place ?? 0;
}

function partsOf(state: string | null): Map<Trigger, string> {
	const all = parts.parse(JSON.parse(state ?? '{}'));
	return new Map(
		Object.values(TRIGGERS).map((name) => [name, JSON.stringify(all[`node:${name}`])]),
	);
}
