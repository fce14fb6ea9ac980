import type { SandboxControl } from '../../sandbox/controlClient.cts';
import type { Modules } from './engine/modules.mts';
import type { ownNodes, SandboxAccess } from './engine/ownNodes.mts';
import type { Compared, Entrant } from './measuring/compare.mts';
import type { Goal, Level } from './results.cts';
import type { Server } from './server/server.mts';

/** What a case works with. */
export interface Bench {
	/** The real n8n; only for cases that are measured in the `server`. */
	server: Server;
	modules: Modules;
	nodes: ReturnType<typeof ownNodes>;
	access: SandboxAccess;
	control: SandboxControl;
	/** The size for this level. */
	sized(sizes: Readonly<Record<Level, number>>): number;
	compare<Name extends string>(
		entrants: Readonly<Record<Name, Entrant>>,
	): Promise<Record<Name, Compared>>;
	/** Every request to the sandbox takes this much longer from now on; 0 for no longer. */
	latency(ms: number): Promise<void>;
	/** The program of the Node that n8n runs with, for measurements that need a fresh process. */
	nodeProgram: string;
	hostFolder: string;
	packageFolder: string;
}

export interface Outcome {
	contenders: Compared[];
	goals: Goal[];
	notes?: string[];
}

/** One row of the table. */
export interface BenchCase {
	id: string;
	title: string;
	/** `false` where the light version for CI does without it, as another case shows nearly the same. */
	inCheck?: false;
	/** In the n8n of `npm start`, or in n8n's engine alone, for what the server cannot show. */
	where: 'server' | 'engine';
	/**
	 * What it can be measured beside. `none`: it needs the machine for itself. `waiting`, which does nothing but wait most of
	 * the time, and `computing`, which is timed by the processor time of its own thread, hardly lengthen each other.
	 */
	company: 'none' | 'waiting' | 'computing';
	run(bench: Bench): Promise<Outcome>;
}

/** Throws when `holds` is false: an answer was wrong. */
export function expect(holds: boolean, what: string): void {
	if (!holds) throw new Error(`Wrong answer: ${what}`);
}
