import type { BenchResults, CaseResult, Contender } from '../results.cts';
import { duration, figure, machineText, measuredText, outcome, limitText } from './format.cts';

/** The last lines of a run; the cases stand above them, each as it was measured. */
export function summary({ machine, seconds, cases, level }: BenchResults): string {
	const missed = cases.flatMap(({ goals }) => goals).filter(({ ok }) => !ok).length;
	const failed = cases.filter(({ failure }) => failure !== undefined).length;
	return [
		machineText(machine),
		`${level} run of ${Math.round(seconds)} s: ${missed} goals missed, ${failed} cases without a result`,
		'',
	].join('\n');
}

export function describeCase({ title, contenders, goals, notes, failure }: CaseResult): string[] {
	return [
		title,
		...contenders.map(describeContender),
		...goals.map(
			(goal) =>
				`  ${outcome(goal).padEnd(18)} ${measuredText(goal).padStart(10)}  (${limitText(goal)})  ${goal.what}`,
		),
		...notes.map((note) => `  note: ${note}`),
		...(failure === undefined ? [] : [`  FAILED: ${failure}`]),
		'',
	];
}

function describeContender({
	name,
	repetitions,
	ms,
	cpuMs,
	peakMegabytes,
	requests,
	mostInFlight,
	failure,
}: Contender): string {
	if (failure !== undefined) return `  ${name.padEnd(56)} cannot: ${failure}`;
	const range = repetitions === 1 ? 'once' : `${duration(ms.min)} – ${duration(ms.max)}`;
	const memory = peakMegabytes === undefined ? '' : `  ${figure(peakMegabytes.median)} MB`;
	const cpu = cpuMs === undefined ? '' : `  processor ${duration(cpuMs.median)}`;
	return `  ${name.padEnd(56)} ${duration(ms.median).padStart(9)}  (${range})${cpu}${memory}  ${requests} requests, ${mostInFlight} in flight`;
}
