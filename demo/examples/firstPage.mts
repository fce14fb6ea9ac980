import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Check } from './checks.mts';
import { itemsOf } from './execution.mts';
import { fileOf, selfContained } from './reportFiles.mts';

const change = z.object({ now: z.number(), before: z.number() });
const report = z.object({
	incidents: z.object({
		total: change,
		cancelled: change,
		open: z.object({ count: z.number(), overdue: z.number() }),
		clocks: z.array(
			z.object({
				clock: z.string(),
				now: z.object({
					n: z.number(),
					medianSeconds: z.object({ value: z.number().nullable() }),
					withinTarget: z.object({ met: z.number(), missed: z.number() }),
				}),
			}),
		),
	}),
	safetyEvents: z.object({
		total: change,
		counted: change,
		coaching: z.object({
			coached: z.number(),
			needsCoaching: z.number(),
			withoutDriver: z.number(),
		}),
	}),
	places: z.object({ repeatPlaces: z.number() }),
	email: z.object({ html: z.string() }),
	summary: z.object({ text: z.string() }),
});

/** examples/safety-report-first-page.json, counted by hand from its sample records. */
export const firstPage: Check = (result, { received }) => {
	const [found] = z.tuple([report]).parse(itemsOf(result, 'Safety Report'));
	const { incidents, safetyEvents, places, email, summary } = found;
	const [clock] = incidents.clocks;
	const rows = fileOf(result, 'records').trim().split('\r\n');
	return [
		...selfContained([fileOf(result, 'page'), email.html, summary.text]),
		{
			text: 'it counts 8 incidents, 4 before, one of them cancelled and one overdue',
			met: isDeepStrictEqual(incidents, {
				total: { now: 8, before: 4 },
				cancelled: { now: 1, before: 0 },
				open: { count: 1, overdue: 1 },
				clocks: incidents.clocks,
			}),
			found: incidents,
		},
		{
			text: 'half of the 7 that were assigned took 3 minutes at most, and 5 were within 5 minutes',
			met: isDeepStrictEqual(clock, {
				clock: 'createdToAssigned',
				now: { n: 7, medianSeconds: { value: 180 }, withinTarget: { met: 5, missed: 2 } },
			}),
			found: clock,
		},
		{
			text: 'it counts 5 safety events, 2 before, one of them dismissed and one without a driver',
			met: isDeepStrictEqual(safetyEvents, {
				total: { now: 5, before: 2 },
				counted: { now: 4, before: 2 },
				coaching: { coached: 1, needsCoaching: 1, withoutDriver: 1 },
			}),
			found: safetyEvents,
		},
		{
			text: 'three places have several records',
			met: places.repeatPlaces === 3,
			found: places,
		},
		{
			text: 'both tables are there, one with a row for each of the 19 records',
			met: rows.length === 20 && fileOf(result, 'table').includes('incidents,total,'),
			found: rows,
		},
		{ text: 'no service is called', met: received.length === 0, found: received },
	];
};
