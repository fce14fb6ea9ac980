import assert from 'node:assert/strict';
import { after } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { Shutdown } from '../../../harness/process/shutdown.mts';
import { within } from '../../../harness/process/timeLimit.mts';
import { until } from '../../../harness/process/until.mts';
import { report } from '../figures.mts';
import { DURABLE_CURSORS } from './durable.mts';
import { proveInBoth } from './engines.mts';
import { lastPlace } from './journal.mts';
import { dieAndLive } from './kills.mts';
import { isPollOf } from './polls.mts';
import { CATCH_UP, LATE_INDEXING_MS, lookBack, oneMorePoll, openWatched } from './watched.mts';
import { TRIGGERS } from './workflow.mts';

const INCIDENTS = 5;
const NEXT_POLL = { name: 'waiting for the poll that finds the incidents', ms: 3 * 60_000 };
/** From the request of a poll until n8n has tried to store what it found, which leaves no trace. */
const TAKEN_OVER_MS = 5_000;

/** While it is there, n8n's database stores no execution: n8n gets as far as it does when it dies just before. */
const CLOSE = `CREATE TRIGGER suite_closed BEFORE INSERT ON execution_entity BEGIN
	SELECT RAISE(ABORT, 'closed by the suite');
END`;
const OPEN = 'DROP TRIGGER suite_closed';

const shutdown = new Shutdown();
const { signal } = shutdown;
after(() => shutdown.end());

/**
 * The moment that no kill meets for sure: n8n dies after it has taken over what a poll found, and before it has stored the
 * execution. Its default engine has saved by then that the incidents were dealt with; durable cursors have not.
 */
proveInBoth('dies between taking over and storing', async (engine, environment) => {
	const isDurable = environment === DURABLE_CURSORS;
	const watched = await openWatched(shutdown, environment);
	const { stage, database } = watched;
	await oneMorePoll(watched, signal); // so that the next one finds nothing but what comes now
	await database.run(CLOSE, z.unknown());
	const before = await lastPlace(database);
	const ids = await stage.sandbox.control.sety.createIncidents({ count: INCIDENTS });
	await sleep(LATE_INDEXING_MS, undefined, { signal });
	if (isDurable) {
		await within(NEXT_POLL, signal, (abort) =>
			stage.sandbox.nextRequest(isPollOf(TRIGGERS.sety), abort),
		);
		await sleep(TAKEN_OVER_MS, undefined, { signal });
	} else {
		const isSaved = async () => (await lastPlace(database)) > before || undefined;
		await until(NEXT_POLL, signal, isSaved);
	}
	const { death, alive } = await dieAndLive(stage, database, {
		n8n: stage.n8n,
		environment,
		logName: 'n8n-after-the-gap.log',
		meanwhile: async () => void (await database.run(OPEN, z.unknown())),
		shutdown,
	});
	await oneMorePoll(watched, signal);

	const losses = await until(CATCH_UP, signal, async () => {
		// No execution was stored since the state was saved, however long that took.
		const { losses: found } = await lookBack(watched, ids, [death], Infinity);
		const owed = isDurable ? [...found.lost, ...found.lostInGap] : found.lost;
		return owed.length === 0 ? found : undefined;
	});
	await alive.stop();
	const { lost, lostInGap } = losses;
	report('gap', `${engine}: dies in the gap with ${ids.length} incidents: lost`, lostInGap.length);
	assert.deepEqual(lost, []);
	assert.deepEqual([...lostInGap].sort(), isDurable ? [] : [...ids].sort());
});
