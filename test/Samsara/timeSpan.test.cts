import { virtualTime } from '../../harness/engine/virtualTime.cts';
import { samsaraBench } from '../../harness/engine/samsara.cts';
import { systemClock } from '../../nodes/core/clock.ts';
import { spanOf, timeSpan } from '../../nodes/Samsara/timeSpan.ts';
import { picked } from './picked.cts';

const samsara = samsaraBench();
const now = Date.parse('2026-03-10T14:30:00.000Z');

it.each([
	['last24Hours', '2026-03-09T14:30:00.000Z'],
	['last7Days', '2026-03-03T14:30:00.000Z'],
	['last30Days', '2026-02-08T14:30:00.000Z'],
] as const)('%s is counted back from the moment of the run', (chosen, from) => {
	expect(spanOf({ timeSpan: chosen }, now)).toEqual({ startTime: from, endTime: undefined });
});

it('a custom span is what the form says', () => {
	const startTime = '2026-03-01T00:00:00.000Z';
	const endTime = '2026-03-02T00:00:00.000Z';
	expect(spanOf({ timeSpan: 'custom', startTime, endTime }, now)).toEqual({ startTime, endTime });
	expect(spanOf({ timeSpan: 'custom', startTime }, now).endTime).toBeUndefined();
});

it.each([
	[undefined, 'last7Days'],
	['', 'last7Days'],
	['Last 24 Hours', 'last24Hours'],
	['last_30_days', 'last30Days'],
	['CUSTOM', 'custom'],
])('reads %j as %s', (written, chosen) => {
	expect(timeSpan.schema.parse(written)).toBe(chosen);
});

/** The time span of the last request. */
async function askedSpan(): Promise<Array<string | undefined>> {
	const query = (await samsara.sandbox.control.received()).at(-1)?.query as
		| Record<string, string>
		| undefined;
	return [query?.startTime, query?.endTime];
}

const daysAgo = (days: number) => new Date(systemClock.now() - days * 86_400_000).toISOString();

it('Get Many needs no input: it lists the last 7 days', async () => {
	virtualTime();
	const { error, json } = await samsara.run('safetyEvent.getAll', { returnAll: true });

	expect(error).toBeUndefined();
	expect(json.length).toBeGreaterThan(0);
	expect(await askedSpan()).toEqual([daysAgo(7), undefined]);
});

it('an expression chooses the time span of each item', async () => {
	virtualTime();
	const spans = ['Last 24 Hours', 'last30Days', 'custom'];
	const { error } = await samsara.run(
		'safetyEvent.getAll',
		{
			timeSpan: '={{ $json.span }}',
			startTime: '={{ $json.from }}',
			options: { concurrency: 1 },
		},
		{ input: [spans.map((span) => ({ span, from: '2026-03-01T00:00:00Z' }))] },
	);

	expect(error).toBeUndefined();
	const asked = (await samsara.sandbox.control.received()).map(
		({ query }) => (query as Record<string, string>).startTime,
	);
	expect(asked).toEqual([daysAgo(1), daysAgo(30), '2026-03-01T00:00:00.000Z']);
});

it('scores get an end, which Samsara requires', async () => {
	virtualTime();
	const driverIds = picked('5001');
	await samsara.run('safetyScore.get', { scoreOf: 'drivers', driverIds });
	expect(await askedSpan()).toEqual([daysAgo(7), daysAgo(0)]);

	const startTime = daysAgo(3);
	await samsara.run('safetyScore.get', {
		scoreOf: 'drivers',
		driverIds,
		timeSpan: 'custom',
		startTime,
	});
	expect(await askedSpan()).toEqual([startTime, daysAgo(0)]);
});
