import { parseArgs } from 'node:util';

import { WrongUsage } from '../../harness/process/program.mts';
import { cases } from './cases/index.mts';
import type { Level } from './results.cts';

export const HELP = `Usage: npm run bench [-- options]

Measures the nodes side by side with n8n's own HTTP Request node, in one run and on one machine.

  (none)      all of it, in less than 10 minutes on two cores; writes bench/ and the table in docs/performance.md
  --quick     smaller sizes, in less than 90 seconds; writes nothing
  --check     the light version for CI, some 90 seconds: fails on wrong answers, and when a goal is missed by more
              than noise can explain
  --only <cases>   some cases, separated by commas: ${cases.map(({ id }) => id).join(', ')}
  --profile <folder>   leaves a CPU profile of each case there; for reading, since it slows the work down
  --write     writes the results of a lighter version, too
  --help
`;

export interface BenchOptions {
	level: Level;
	/** Ids of cases; undefined for all. */
	only: string[] | undefined;
	profile: string | undefined;
	write: boolean;
}

export function readOptions(args: string[]): BenchOptions | 'help' {
	try {
		const { values } = parseArgs({
			args,
			options: {
				quick: { type: 'boolean' },
				check: { type: 'boolean' },
				only: { type: 'string' },
				profile: { type: 'string' },
				write: { type: 'boolean' },
				help: { type: 'boolean', short: 'h' },
			},
		});
		if (values.help === true) return 'help';
		const { profile } = values;
		const only = values.only?.split(',');
		const unknown = only?.find((name) => !cases.some(({ id }) => id === name));
		if (unknown !== undefined) throw new WrongUsage(`No case is called "${unknown}".`);
		const level = values.check ? 'check' : values.quick ? 'quick' : 'full';
		const write = only === undefined && (level === 'full' || values.write === true);
		return { level, only, profile, write };
	} catch (error) {
		throw error instanceof WrongUsage ? error : new WrongUsage((error as Error).message);
	}
}
