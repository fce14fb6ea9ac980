import { z } from 'zod';
import { itemsOf, type ExecutionResult } from '../execution.mts';
import { onOneLine, withoutZeros, type Counts } from './expectedFigures.mts';

const change = z.object({ now: z.number(), before: z.number() });
const breakdown = z.object({ groups: z.array(change.extend({ value: z.string() })) });
const clockSpan = z.object({
	n: z.number(),
	medianSeconds: z.object({ value: z.number().nullable() }),
});

const figures = z.object({
	period: z.object({
		from: z.string(),
		to: z.string(),
		asOf: z.string(),
		comparison: z.object({ from: z.string(), to: z.string() }),
	}),
	headline: z.object({ unreadableServices: z.number() }),
	needsAction: z.object({ list: z.array(z.object({ id: z.string() })) }),
	incidents: z.object({
		isIncomplete: z.boolean(),
		open: z.object({ oldestSeconds: z.object({ value: z.number().nullable() }) }),
		total: change,
		cancelled: change,
		drills: z.object({ count: change }),
		byCategory: breakdown,
		bySeverity: breakdown,
		byStatus: breakdown,
		clocks: z.array(z.object({ clock: z.string(), now: clockSpan, before: clockSpan })),
	}),
	safetyEvents: z.object({
		isIncomplete: z.boolean(),
		total: change,
		dismissed: change,
		counted: change,
		byState: breakdown,
		byLabel: breakdown,
		drivers: z.object({ list: z.array(change.extend({ name: z.string() })) }),
	}),
	visitors: z.object({ isIncomplete: z.boolean(), entries: change, byGate: breakdown }),
	moderation: z.object({ isIncomplete: z.boolean() }),
	dataQuality: z.object({
		unrecognized: z.object({ count: z.number() }),
		unreadable: z.object({
			messages: z.array(z.object({ service: z.string(), message: z.string() })),
		}),
	}),
	email: z.object({ subject: z.string(), html: z.string() }),
	summary: z.object({ text: z.string() }),
});

export type ReportItem = z.infer<typeof figures>;

/** The one item of the node; throws where it has another shape. */
export const reportIn = (result: ExecutionResult): ReportItem =>
	z.tuple([figures]).parse(itemsOf(result, 'Safety Report'))[0];

const CLOCKS = ['createdToAssigned', 'createdToResolved'];

/** What the report says about the period or the comparison, by the names of `expectedFigures`. */
export function reportedFigures(report: ReportItem, span: 'before' | 'now'): Counts {
	const { incidents, safetyEvents, visitors } = report;
	const groups = (name: string, { groups: all }: z.infer<typeof breakdown>) =>
		Object.fromEntries(all.map((group) => [`${name} ${group.value}`, group[span]]));
	const clocks = incidents.clocks
		.filter(({ clock }) => CLOCKS.includes(clock))
		.flatMap(
			({ clock, [span]: { n, medianSeconds } }): Array<[string, number]> => [
				[`${clock} n`, n],
				[`${clock} median`, medianSeconds.value ?? 0],
			],
		);
	const drivers: Counts = {};
	for (const one of safetyEvents.drivers.list) {
		const key = `driver ${onOneLine(one.name)}`;
		drivers[key] = (drivers[key] ?? 0) + one[span];
	}
	return withoutZeros({
		incidents: incidents.total[span],
		drills: incidents.drills.count[span],
		cancelled: incidents.cancelled[span],
		...groups('category', incidents.byCategory),
		...groups('severity', incidents.bySeverity),
		...groups('status', incidents.byStatus),
		...Object.fromEntries(clocks),
		visits: visitors.entries[span],
		...groups('gate', visitors.byGate),
		events: safetyEvents.total[span],
		dismissed: safetyEvents.dismissed[span],
		counted: safetyEvents.counted[span],
		...groups('state', safetyEvents.byState),
		...groups('label', safetyEvents.byLabel),
		...drivers,
	});
}
