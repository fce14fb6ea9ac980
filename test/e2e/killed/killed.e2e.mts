import assert from 'node:assert/strict';
import { after } from 'node:test';
import { Shutdown } from '../../../harness/process/shutdown.mts';
import { until } from '../../../harness/process/until.mts';
import { disturb, makeRecords } from './arrivals.mts';
import { DURABLE_CURSORS, durableCursors } from './durable.mts';
import { proveInBoth } from './engines.mts';
import { killAgainAndAgain } from './kills.mts';
import { assertKept, tell, type Outcome } from './outcome.mts';
import { seeded } from './plan.mts';
import { CATCH_UP, lookBack, oneMorePoll, openWatched, type Retrospect } from './watched.mts';

const SEED = Number(process.env['E2E_SEED'] ?? 20_261_121);
const KILLS = 10;
/** At least; half of them of each service. They keep coming until the last kill. */
const RECORDS = 3_000;
const LOOK_EVERY_MS = 2_000;

const shutdown = new Shutdown();
const { signal } = shutdown;
after(() => shutdown.end());

/** Records keep coming, the services have bad phases, and n8n dies; in the end n8n has every record. */
proveInBoth('loses nothing when n8n is killed again and again', async (engine, environment) => {
	const watched = await openWatched(shutdown, environment);
	const { stage, database, made } = watched;
	const { sandbox } = stage;
	const stop = new AbortController();
	const enough = new AbortController();
	const started = Date.now();
	try {
		const disturbing = [
			disturb(sandbox, 'sety', seeded(SEED + 2), stop.signal),
			disturb(sandbox, 'samsara-us', seeded(SEED + 3), stop.signal),
		];
		const ends = { enough: enough.signal, stop: stop.signal };
		const making = makeRecords(sandbox, seeded(SEED + 1), RECORDS / 2, ends);
		const plan = { times: KILLS, dice: seeded(SEED), environment };
		const { kills, alive } = await killAgainAndAgain(stage, database, plan, shutdown);
		enough.abort();
		const ids = await making;
		stop.abort();
		await Promise.all(disturbing);
		await sandbox.control.clearFaults();

		const look = async () => await lookBack(watched, ids, kills);
		await untilNothingIsOwed(look);
		await oneMorePoll(watched, signal); // which would hand over again what the others forgot
		const outcome: Outcome = {
			...(await look()),
			engine,
			kills,
			made,
			received: await sandbox.control.received(),
			cursors: await durableCursors(database),
			seconds: (Date.now() - started) / 1_000,
		};
		await alive.stop();
		tell(outcome);
		assertKept(outcome, { records: RECORDS, durable: environment === DURABLE_CURSORS });
	} finally {
		stop.abort();
	}
});

/** Until every record is there, or is seen to be lost. */
async function untilNothingIsOwed(look: () => Promise<Retrospect>): Promise<void> {
	let owed: string[] = [];
	const isOver = async () => {
		owed = (await look()).losses.lost;
		return owed.length === 0 ? true : undefined;
	};
	await until(CATCH_UP, signal, isOver, LOOK_EVERY_MS).catch((error: unknown) => {
		signal.throwIfAborted();
		assert.fail(`${String(error)}: ${owed.length} are lost, ${owed.slice(0, 5).join(', ')} …`);
	});
}
