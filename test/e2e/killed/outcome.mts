import assert from 'node:assert/strict';
import type { ReceivedRequest } from '../../../sandbox/recorder.cts';
import { report } from '../figures.mts';
import type { HandOver } from './handedOver.mts';
import { LEAST_MET, MET_MS, metPoll, type Kill } from './kills.mts';
import { phasesMet } from './polls.mts';
import { mostTwice, type MadeRecord, type Losses } from './losses.mts';
import { TRIGGERS } from './workflow.mts';

/** What one of n8n's engines has come to. */
export interface Outcome {
	engine: string;
	records: readonly MadeRecord[];
	/** Records that were made before, to see that the triggers follow. */
	made: readonly string[];
	handOvers: readonly HandOver[];
	/** Of all executions. */
	statuses: readonly string[];
	kills: readonly Kill[];
	losses: Losses;
	/** All requests that the services have got. */
	received: readonly ReceivedRequest[];
	/** Triggers with a durable cursor. */
	cursors: number;
	seconds: number;
}

/** Puts the figures into the table. */
export function tell(outcome: Outcome): void {
	const { engine, records, handOvers, statuses, kills, losses, received, seconds } = outcome;
	const { lost, lostInGap, repeated, doubled } = losses;
	const figure = (what: string, ...values: Array<string | number>) =>
		report('killed', `${engine}: ${what}`, values.join(' / '));
	const byStatus = [...new Set(statuses)].map(
		(status) => `${statuses.filter((one) => one === status).length} ${status}`,
	);
	const phases = Object.entries(phasesMet(received));

	figure('records / kills / seconds', records.length, kills.length, Math.round(seconds));
	figure(`kills within ${MET_MS / 1_000} s of a poll's request`, metPoll(kills));
	figure(
		`requests of polls that met ${phases.map(([kind]) => kind).join(' / ')}`,
		...phases.map(([, count]) => count),
	);
	figure(
		'lost / handed over twice',
		lost.length + lostInGap.length,
		repeated.length + doubled.length,
	);
	figure('of those twice: without a death in between', doubled.length);
	figure(
		'of the lost: in the gap between saving the state and storing the execution',
		lostInGap.length,
	);
	figure('largest hand-over of one poll', Math.max(...handOvers.map(({ ids }) => ids.length)));
	figure('executions', `${statuses.length} (${byStatus.join(', ')})`);
}

/**
 * Throws with the first thing that is not as it has to be.
 *
 * With durable cursors, n8n stores what a poll has found without waiting for it, and a second poll may begin before: both
 * have then read the same cursor and hand over the same (read in the code of 2.41.1, poll-trigger-task-handler and
 * trigger-execution-context.factory). A trigger has no means against it.
 */
export function assertKept(
	{ records, made, handOvers, kills, losses, received, cursors }: Outcome,
	wanted: { records: number; durable: boolean },
): void {
	assert.ok(records.length >= wanted.records, `${records.length} records`);
	assert.ok(metPoll(kills) >= LEAST_MET, `${metPoll(kills)} kills have met a poll`);
	for (const [kind, count] of Object.entries(phasesMet(received))) {
		assert.ok(count > 0, `no poll has met ${kind}`);
	}
	assert.equal(cursors, wanted.durable ? Object.keys(TRIGGERS).length : 0, 'durable cursors');

	const known = new Set([...records.map(({ id }) => id), ...made]);
	const strange = handOvers.flatMap(({ ids }) => ids).filter((id) => !known.has(id));
	assert.deepEqual(strange, [], 'nothing is handed over that was there before');
	assert.deepEqual(losses.lost, []);
	assertTwice(losses, { records: records.length, durable: wanted.durable });
	if (wanted.durable) assert.deepEqual(losses.lostInGap, [], 'durable cursors leave no gap');
}

/** Throws when more came twice than deaths and, with durable cursors, overlapping polls explain. */
export function assertTwice(
	{ repeated, doubled, forgotten }: Losses,
	{ records, durable }: { records: number; durable: boolean },
): void {
	if (!durable) assert.deepEqual(doubled, [], 'twice, and n8n did not die in between');
	assert.deepEqual(forgotten, [], 'forgotten: twice, and not in two polls at once');
	const twice = repeated.length + doubled.length;
	assert.ok(twice <= mostTwice(records), `${twice} twice of ${records}`);
}
