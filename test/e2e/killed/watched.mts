import { setTimeout as sleep } from 'node:timers/promises';
import { saveServiceCredentials } from '../../../demo/examples/credentials.mts';
import type { Shutdown } from '../../../harness/process/shutdown.mts';
import { within } from '../../../harness/process/timeLimit.mts';
import { until } from '../../../harness/process/until.mts';
import { NO_EDITOR, openStage, type Stage } from '../stage.mts';
import { recordsAt } from './arrivals.mts';
import { N8nDatabase } from './database.mts';
import { handedOver, type HandedOver } from './handedOver.mts';
import { beginJournal, readJournal } from './journal.mts';
import { isPollOf } from './polls.mts';
import { lossesOf, type Death, type MadeRecord, type Losses } from './losses.mts';
import { TRIGGERS, watchingWorkflow } from './workflow.mts';

/** An n8n in which both triggers follow what comes, and its database, which keeps a journal. */
export interface Watched {
	stage: Stage;
	database: N8nDatabase;
	workflowId: string;
	/** Records that were made to see that the triggers follow. */
	made: string[];
}

/** A record is listed that much later than it was made, as an index that lags behind would. */
export const LATE_INDEXING_MS = 1_500;
const LOOK_EVERY_MS = 2_000;
/** For what a poll has handed over to be in n8n's database. */
const SETTLE_MS = 5_000;
const FIRST_POLLS = { name: 'waiting until both triggers hand something over', ms: 5 * 60_000 };
/** n8n polls once a minute; a poll of the durable engine that went wrong is put off longer each time. */
export const CATCH_UP = { name: 'waiting for what the last polls hand over', ms: 10 * 60_000 };
const ONE_MORE_POLL = { name: 'waiting for one more poll of each trigger', ms: 10 * 60_000 };

/** Starts n8n, switches the workflow on and waits until both triggers hand over what is new. */
export async function openWatched(
	shutdown: Shutdown,
	environment: Record<string, string>,
): Promise<Watched> {
	const stage = await openStage(shutdown, { environment: { ...NO_EDITOR, ...environment } });
	const { rest, sandbox } = stage;
	const database = new N8nDatabase(stage.host, stage.userFolder);
	await beginJournal(database);
	const credentials = await saveServiceCredentials(rest, sandbox);
	const workflowId = await rest.createWorkflow(watchingWorkflow(credentials));
	await rest.activateWorkflow(workflowId);
	const made = await untilBothFollow(stage, workflowId, shutdown.signal);
	await sandbox.control.sety.changeSettings({ lateIndexingMs: LATE_INDEXING_MS });
	await sandbox.control.samsara.changeSettings({ lateIndexingMs: LATE_INDEXING_MS });
	return { stage, database, workflowId, made };
}

/** What comes before a trigger knows what was there is not handed over, so records are made until one of each is. */
async function untilBothFollow(
	{ rest, sandbox: { control } }: Stage,
	workflowId: string,
	signal: AbortSignal,
): Promise<string[]> {
	const incidents: string[] = [];
	const events: string[] = [];
	const look = async (abort: AbortSignal) => {
		incidents.push(...(await control.sety.createIncidents()));
		events.push(...(await control.samsara.createEvents()));
		await sleep(LOOK_EVERY_MS, undefined, { signal: abort });
		const { handOvers } = await handedOver(rest, workflowId);
		const there = new Set(handOvers.flatMap(({ ids }) => ids));
		const bothFollow = [incidents, events].every((made) => made.some((id) => there.has(id)));
		return bothFollow ? [...incidents, ...events] : undefined;
	};
	return await until(FIRST_POLLS, signal, look);
}

/** Waits until each trigger has polled once more, and what it has found is stored. */
export async function oneMorePoll({ stage }: Watched, signal: AbortSignal): Promise<void> {
	await within(ONE_MORE_POLL, signal, async (abort) => {
		const polls = Object.values(TRIGGERS).map((trigger) =>
			stage.sandbox.nextRequest(isPollOf(trigger), abort),
		);
		await Promise.all(polls);
	});
	await sleep(SETTLE_MS, undefined, { signal });
}

/** What has become of the records up to now, all that n8n has got, and what is to be made of it. */
export interface Retrospect extends HandedOver {
	records: MadeRecord[];
	losses: Losses;
}

export async function lookBack(
	{ stage: { rest, sandbox }, database, workflowId }: Watched,
	ids: readonly string[],
	deaths: readonly Death[],
	gapMs?: number,
): Promise<Retrospect> {
	const { handOvers, statuses } = await handedOver(rest, workflowId);
	const records = await recordsAt(sandbox, ids);
	const journal = await readJournal(database);
	return {
		handOvers,
		statuses,
		records,
		losses: lossesOf({
			records,
			handOvers,
			journal,
			deaths,
			...(gapMs === undefined ? {} : { gapMs }),
		}),
	};
}
