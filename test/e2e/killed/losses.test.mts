import assert from 'node:assert/strict';
import { it } from 'node:test';
import { assertTwice } from './outcome.mts';
import { GAP_MS, lossesOf, type KilledRun } from './losses.mts';
import { TRIGGERS } from './workflow.mts';

const { sety, samsara } = TRIGGERS;
const BEGIN = 1_000_000;

const record = (
	id: string,
	second: number,
	trigger: KilledRun['records'][number]['trigger'] = sety,
) => ({
	id,
	trigger,
	madeAt: BEGIN + second * 1_000,
});
const handOver = (
	executionId: string,
	ids: string[],
	trigger = sety as typeof sety | typeof samsara,
) => ({
	executionId,
	trigger,
	ids,
});
const saved = (place: number, second: number, trigger = sety as typeof sety | typeof samsara) => ({
	place,
	at: BEGIN + second * 1_000,
	what: { changed: [trigger] },
});
const stored = (place: number, second: number, executionId: string) => ({
	place,
	at: BEGIN + second * 1_000,
	what: { executionId },
});
const death = (place: number, second: number) => ({ place, at: BEGIN + second * 1_000 });

const CLEAN = { lostInGap: [], lost: [], repeated: [], doubled: [], forgotten: [] };

/** A poll has handed over a and b, n8n died, and the next poll has handed over c. */
const run: KilledRun = {
	records: [record('a', 1), record('b', 2), record('c', 8)],
	handOvers: [handOver('1', ['a', 'b']), handOver('2', ['c'])],
	journal: [saved(1, 5, sety), stored(2, 5, '1'), saved(3, 9), stored(4, 9, '2')],
	deaths: [death(2, 6)],
};

it('finds no fault where there is none', () => {
	assert.deepEqual(lossesOf(run), CLEAN);
});

it('takes for lost what is in no execution and no death explains', () => {
	const handOvers = [handOver('1', ['a']), handOver('2', ['c'])];
	assert.deepEqual(lossesOf({ ...run, handOvers }), { ...CLEAN, lost: ['b'] });
});

/** n8n saved at second 5 that a and b were dealt with, and died before it stored the execution. */
const inGap: KilledRun = {
	...run,
	handOvers: [handOver('2', ['c'])],
	journal: [saved(1, 5), saved(3, 9), stored(4, 9, '2')],
	deaths: [death(1, 5)],
};

it('knows the gap between saving the state and storing the execution', () => {
	assert.deepEqual(lossesOf(inGap), { ...CLEAN, lostInGap: ['a', 'b'] });
});

it('does not take another death for it', () => {
	const late = [death(1, 5 + GAP_MS / 1_000 + 1)];
	assert.deepEqual(lossesOf({ ...inGap, deaths: late }).lost, ['a', 'b'], 'n8n lived on');
	assert.deepEqual(lossesOf({ ...inGap, deaths: [] }).lost, ['a', 'b'], 'nobody died');
	const other = [saved(1, 5, samsara), saved(3, 9), stored(4, 9, '2')];
	assert.deepEqual(lossesOf({ ...inGap, journal: other }).lost, ['a', 'b'], 'the other trigger');
});

it('does not take for lost in the gap what that poll cannot have found', () => {
	const records = [...inGap.records, record('later', 6), record('other', 3, samsara)];
	assert.deepEqual(lossesOf({ ...inGap, records }), {
		...CLEAN,
		lostInGap: ['a', 'b'],
		lost: ['later', 'other'],
	});
	const handOvers = [handOver('0', ['b']), handOver('2', ['c'])];
	const journal = [stored(0.5, 3, '0'), ...inGap.journal];
	assert.deepEqual(
		lossesOf({ ...inGap, handOvers, journal }).lost,
		['a'],
		'b, which is newer, came',
	);
});

it('takes for repeated what came again after a death, and for doubled what came again without', () => {
	const handOvers = [handOver('1', ['a', 'b']), handOver('2', ['a', 'b', 'c'])];
	assert.deepEqual(lossesOf({ ...run, handOvers }), { ...CLEAN, repeated: ['a', 'b'] });
	assert.deepEqual(lossesOf({ ...run, handOvers, deaths: [] }), { ...CLEAN, doubled: ['a', 'b'] });
	const atOnce = [handOver('1', ['a', 'b', 'a']), handOver('2', ['c'])];
	assert.deepEqual(lossesOf({ ...run, handOvers: atOnce }), {
		...CLEAN,
		doubled: ['a'],
		forgotten: ['a'],
	});
});

it('allows a death to repeat one batch of each trigger', () => {
	const handOvers = [handOver('0', ['a']), handOver('1', ['b']), handOver('2', ['a', 'b', 'c'])];
	const journal = [stored(0.5, 3, '0'), ...run.journal];
	assert.deepEqual(lossesOf({ ...run, handOvers, journal }), {
		...CLEAN,
		repeated: ['a'],
		doubled: ['b'],
	});
});

it('takes for forgotten what comes again without a death, and not just after it came', () => {
	const journal = [stored(1, 5, '1'), stored(2, 6, '2'), stored(3, 7, '3'), stored(4, 8, '4')];
	const without = { ...run, journal, deaths: [] };
	const overlapping = [handOver('1', ['a', 'b']), handOver('2', ['b', 'c']), handOver('3', ['c'])];
	assert.deepEqual(lossesOf({ ...without, handOvers: overlapping }), {
		...CLEAN,
		doubled: ['b', 'c'],
	});
	const between = [
		handOver('1', ['a', 'b']),
		handOver('2', ['x'], samsara),
		handOver('3', ['b', 'c']),
		handOver('4', ['a']),
	];
	assert.deepEqual(lossesOf({ ...without, handOvers: between }), {
		...CLEAN,
		doubled: ['b', 'a'],
		forgotten: ['a'],
	});
});

it('calls a run off in which most came twice', () => {
	const twice = (count: number) => Array.from({ length: count }, (_none, n) => `record ${n}`);
	const repeated = { ...CLEAN, repeated: twice(1_200), doubled: twice(303) };
	assert.throws(
		() => assertTwice(repeated, { records: 3_004, durable: true }),
		/1503 twice of 3004/,
	);
	const few = { ...CLEAN, repeated: twice(1_200), doubled: twice(302) };
	assert.doesNotThrow(() => assertTwice(few, { records: 3_004, durable: true }));
	assert.throws(() => assertTwice(few, { records: 3_004, durable: false }), /did not die/);
	const forgotten = { ...CLEAN, doubled: ['a'], forgotten: ['a'] };
	assert.throws(() => assertTwice(forgotten, { records: 3_004, durable: true }), /forgotten/);
});
