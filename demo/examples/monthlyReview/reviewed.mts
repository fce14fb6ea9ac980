import { z } from 'zod';
import type { StoredRecords } from '../checks.mts';
import { itemsOf, type ExecutionResult } from '../execution.mts';
import { withoutZeros, type Counts } from '../weeklyReport/expectedFigures.mts';

/** Miles in the sample rows of the example: of the last month, and of the one before. */
const MILES: Readonly<Record<string, readonly [last: number, before: number]>> = {
	5001: [2_140, 1_980],
	5002: [1_610, 1_720],
	5003: [2_480, 2_300],
	5004: [980, 1_150],
	5005: [1_890, 1_930],
};
const FLEET_MILES = [9_100, 9_080] as const;

const change = z.object({ now: z.number(), before: z.number() });
const figure = z.object({ value: z.number().nullable() });
const groups = z.object({ groups: z.array(change.extend({ value: z.string() })) });

const review = z.object({
	period: z.object({
		from: z.string(),
		to: z.string(),
		asOf: z.string(),
		comparison: z.object({ from: z.string(), to: z.string() }),
	}),
	headline: z.object({ unreadableServices: z.number() }),
	safetyEvents: z.object({
		isIncomplete: z.boolean(),
		total: change,
		counted: change,
		byState: groups,
		byLabel: groups,
		coaching: z.object({ completion: figure, withoutDriver: z.number() }),
		rate: z.object({ per1000: figure, before: z.object({ per1000: figure }) }),
		drivers: z.object({
			hasExposure: z.boolean(),
			list: z.array(
				change.extend({
					driver: z.string(),
					rate: z.object({ per1000: figure.extend({ reason: z.string().optional() }) }),
					rateBefore: figure,
					isAboveLine: z.boolean().nullable(),
					safetyScore: figure,
				}),
			),
		}),
	}),
	dataQuality: z.object({
		unrecognized: z.object({ count: z.number() }),
		unreadable: z.object({ messages: z.array(z.object({ message: z.string() })) }),
	}),
	email: z.object({ subject: z.string(), html: z.string() }),
});

export type Review = z.infer<typeof review>;

/** The one item of the node; throws where it has another shape. */
export const reviewIn = (result: ExecutionResult): Review =>
	z.tuple([review]).parse(itemsOf(result, 'Safety Report'))[0];

/** To six digits: the two sides may divide in another order. */
const rounded = (value: number) => Math.round(value * 1e6) / 1e6;

/** What the review has to say, from the events of the sandbox and the miles of the example. */
export function expectedReview(
	{ safetyEvents }: StoredRecords,
	{ before, last, end }: { before: number; last: number; end: number },
): Counts {
	const within = (from: number, to: number) =>
		safetyEvents.filter(({ startMs }) => Date.parse(startMs) >= from && Date.parse(startMs) < to);
	const now = within(last, end);
	const earlier = within(before, last);
	const isCounted = ({ eventState }: (typeof now)[number]) => eventState !== 'dismissed';
	const inState = (state: string) => now.filter(({ eventState }) => eventState === state).length;
	const figures: Counts = {
		total: now.length,
		'total before': earlier.length,
		counted: now.filter(isCounted).length,
		'counted before': earlier.filter(isCounted).length,
		rate: (1_000 * now.filter(isCounted).length) / FLEET_MILES[0],
		'rate before': (1_000 * earlier.filter(isCounted).length) / FLEET_MILES[1],
		completion: inState('coached') / (inState('coached') + inState('needsCoaching')),
		'without driver': now.filter((event) => event.driver.id === '' && isCounted(event)).length,
	};
	for (const { eventState } of now) {
		figures[`state ${eventState}`] = inState(eventState);
	}
	for (const label of now.filter(isCounted).flatMap(({ behaviorLabels }) => behaviorLabels)) {
		const key = `label ${label.label}`;
		figures[key] = (figures[key] ?? 0) + 1;
	}
	for (const [id, [miles, milesBefore]] of Object.entries(MILES)) {
		const of = (events: typeof now) =>
			events.filter((event) => event.driver.id === id && isCounted(event)).length;
		figures[`driver ${id}`] = of(now);
		figures[`driver ${id} rate`] = (1_000 * of(now)) / miles;
		figures[`driver ${id} rate before`] = (1_000 * of(earlier)) / milesBefore;
		figures[`driver ${id} to coach`] = Number((1_000 * of(now)) / miles > 10);
	}
	return withoutZeros(inDigits(figures));
}

/** The same, as the report says it. */
export function reportedReview({ safetyEvents }: Review): Counts {
	const { total, counted, rate, coaching, byState, byLabel, drivers } = safetyEvents;
	const figures: Counts = {
		total: total.now,
		'total before': total.before,
		counted: counted.now,
		'counted before': counted.before,
		rate: rate.per1000.value ?? 0,
		'rate before': rate.before.per1000.value ?? 0,
		completion: coaching.completion.value ?? 0,
		'without driver': coaching.withoutDriver,
		...Object.fromEntries(byState.groups.map(({ value, now }) => [`state ${value}`, now])),
		...Object.fromEntries(byLabel.groups.map(({ value, now }) => [`label ${value}`, now])),
	};
	for (const row of drivers.list) {
		figures[`driver ${row.driver}`] = row.now;
		figures[`driver ${row.driver} rate`] = row.rate.per1000.value ?? 0;
		figures[`driver ${row.driver} rate before`] = row.rateBefore.value ?? 0;
		figures[`driver ${row.driver} to coach`] = Number(row.isAboveLine ?? false);
	}
	return withoutZeros(inDigits(figures));
}

const inDigits = (figures: Counts): Counts =>
	Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, rounded(value)]));
