import { z } from 'zod';

/** How much is measured: `check` is the light version for CI. */
export const LEVELS = ['full', 'quick', 'check'] as const;
export type Level = (typeof LEVELS)[number];

const spread = z.object({ median: z.number(), min: z.number(), max: z.number() });

/** What one contender took, over all repetitions. */
const contender = z.object({
	name: z.string(),
	repetitions: z.number(),
	ms: spread,
	/** Milliseconds of processor time of the process that did the work, with all its threads. */
	cpuMs: spread.optional(),
	/**
	 * Above what was in use when the repetition began. Sampled, so short peaks can be missed. Absent where something else was
	 * measured in the same process meanwhile.
	 */
	peakMegabytes: spread.optional(),
	/** HTTP requests of one repetition. */
	requests: z.number(),
	/** The most of them that were unanswered at the same time. */
	mostInFlight: z.number(),
	/** Why it could not do it at all; there are no numbers then. */
	failure: z.string().optional(),
});

const goal = z.object({
	/** What is compared, as a phrase: "slower than the axios loop". */
	what: z.string(),
	measured: z.number(),
	kind: z.enum(['atMost', 'atLeast', 'exactly']),
	limit: z.number(),
	unit: z.string(),
	/** What the light version holds it to instead, for a goal that is known to be missed. */
	checkLimit: z.number().optional(),
	/** Noise cannot make it miss: a count, or a size. */
	exact: z.boolean(),
	ok: z.boolean(),
});

const caseResult = z.object({
	id: z.string(),
	title: z.string(),
	contenders: z.array(contender),
	goals: z.array(goal),
	/** What a reader has to know to take the numbers rightly. */
	notes: z.array(z.string()),
	/** Why there are no numbers: an answer was wrong, or something ended badly. */
	failure: z.string().optional(),
});

const machine = z.object({
	cpu: z.string(),
	cores: z.number(),
	memoryGigabytes: z.number(),
	system: z.string(),
	node: z.string(),
	n8n: z.string(),
});

/** The content of bench/results.json. */
export const benchResults = z.object({
	level: z.enum(LEVELS),
	/** Day of the run. */
	date: z.string(),
	seconds: z.number(),
	machine,
	cases: z.array(caseResult),
});

export type Spread = z.output<typeof spread>;
export type Contender = z.output<typeof contender>;
export type Goal = z.output<typeof goal>;
export type CaseResult = z.output<typeof caseResult>;
export type Machine = z.output<typeof machine>;
export type BenchResults = z.output<typeof benchResults>;
