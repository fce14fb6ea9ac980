import type { IncidentRecord } from '../records/records';
import type { Clock, ClockFigures, ClockSpan, DrillFigures } from './incidentFigures';
import { CLOCKS, readClock } from './lifecycle';
import { known, medianOf, p90Of, shareOf, unknown } from './numbers';
import type { FigureSettings } from './settings';
import type { Selection, Timeframe } from './timeframe';

const MINUTE_MS = 60_000;

/** Seconds at which the bars of the distribution begin. */
const BARS = [0, 60, 120, 300, 600, 1_200, 1_800, 3_600, 7_200, 14_400, 28_800, 86_400];

/** The clocks of incidents that are no drills and were not cancelled. */
export function clocksOf(
	{ period, hasComparison }: Timeframe,
	{ now, before }: Selection<IncidentRecord>,
	{ targets }: FigureSettings,
): ClockFigures[] {
	return CLOCKS.map((clock): ClockFigures => {
		const target = targets[clock];
		const { span, seconds } = readSpan(clock, now, period.asOf, target);
		return {
			clock,
			now: span,
			before: hasComparison ? readSpan(clock, before, period.asOf, target).span : null,
			targetMinutes: target ?? null,
			distribution: distributionOf(seconds),
		};
	});
}

/** The clocks of drills, which are few: without percentiles and targets. */
export function drillClocks(
	drills: readonly IncidentRecord[],
	asOf: number,
): DrillFigures['clocks'] {
	return CLOCKS.map((clock) => {
		const { n, medianSeconds } = readSpan(clock, drills, asOf, undefined).span;
		return { clock, n, medianSeconds };
	});
}

function readSpan(
	clock: Clock,
	incidents: readonly IncidentRecord[],
	asOf: number,
	target: number | undefined,
): { span: ClockSpan; seconds: Float64Array } {
	const ended: number[] = [];
	const counts = { running: 0, unusable: 0, met: 0, missed: 0, tooRecent: 0 };
	const oldEnough = target === undefined ? -Infinity : asOf - target * MINUTE_MS;
	for (const incident of incidents) {
		const reading = readClock(clock, incident, asOf);
		if (reading === undefined) continue;
		if (reading.state === 'contradictory' || reading.state === 'unusable') {
			counts.unusable++;
			continue;
		}
		if (reading.state === 'ended') ended.push(reading.seconds);
		else counts.running++;
		if (target === undefined) continue;
		if (reading.from > oldEnough) counts.tooRecent++;
		else if (reading.state === 'ended' && reading.seconds <= target * 60) counts.met++;
		else counts.missed++;
	}
	const seconds = Float64Array.from(ended).sort();
	const longest = seconds.at(-1);
	const none = whyNone(incidents);
	const { met, missed, tooRecent, running, unusable } = counts;
	return {
		seconds,
		span: {
			n: seconds.length,
			running,
			unusable,
			medianSeconds: medianOf(seconds, none),
			p90Seconds: seconds.length === 0 ? unknown(none) : p90Of(seconds),
			longestSeconds: longest === undefined ? unknown(none) : known(longest),
			withinTarget: {
				...{ met, missed, tooRecent },
				share:
					target === undefined
						? unknown('This clock has no target')
						: shareOf(met, met + missed, 'No incident is older than the target'),
			},
		},
	};
}

function whyNone(incidents: readonly IncidentRecord[]): string {
	if (incidents.length === 0) return 'There is no incident that counts';
	return incidents.some(({ hasTimeline }) => hasTimeline)
		? 'No incident has both times of this clock'
		: 'The incidents have no timeline: set Output of the Sety node to Raw';
}

/** From the first bar to the last one that has records. */
function distributionOf(sorted: Float64Array): ClockFigures['distribution'] {
	const counts = BARS.map(() => 0);
	let bar = 0;
	for (const seconds of sorted) {
		while (seconds >= (BARS[bar + 1] ?? Infinity)) bar++;
		counts[bar] = (counts[bar] ?? 0) + 1;
	}
	return sorted.length === 0
		? []
		: counts.slice(0, bar + 1).map((count, index) => ({
				fromSeconds: BARS[index] ?? 0,
				toSeconds: BARS[index + 1] ?? null,
				count,
			}));
}
