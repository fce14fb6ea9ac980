import { inTimeZone, instant } from '../../../../nodes/shared/input/instant.ts';

it.each<[unknown, string]>([
	['2026-03-10T14:30:00Z', '2026-03-10T14:30:00.000Z'],
	['2026-03-10T14:30:00.123456Z', '2026-03-10T14:30:00.123Z'],
	['2026-03-10T14:30:00+05:30', '2026-03-10T09:00:00.000Z'],
	['2026-03-10T14:30:00+0530', '2026-03-10T09:00:00.000Z'],
	['2026-03-10 14:30:00+05', '2026-03-10T09:30:00.000Z'],
	['2026-03-10T14:30-05', '2026-03-10T19:30:00.000Z'],
	['2026-03-10 14:30:00.5 +05:30', '2026-03-10T09:00:00.500Z'],
	['2026-03-10T14:30:00 +0530', '2026-03-10T09:00:00.000Z'],
	['2026-03-10T14:30:00,5Z', '2026-03-10T14:30:00.500Z'],
	['2026-03-10 14:30Z', '2026-03-10T14:30:00.000Z'],
	['2026-03-10', '2026-03-10T00:00:00.000Z'],
	['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
	['20260310T143000Z', '2026-03-10T14:30:00.000Z'],
	['20260310T143000,25+0530', '2026-03-10T09:00:00.250Z'],
	['20260310', '2026-03-10T00:00:00.000Z'],
	['2026-069T14:30Z', '2026-03-10T14:30:00.000Z'],
	['2026069T1430Z', '2026-03-10T14:30:00.000Z'],
	['2024-366', '2024-12-31T00:00:00.000Z'],
	['2026-W11-2T14:30:00+02:00', '2026-03-10T12:30:00.000Z'],
	['2026W112', '2026-03-10T00:00:00.000Z'],
	['2026-03-10T24:00Z', '2026-03-11T00:00:00.000Z'],
	[new Date('2026-03-10T14:30:00Z'), '2026-03-10T14:30:00.000Z'],
	[{ toISO: () => '2026-03-10T15:30:00.000+01:00' }, '2026-03-10T14:30:00.000Z'],
])('%j is %s', (written, expected) => {
	expect(instant.parse(written)).toBe(expected);
});

it.each<[unknown]>([
	['yesterday'],
	['10/03/2026'],
	['2026-02-30T00:00:00Z'],
	['2026-02-30T00:00:00.000Z'],
	['20260230'],
	['2026-13-01'],
	['2026-366'],
	['2026-000'],
	['2026-W54-1'],
	['2026-W11-8'],
	['2026-03'],
	['2026'],
	['14:30'],
	['2026-03-10T25:00:00Z'],
	['2026-03-10T14:60:00Z'],
	['Tue, 10 Mar 2026 14:30:00 GMT'],
	[1773153000000],
	[new Date('nonsense')],
	[{ toISO: () => null }],
	[{}],
	[true],
])('%j is refused', (written) => {
	expect(instant.safeParse(written).success).toBe(false);
});

it.each([
	['2026-03-10T14:30:00', 'UTC', '2026-03-10T14:30:00.000Z'],
	['2026-03-10T14:30:00', 'Africa/Lagos', '2026-03-10T13:30:00.000Z'],
	['2026-03-10 14:30', 'Asia/Kolkata', '2026-03-10T09:00:00.000Z'],
	['2026-03-10', 'America/New_York', '2026-03-10T04:00:00.000Z'],
	// New York changes its clocks on 2026-03-08 at 02:00 and on 2026-11-01 at 02:00.
	['2026-03-08T01:59:00', 'America/New_York', '2026-03-08T06:59:00.000Z'],
	['2026-03-08T03:00:00', 'America/New_York', '2026-03-08T07:00:00.000Z'],
	['2026-11-01T03:00:00', 'America/New_York', '2026-11-01T08:00:00.000Z'],
	['2026-01-01T00:00:00', 'Pacific/Auckland', '2025-12-31T11:00:00.000Z'],
	['20260310T1430', 'Africa/Lagos', '2026-03-10T13:30:00.000Z'],
	['2026-W11-2T14:30', 'Africa/Lagos', '2026-03-10T13:30:00.000Z'],
	// An offset of its own counts, wherever the workflow is.
	['2026-03-10T14:30:00Z', 'America/New_York', '2026-03-10T14:30:00.000Z'],
])('the date picker means %s in %s', (written, timeZone, expected) => {
	expect(inTimeZone(written, timeZone)).toBe(expected);
});

it.each<[unknown]>([['2026-02-30'], ['soon'], [7], [undefined]])(
	'%j is left as it is',
	(written) => {
		expect(inTimeZone(written, 'America/New_York')).toBe(written);
	},
);

it.each<[unknown, string]>([
	[1773153000000, 'is a number, where an ISO 8601 date is expected'],
	[' 1773153000000 ', 'is a number, where an ISO 8601 date is expected'],
	['yesterday', 'is not an ISO 8601 date'],
	[true, 'is not an ISO 8601 date'],
])('%j is refused with what it is', (written, why) => {
	expect(instant.safeParse(written).error?.issues[0]?.message).toBe(why);
});
