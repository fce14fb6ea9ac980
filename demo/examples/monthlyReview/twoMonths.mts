import type { SandboxControl } from '../../../sandbox/controlClient.cts';

/** The first moments of this month and of the two before, by the time zone of this host, in which n8n runs. */
export function monthsBefore(now: Date): { before: number; last: number; end: number } {
	const first = (monthsAgo: number) =>
		new Date(now.getFullYear(), now.getMonth() - monthsAgo, 1).getTime();
	return { before: first(2), last: first(1), end: first(0) };
}

/** Safety events of a driver of the sandbox, and how many of them each month has. */
const EVENTS: ReadonlyArray<{
	driver: number;
	eventState: string;
	behaviorLabels: string[];
	last: number;
	before: number;
}> = [
	{ driver: 0, eventState: 'coached', behaviorLabels: ['Speeding'], last: 9, before: 14 },
	{ driver: 0, eventState: 'dismissed', behaviorLabels: ['Braking'], last: 4, before: 3 },
	{ driver: 1, eventState: 'needsCoaching', behaviorLabels: ['MobileUsage'], last: 18, before: 6 },
	{ driver: 1, eventState: 'coached', behaviorLabels: ['FollowingDistance'], last: 7, before: 9 },
	{ driver: 2, eventState: 'reviewed', behaviorLabels: ['HarshTurn'], last: 11, before: 12 },
	{ driver: 2, eventState: 'recognized', behaviorLabels: ['DefensiveDriving'], last: 2, before: 1 },
	{ driver: 3, eventState: 'needsReview', behaviorLabels: ['Braking'], last: 6, before: 0 },
	{
		driver: 3,
		eventState: 'reviewed',
		behaviorLabels: ['Braking', 'Speeding'],
		last: 5,
		before: 8,
	},
	{ driver: 4, eventState: 'coached', behaviorLabels: ['Speeding'], last: 13, before: 21 },
	{ driver: 5, eventState: 'needsReview', behaviorLabels: ['HarshTurn'], last: 3, before: 2 },
];

const LAST_DRIVER = 5;
const HOUR_MS = 3_600_000;

/** Gives the sandbox, whose own safety events are a few days old, those of the last two months, from the first day to the last. */
export async function fillTwoMonths({ samsara }: SandboxControl): Promise<void> {
	const { before, last, end } = monthsBefore(new Date());
	const spread = async (
		count: number,
		[from, to]: [number, number],
		event: { driver: number; eventState: string; behaviorLabels: string[] },
	) => {
		if (count === 0) return;
		// Each driver begins and ends on another day; the first begins with the month, the last ends with it.
		const first = from + (1 + 29 * event.driver) * HOUR_MS;
		const last = to - (1 + 31 * (LAST_DRIVER - event.driver)) * HOUR_MS;
		const spacingMs = (last - first) / Math.max(1, count - 1);
		const createdAt = new Date(first).toISOString();
		await samsara.createEvents({ ...event, count, createdAt, spacingMs, media: [{}] });
	};
	for (const { last: ofLast, before: ofBefore, ...event } of EVENTS) {
		await spread(ofLast, [last, end], event);
		await spread(ofBefore, [before, last], event);
	}
}
