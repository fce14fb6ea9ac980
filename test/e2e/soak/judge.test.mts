import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compare, exceeds, fewest, floors, growth, isLeft, slope } from './judge.mts';
import { SAMPLE_MS, type Sample } from './samples.mts';

const MEGABYTE = 1_000_000;
const HOUR_MS = 3_600_000;
const MOST = { live: 15, rss: 250 };

/** A quarter of an hour of a program that holds so many MB, by the hours since the beginning. */
const series = (live: (hours: number, index: number) => number, rss = live): Sample[] =>
	Array.from({ length: 90 }, (_, index) => {
		const hours = (index * SAMPLE_MS) / HOUR_MS;
		return {
			at: index * SAMPLE_MS,
			live: live(hours, index) * MEGABYTE,
			rss: rss(hours, index) * MEGABYTE,
			descriptors: {},
			resources: {},
		};
	});

/** Up to 24 MB more, and back again with each seventh sample. */
const saw = (_hours: number, index: number): number => 200 + 4 * (index % 7);
/** Up to 20 MB more, without any order that one sees. */
const noise = (_hours: number, index: number): number => 200 + ((index * 7_919) % 101) / 5;
/** Two samples of each minute are 60 MB above the others. */
const spikes = (_hours: number, index: number): number => 200 + (index % 6 < 2 ? 60 : 0);

const isRefused = (samples: readonly Sample[]) => exceeds(growth(samples), MOST);

void describe('growth', () => {
	it('passes what stays as it is, whatever comes and goes', () => {
		for (const flat of [() => 200, saw, noise, spikes])
			assert.equal(isRefused(series(flat)), false);
	});

	it('passes one late peak', () => {
		const late = (_hours: number, index: number) => (index === 88 ? 900 : 200);
		assert.equal(isRefused(series(late)), false);
	});

	it('refuses what grows, also below peaks that are much higher', () => {
		for (const flat of [() => 200, saw, noise, spikes]) {
			const leaking = (hours: number, index: number) => flat(hours, index) + 20 * hours;
			assert.equal(isRefused(series(leaking)), true);
		}
	});

	it('refuses memory that grows beside the heap', () => {
		const rss = (hours: number) => 300 + 300 * hours;
		assert.equal(isRefused(series(() => 200, rss)), true);
	});

	it('is in MB an hour', () => {
		const { live, rss } = growth(
			series(
				(hours) => 200 + 7 * hours,
				(hours) => 300 - 3 * hours,
			),
		);
		assert.ok(Math.abs(live - 7) < 0.01 && Math.abs(rss + 3) < 0.01);
	});

	it('refuses a program without samples', () => {
		assert.equal(isRefused([]), true);
		assert.equal(isRefused(series(() => 200).slice(0, 1)), true);
	});
});

it('takes the slope of the line with the least squares', () => {
	const points = [1, 3, 2, 6].map((value, at) => ({ at, value }));
	assert.equal(slope(points), 1.4);
	assert.equal(slope(points.map(({ at }) => ({ at, value: 5 }))), 0);
});

it('takes the lowest value of each part of the time', () => {
	const points = [5, 4, 9, 8, 7, 1].map((value, at) => ({ at: at * 10, value }));
	assert.deepEqual(
		floors(points, 3).map(({ value }) => value),
		[4, 8, 1],
	);
});

void describe('handles', () => {
	const at = (socket: number, file = 3): Sample => ({
		...(series(() => 0)[0] as Sample),
		descriptors: { socket, file },
	});

	it('counts the moment at which the fewest are open', () => {
		assert.deepEqual(
			fewest([at(9), at(5), at(6)], ({ descriptors }) => descriptors),
			{
				count: 8,
				kinds: '3 file, 5 socket',
			},
		);
	});

	it('refuses more than before, beyond what is tolerated, and what was not counted', () => {
		assert.equal(isLeft(20, 22, 2), false);
		assert.equal(isLeft(20, 12, 2), false);
		assert.equal(isLeft(20, 23, 2), true);
		assert.equal(isLeft(20, fewest([], ({ descriptors }) => descriptors).count, 2), true);
	});
});

void describe('records', () => {
	it('finds none wrong where each came once', () => {
		assert.deepEqual(compare(['a', 'b'], ['b', 'a']), {
			made: 2,
			lost: [],
			twice: [],
			unknown: [],
		});
	});

	it('tells those that are lost, came twice, or were not made', () => {
		assert.deepEqual(compare(['a', 'b', 'c'], ['b', 'b', 'c', 'x', 'x']), {
			made: 3,
			lost: ['a'],
			twice: ['b'],
			unknown: ['x', 'x'],
		});
	});
});
