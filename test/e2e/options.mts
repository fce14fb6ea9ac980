import { parseArgs } from 'node:util';
import { WrongUsage } from '../../harness/process/program.mts';
import { DEFAULT_MINUTES, LEAST_MINUTES } from './soak/minutes.mts';
import { suites, type Suite } from './suites.mts';

export interface E2eOptions {
	suites: readonly Suite[];
	/** Whether the pictures of docs/images are to be made anew. */
	screenshots: boolean;
	/** Whether only to name the Debian packages that the suites need. */
	packages: boolean;
	/** Where the tarballs that passed are to be left. */
	tarballs: string | undefined;
	/** How long the load of the soak lasts. */
	minutes: number;
}

export const HELP = `Proves the packed package in a real n8n.

Usage: npm run test:e2e -- [suite …] [options]

${suites.map(({ name, shows }) => `  ${name.padEnd(12)} ${shows}`).join('\n')}

  --screenshots        make the pictures in docs/images anew (suites editor and examples)
  --tarballs <folder>  leave the packages there when all has passed, as they were tried (suite package)
  --minutes <number>   how long the load lasts (suite soak), ${DEFAULT_MINUTES} by default; below ${LEAST_MINUTES} the growth is only shown
  --packages           print what the suites need from Debian, for apt-get install, and do nothing else
  --help               this text

Without a name all of them run, except soak. What a suite needs from the system (Chromium, for instance) is named when it is missing.
`;

/** Reads the command line. Throws `WrongUsage`; returns 'help' when that is asked for. */
export function readOptions(args: string[]): E2eOptions | 'help' {
	const { values, positionals } = parse(args);
	if (values.help) return 'help';
	const unknown = positionals.filter((name) => !suites.some((suite) => suite.name === name));
	if (unknown.length > 0) throw new WrongUsage(`There is no suite ${unknown.join(', ')}.`);
	const chosen = suites.filter(
		({ name, byName = false }) =>
			positionals.includes(name) || (positionals.length === 0 && !byName),
	);
	if (values.tarballs !== undefined && !chosen.some(({ name }) => name === 'package')) {
		throw new WrongUsage('Only the suite package makes tarballs.');
	}
	const { minutes } = values;
	if (minutes !== undefined && !(Number(minutes) > 0)) {
		throw new WrongUsage(`--minutes takes a number above 0, not "${minutes}".`);
	}
	if (minutes !== undefined && !chosen.some(({ name }) => name === 'soak')) {
		throw new WrongUsage('Only the suite soak takes --minutes.');
	}
	return {
		suites: chosen,
		screenshots: values.screenshots,
		packages: values.packages,
		tarballs: values.tarballs,
		minutes: Number(minutes ?? DEFAULT_MINUTES),
	};
}

function parse(args: string[]) {
	try {
		return parseArgs({
			args,
			allowPositionals: true,
			options: {
				screenshots: { type: 'boolean', default: false },
				packages: { type: 'boolean', default: false },
				tarballs: { type: 'string' },
				minutes: { type: 'string' },
				help: { type: 'boolean', short: 'h', default: false },
			},
		});
	} catch (error) {
		throw new WrongUsage(error instanceof Error ? error.message : String(error));
	}
}
