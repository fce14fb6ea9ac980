import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { inCheckout } from '../../harness/checkout.mts';

/** Where the suites, which are processes of their own, leave their figures for the table. */
export const FIGURES_FILE = 'E2E_FIGURES';

const figure = z.object({ suite: z.string(), what: z.string(), value: z.string() });
type Figure = z.infer<typeof figure>;

/** Puts a figure of a suite into the table of test/e2e/README.md. */
export function report(suite: string, what: string, value: string | number): void {
	const file = process.env[FIGURES_FILE];
	const line: Figure = { suite, what, value: String(value) };
	if (file !== undefined) appendFileSync(file, `${JSON.stringify(line)}\n`);
}

/**
 * Replaces the tables of the suites that reported something; the others stay as they are. Below each stands which `run`
 * its figures are of.
 */
export function writeFigures(file: string, run: string): void {
	const figures = readFileSync(file, 'utf8')
		.split('\n')
		.filter(Boolean)
		.map((line) => figure.parse(JSON.parse(line)));
	const readme = inCheckout('test', 'e2e', 'README.md');
	const suites = [...new Set(figures.map(({ suite }) => suite))];
	const text = suites.reduce(
		(all, suite) =>
			withTable(
				all,
				suite,
				figures.filter((one) => one.suite === suite),
				run,
			),
		readFileSync(readme, 'utf8'),
	);
	writeFileSync(readme, text);
}

function withTable(readme: string, suite: string, figures: readonly Figure[], run: string): string {
	const begin = `<!-- figures of ${suite}, written by npm run test:e2e -->`;
	const end = `<!-- end of the figures of ${suite} -->`;
	const [from, to] = [readme.indexOf(begin), readme.indexOf(end)];
	if (from < 0 || to < from) throw new Error(`test/e2e/README.md has no place for: ${begin}`);
	const rows = figures.map(({ what, value }) => `| ${what} | ${value} |`);
	const table = ['| What | Figure |', '| --- | --- |', ...rows].join('\n');
	return `${readme.slice(0, from)}${begin}\n\n${table}\n\n${run}\n\n${readme.slice(to)}`;
}
