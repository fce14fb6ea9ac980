import { lacksOffset, recordTime } from '../../../nodes/core/polling/recordTime.ts';
import { describeHostsIn } from '../hostsIn.cts';

const HALF_PAST_TWO = Date.parse('2026-03-29T02:30:00.000Z');
const TWO = Date.parse('2026-03-29T02:00:00.000Z');
const MIDNIGHT = Date.parse('2026-03-29T00:00:00.000Z');

// In Berlin, the hour after two o'clock does not exist on this day.
describeHostsIn(['UTC', 'Europe/Berlin', 'America/New_York'], () => {
	it.each<[unknown, number]>([
		['2026-03-29T02:30:00.000Z', HALF_PAST_TWO],
		['2026-03-29T02:30:00Z', HALF_PAST_TWO],
		['2026-03-29T02:30Z', HALF_PAST_TWO],
		['2026-03-29T02Z', TWO],
		['2026-03-29T02:30:00 Z', HALF_PAST_TWO],
		['2026-03-29t02:30:00z', HALF_PAST_TWO],
		['2026-03-29T02:30:00.000000000Z', HALF_PAST_TWO],
		['2026-03-29T02:30:00.250Z', HALF_PAST_TWO + 250],
		['2026-03-29T02:30:12.25Z', HALF_PAST_TWO + 12_250],
		['2026-03-29T02:30:12,25Z', HALF_PAST_TWO + 12_250],
		['2026-03-29T04:30:00+02:00', HALF_PAST_TWO],
		['2026-03-29T08:15:00+05:45', HALF_PAST_TWO],
		['2026-03-29T04:30:00+0200', HALF_PAST_TWO],
		['2026-03-29T08:15:00+0545', HALF_PAST_TWO],
		['2026-03-29 04:30:00+02', HALF_PAST_TWO],
		['2026-03-29 04:30:00 +02', HALF_PAST_TWO],
		['2026-03-28 21:30:00 -05:00', HALF_PAST_TWO],
		['2026-03-28T21:30-0500', HALF_PAST_TWO],
		['2026-03-29T02:30:00', HALF_PAST_TWO],
		['2026-03-29 02:30:00', HALF_PAST_TWO],
		['2026-03-29 02:30:00.000', HALF_PAST_TWO],
		['2026-03-29T02:30', HALF_PAST_TWO],
		['2026-03-29T02', TWO],
		[' 2026-03-29T02:30:00 ', HALF_PAST_TWO],
		['20260329T023000Z', HALF_PAST_TWO],
		['20260329T023000', HALF_PAST_TWO],
		['2026-03-29 02:30:00 UTC', HALF_PAST_TWO],
		['2026-03-29 02:30:00 gmt', HALF_PAST_TWO],
		['2026-03-29', MIDNIGHT],
	])('reads ISO 8601: %j', (written, expected) => {
		expect(recordTime(written)).toBe(expected);
	});

	it.each<[unknown, number]>([
		['Sun, 29 Mar 2026 02:30:00 GMT', HALF_PAST_TWO],
		['sun, 29 mar 2026 02:30:00 gmt', HALF_PAST_TWO],
		['Sun, 29 Mar 2026 04:30:00 +0200', HALF_PAST_TWO],
		['Sun, 29 Mar 2026 02:30:00 UTC', HALF_PAST_TWO],
		['Sun, 29 Mar 2026 02:30:00 UT', HALF_PAST_TWO],
		['Sun, 29 Mar 2026 02:30:00 Z', HALF_PAST_TWO],
		['Sun, 29 Mar 2026 04:30:00 GMT+02:00', HALF_PAST_TWO],
		['Sun, 29 Mar 2026 04:30:00 UTC+0200', HALF_PAST_TWO],
		['Sat, 28 Mar 2026 21:30:00 -05:00', HALF_PAST_TWO],
		['Sun Mar 29 2026 04:30:00 GMT+0200 (CEST)', HALF_PAST_TWO],
		['Sun Mar 29 2026 04:30:00 GMT+0200 (Mitteleuropäische Sommerzeit)', HALF_PAST_TWO],
		['Sunday, 29 March 2026 02:30:00', HALF_PAST_TWO],
		['29 Mar 2026 02:30:00', HALF_PAST_TWO],
		['29 Mar 2026 02:30', HALF_PAST_TWO],
		['29 Mar 2026 2:30', HALF_PAST_TWO],
		['Mar 29, 2026 02:30:00', HALF_PAST_TWO],
		['Mar 29 2026 02:30:00', HALF_PAST_TWO],
		['Mar 29, 2026, 2:30:00 AM', HALF_PAST_TWO],
		['Mar 28, 2026 09:30 pm -05:00', HALF_PAST_TWO],
		['29-Mar-2026 02:30:00', HALF_PAST_TWO],
		['Sun Mar 29 02:30:00 2026', HALF_PAST_TWO],
		['Sun Mar 29 02:30:00 UTC 2026', HALF_PAST_TWO],
		['Sun Mar 29 02:30:00 GMT 2026', HALF_PAST_TWO],
		['Sun Mar 29 04:30:00 +0200 2026', HALF_PAST_TWO],
		['Sun Mar  1 02:30:00 UTC 2026', Date.parse('2026-03-01T02:30:00.000Z')],
		['29 Mar 2026', MIDNIGHT],
		['1 Mar 2026', Date.parse('2026-03-01T00:00:00.000Z')],
	])('reads the name of a month: %j', (written, expected) => {
		expect(recordTime(written)).toBe(expected);
	});
});

