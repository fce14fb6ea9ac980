import { DateTime } from 'luxon';

import { DAY_MS, zoneOf } from '../../../nodes/SafetyReport/period/zone.ts';

const FIRST = Date.UTC(2023, 0, 1) / DAY_MS;
const DAYS = 4 * 365;

it.each([
	...['Europe/Berlin', 'America/New_York', 'Africa/Lagos', 'Africa/Cairo', 'Asia/Beirut'],
	...['Australia/Lord_Howe', 'Asia/Kathmandu', 'Africa/Casablanca', 'Antarctica/Troll', 'UTC'],
])('%s: days begin where Luxon says', (name) => {
	const zone = zoneOf(name);
	for (let day = FIRST; day < FIRST + DAYS; day++) {
		const date = new Date(day * DAY_MS).toISOString().slice(0, 10);
		const start = DateTime.fromISO(date, { zone: name }).startOf('day').toMillis();

		expect([date, zone.startOfDay(day)]).toEqual([date, start]);
		expect(zone.dayOf(start)).toBe(day);
		expect(zone.dayOf(start - 1)).toBe(day - 1);
	}
});

it('takes the first of two times, and the end of the gap for a time that is skipped', () => {
	const berlin = zoneOf('Europe/Berlin');
	const dayOf = (date: string) => Date.parse(date) / DAY_MS;
	const halfPastTwo = 2.5 * 3_600_000;

	expect(new Date(berlin.instantAt(dayOf('2026-10-25'), halfPastTwo)).toISOString()).toBe(
		'2026-10-25T00:30:00.000Z',
	);
	expect(new Date(berlin.instantAt(dayOf('2026-03-29'), halfPastTwo)).toISOString()).toBe(
		'2026-03-29T01:00:00.000Z',
	);
	// Havana has midnight twice, so the day begins with the first.
	expect(new Date(zoneOf('America/Havana').startOfDay(dayOf('2026-11-01'))).toISOString()).toBe(
		'2026-11-01T04:00:00.000Z',
	);
});

it('knows no zone of another name', () => {
	expect(() => zoneOf('Mars/Base')).toThrow(RangeError);
});
