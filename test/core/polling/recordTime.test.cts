import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

import { lacksOffset, recordTime } from '../../../nodes/core/polling/recordTime.ts';

const MOMENT = Date.parse('2026-03-29T02:30:00.000Z');

describe('a time as a service writes it', () => {
	it.each<[unknown]>([
		['2026-03-29T02:30:00.000Z'],
		['2026-03-29T02:30:00Z'],
		['2026-03-29T02:30Z'],
		['2026-03-29T02:30:00.000000000Z'],
		['2026-03-29t02:30:00z'],
		['2026-03-29T04:30:00+02:00'],
		['2026-03-29T04:30:00+0200'],
		['2026-03-29 04:30:00+02'],
		['2026-03-28 21:30:00 -05:00'],
		['2026-03-29T02:30:00'],
		['2026-03-29 02:30:00'],
		['2026-03-29 02:30:00.000'],
		['2026-03-29T02:30'],
		[' 2026-03-29T02:30:00 '],
		['20260329T023000Z'],
		['Sun, 29 Mar 2026 02:30:00 GMT'],
		['Sun, 29 Mar 2026 04:30:00 +0200'],
		['Sun Mar 29 2026 04:30:00 GMT+0200 (CEST)'],
		['29 Mar 2026 02:30:00'],
		['Mar 29, 2026 02:30:00'],
		[MOMENT],
		[MOMENT / 1_000],
		[String(MOMENT)],
		[String(MOMENT / 1_000)],
		[`${MOMENT / 1_000}.000`],
	])('%j', (written) => {
		expect(recordTime(written)).toBe(MOMENT);
	});

	it.each<[unknown]>([
		[undefined],
		[null],
		[''],
		['soon'],
		['2026-13-29T02:30:00Z'],
		['29/03/2026 02:30'],
		['02:30'],
		[0],
		[12],
		[-MOMENT],
		[NaN],
		[1e18],
		[true],
		[{}],
		[[MOMENT]],
	])('%j is none', (written) => {
		expect(recordTime(written)).toBeUndefined();
	});

	it.each([
		[1e9, 1e12],
		[1e9 - 1, undefined],
		[1e11 - 1, 1e14 - 1_000],
		[1e11, 1e11],
		[8.64e15, 8.64e15],
		[8.64e15 + 2, undefined],
	])('tells seconds, milliseconds and no time apart by their size: %d', (number, expected) => {
		expect(recordTime(number)).toBe(expected);
	});

	it('keeps the milliseconds of a number of seconds', () => {
		expect(recordTime(1_774_751_400.25)).toBe(1_774_751_400_250);
	});
});

it('does not depend on the zone of the host, nor on its change to summer time', () => {
	const root = join(__dirname, '../../..');
	const script = `
		const { recordTime } = require('./nodes/core/polling/recordTime.ts');
		const written = ['2026-03-29T01:59:59', '2026-03-29 02:30:00', '2026-03-29T03:00:00', '29 Mar 2026 02:30:00'];
		process.stdout.write(JSON.stringify(written.map(recordTime)));
	`;
	const read = spawnSync(process.execPath, ['--require', 'tsx/cjs', '--eval', script], {
		cwd: root,
		env: { ...process.env, TZ: 'Europe/Berlin' },
		encoding: 'utf8',
	});

	expect(JSON.parse(read.stdout)).toEqual([
		Date.parse('2026-03-29T01:59:59Z'),
		MOMENT,
		Date.parse('2026-03-29T03:00:00Z'),
		MOMENT,
	]);
});

it.each<[unknown, boolean]>([
	['2026-03-29T02:30:00', true],
	['2026-03-29 02:30', true],
	['29 Mar 2026 02:30:00', true],
	['2026-03-29T02:30:00Z', false],
	['2026-03-29T02:30:00+02:00', false],
	['2026-03-29T02:30:00-0200', false],
	['Sun, 29 Mar 2026 02:30:00 GMT', false],
	// A day is one of UTC (ECMA-262), and a number has no zone.
	['2026-03-29', false],
	['1774751400', false],
	[1_774_751_400, false],
	[null, false],
])('%j lacks an offset: %s', (written, lacks) => {
	expect(lacksOffset(written)).toBe(lacks);
});
