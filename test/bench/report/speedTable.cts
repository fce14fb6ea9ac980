import type { BenchResults, CaseResult, Contender, Goal } from '../results.cts';
import { duration, machineText, measuredText, outcome, limitText } from './format.cts';

const BEGIN = '<!-- speed, made by npm run bench -->';
const END = '<!-- end of the speed -->';

/** The page of the speed with the table of a run. */
export function withSpeedTable(page: string, results: BenchResults): string {
	const [from, to] = [page.indexOf(BEGIN), page.indexOf(END)];
	if (from < 0 || to < from)
		throw new Error(`docs/performance.md has no place for the table: ${BEGIN}`);
	return `${page.slice(0, from)}${BEGIN}\n${tableOf(results)}${page.slice(to)}`;
}

function tableOf({ cases, machine, date, level, seconds }: BenchResults): string {
	return [
		'',
		'| | Median | Compared with (goal) |',
		'| --- | --- | --- |',
		...cases.map(rowOf),
		'',
		...notesOf(cases),
		'',
		`A ${level} run of ${date}, ${Math.round(seconds)} s: ${machineText(machine)}.`,
		'',
		'',
	].join('\n');
}

/** One row a case; the first contender is this package. */
function rowOf({ title, contenders, goals, failure }: CaseResult): string {
	if (failure !== undefined) return `| **${title}** | no result: ${failure} | |`;
	return `| **${title}** | ${contenders.map(medianOf).join('<br>')} | ${goals.map(comparison).join('<br>')} |`;
}

function medianOf({ name, ms, failure }: Contender): string {
	return failure === undefined
		? `${name}: ${duration(ms.median)}`
		: `${name}: not able to, ${failure.split('.')[0]}`;
}

function comparison(goal: Goal): string {
	return `${goal.what}: **${measuredText(goal)}** (${limitText(goal)}) ${outcome(goal)}`;
}

function notesOf(cases: readonly CaseResult[]): string[] {
	return cases
		.filter(({ notes }) => notes.length > 0)
		.map(({ title, notes }) => `- ${title}: ${notes.join('; ')}.`);
}