it.each<[unknown]>([
	[HALF_PAST_TWO],
	[HALF_PAST_TWO / 1_000],
	[String(HALF_PAST_TWO)],
	[String(HALF_PAST_TWO / 1_000)],
	[`${HALF_PAST_TWO / 1_000}.000`],
])('reads seconds and milliseconds since 1970: %j', (written) => {
	expect(recordTime(written)).toBe(HALF_PAST_TWO);
});

it.each<[unknown]>([
	[undefined],
	[null],
	[''],
	['soon'],
	['2026-13-29T02:30:00Z'],
	['2026-03-29T25:30:00Z'],
	['2026-03-29T02:30:00Z, about'],
	['on 2026-03-29T02:30:00Z'],
	['29/03/2026 02:30'],
	['02:30'],
	// Date.parse takes these for a day of December, or for a year.
	['Unit 12'],
	['Unit 12 2026'],
	['incident 2026'],
	['May 1'],
	['Room 4, 29 Mar 2026'],
	['29 Mar 2026 02:30:00 or later'],
	// The zone of these would be a guess.
	['Sun, 29 Mar 2026 02:30:00 EST'],
	['02:30:00 29-Mar-26'],
	['Sun Mar 29 02:30:00 EST 2026'],
	['Sun Mar 29 02:30:00 2026 or later'],
	['At Sun Mar 29 02:30:00 2026'],
	['Sun Mar 29 02:30:00 UTC 2026 (UTC)'],
	['29-Mar 2026 02:30:00'],
	[0],
	[12],
	[-HALF_PAST_TWO],
	[NaN],
	[1e18],
	[true],
	[{}],
	[[HALF_PAST_TWO]],
	[['2026-03-29T02:30:00Z']],
])('takes for no time: %j', (written) => {
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

it('keeps the milliseconds of a number of seconds, and no parts of them', () => {
	expect(recordTime(1_774_751_400.25)).toBe(1_774_751_400_250);
	expect(recordTime(1_774_751_400_250.75)).toBe(1_774_751_400_250);
});

it.each<[unknown, boolean]>([
	['2026-03-29T02:30:00', true],
	['2026-03-29 02:30', true],
	['2026-03-29T02', true],
	['20260329T023000', true],
	[' 2026-03-29T02:30:00 ', true],
	['29 Mar 2026 02:30:00', true],
	['Mar 29, 2026, 2:30:00 AM', true],
	['Sun Mar 29 02:30:00 2026', true],
	['Mar 29, 2026 02:30', true],
	['2026-03-29T02:30:00Z', false],
	['2026-03-29T02:30:00+02:00', false],
	['2026-03-29T02:30:00-0200', false],
	['2026-03-29 02:30:00+02', false],
	[' 2026-03-29T02:30:00Z ', false],
	['2026-03-29 02:30:00 UTC', false],
	['Sun Mar 29 02:30:00 UTC 2026', false],
	['Sun, 29 Mar 2026 02:30:00 GMT', false],
	['Sun Mar 29 2026 04:30:00 GMT+0200 (CEST)', false],
	// A day is one of UTC (ECMA-262), and a number has no zone.
	['2026-03-29', false],
	['29 Mar 2026', false],
	['1774751400', false],
	[1_774_751_400, false],
	['soon', false],
	[null, false],
])('says whether %j lacks an offset: %s', (written, lacks) => {
	expect(lacksOffset(written)).toBe(lacks);
});
