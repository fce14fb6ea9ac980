import assert from 'node:assert/strict';
import { it } from 'node:test';
import { isEnough, MET_MS } from './kills.mts';

const met = { afterPollMs: MET_MS };
const missed = { afterPollMs: MET_MS + 1 };

it('has not killed enough before all kills of the plan', () => {
	assert.equal(isEnough([met, met, met], 4), false);
	assert.equal(isEnough([met, met, met, missed], 4), true);
});

it('goes on until three kills have met a poll', () => {
	assert.equal(isEnough([met, met, missed, missed], 4), false);
	assert.equal(isEnough([met, met, missed, missed, missed, met], 4), true);
});

it('fails when twice as many kills have not met enough polls', () => {
	const kills = [met, met, ...Array.from({ length: 6 }, () => missed)];
	assert.throws(() => isEnough(kills, 4), /Of 8 kills only 2 have met a poll/);
});
