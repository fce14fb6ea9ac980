import type { BenchResults, CaseResult } from '../../test/bench/results.cts';
import {
	duration,
	machineInWords,
	reached,
	verdict,
	wanted,
} from '../../test/bench/report/words.cts';

const BEGIN = '<!-- speed, made by npm run bench -->';
const END = '<!-- end of the speed -->';

/** The README with its table of the speed made anew from the results of a run. */
export function withSpeedTable(readme: string, results: BenchResults): string {
	const [from, to] = [readme.indexOf(BEGIN), readme.indexOf(END)];
	if (from < 0 || to < from) throw new Error(`README.md has no place for the table: ${BEGIN}`);
	return `${readme.slice(0, from)}${BEGIN}\n${tableOf(results)}${readme.slice(to)}`;
}

function tableOf({ cases, machine, date, level }: BenchResults): string {
	return [
		'',
		'| What | Medians (min – max) | Compared with | Goal | Measured | |',
		'| --- | --- | --- | --- | --- | --- |',
		...cases.flatMap(rowsOf),
		'',
		...notesOf(cases),
		'',
		`A ${level} run of ${date}: ${machineInWords(machine)}.`,
		'',
		'',
	].join('\n');
}

/** The medians stand beside the first goal of a case. */
function rowsOf({ title, contenders, goals, failure }: CaseResult): string[] {
	if (failure !== undefined) return [`| ${title} | | | | | no result: ${failure} |`];
	const medians = contenders.map(({ name, ms, failure: unable }) =>
		unable === undefined
			? `${name}: **${duration(ms.median)}** (${duration(ms.min)} – ${duration(ms.max)})`
			: `${name}: not able to, ${unable.split('.')[0]}`,
	);
	return goals.map((goal, index) => {
		const first = index === 0 ? [title, medians.join('<br>')] : ['', ''];
		return `| ${[...first, goal.what, wanted(goal), reached(goal), verdict(goal)].join(' | ')} |`;
	});
}

function notesOf(cases: readonly CaseResult[]): string[] {
	return cases
		.filter(({ notes }) => notes.length > 0)
		.map(({ title, notes }) => `- ${title}: ${notes.join('; ')}.`);
}
