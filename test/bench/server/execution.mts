import type { Traffic } from '../measuring/traffic.mts';

/** The node that is measured, in every workflow. */
export const MEASURED = 'Measured Node';

/** What one execution took. */
export interface Execution extends Traffic {
	/** Time that the node took, as n8n shows it in the editor. */
	ms: number;
	/** Processor time of n8n, with all its threads, for the whole execution. */
	cpuMs: number;
	/** Peak memory above what was in use before. */
	megabytes: number;
	/** Output items of the node. */
	items: number;
	/** Those that differ from all others. */
	distinctItems: number;
	/** What it ended with; absent when it succeeded. */
	failure?: string;
}
