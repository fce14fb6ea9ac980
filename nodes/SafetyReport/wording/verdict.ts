import type { Figures } from '../figures/figures';
import { sumOf } from '../figures/numbers';
import type { Change, Signal } from '../figures/values';
import type { Formats } from '../text/formats';
import { comparisonName, counted } from './names';
import type { Subject } from './subjects';
import { subjectsOf } from './subjects';

interface Counted {
	/** A read failed, so that its counts say nothing about a change. */
	isIncomplete: boolean;
	total: Change;
	one: string;
	several: string;
}

/** The report in one sentence: what changed, and what waits. */
export function verdictOf(figures: Figures, formats: Formats): string {
	const counts = countsOf(figures);
	const parts = [
		counts.length === 0 ? standing(figures, formats) : changes(counts, figures, formats),
	];
	const subjects = subjectsOf(figures);
	if (subjects.has('incidents') || subjects.has('safetyEvents')) {
		parts.push(waiting(figures, formats));
	}
	const sentence = parts.join('; ');
	return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}

/** What keeps the report from being complete, or nothing. */
export function incompleteText(figures: Figures, formats: Formats): string {
	const { unreadable, records } = figures.dataQuality;
	const parts: string[] = [];
	if (unreadable.count > 0) {
		parts.push(
			`${counted(unreadable.count, 'read', 'reads', formats)} failed, so records may be missing. Data quality names the causes.`,
		);
	}
	const dated = [records.incident, records.safetyEvent, records.visit];
	const withoutTime = sumOf(dated.map((counts) => counts.withoutTime));
	const inSpans = sumOf(dated.map(({ period, comparison }) => period + comparison));
	if (withoutTime > 0 && withoutTime >= SHARE_WITHOUT_TIME * (inSpans + withoutTime)) {
		parts.push(
			`${counted(withoutTime, 'record has', 'records have', formats)} no time and ${withoutTime === 1 ? 'is' : 'are'} in no count of a period.`,
		);
	}
	return parts.length === 0 ? '' : `Incomplete: ${parts.join(' ')}`;
}

/** Fewer records without a time than that are a matter of data quality, and make no other report. */
const SHARE_WITHOUT_TIME = 0.1;

/** Whether more may wait than the records that were read say. */
export const mayMoreWait = ({ incidents, safetyEvents }: Figures) =>
	incidents.isIncomplete || safetyEvents.isIncomplete;

/** Incidents and safety events come first; visits and moderation make the sentence only where they are all there is. */
function countsOf(figures: Figures): Counted[] {
	const subjects = subjectsOf(figures);
	const all: ReadonlyArray<readonly [Subject, Counted]> = [
		['incidents', { ...figures.incidents, one: 'incident', several: 'incidents' }],
		[
			'safetyEvents',
			{
				...figures.safetyEvents,
				total: figures.safetyEvents.counted,
				one: 'safety event',
				several: 'safety events',
			},
		],
		[
			'moderation',
			{
				...figures.moderation,
				one: 'trust and safety event',
				several: 'trust and safety events',
			},
		],
		[
			'visitors',
			{ ...figures.visitors, total: figures.visitors.entries, one: 'visit', several: 'visits' },
		],
	];
	const present = all.filter(([subject]) => subjects.has(subject)).map(([, count]) => count);
	return present.slice(0, 2);
}

function changes(counts: readonly Counted[], { period }: Figures, formats: Formats): string {
	const { comparison } = period;
	if (comparison === null) {
		return joined(
			counts.map(({ total, one, several }) => counted(total.now, one, several, formats)),
		);
	}
	const values = ({ total, several }: Counted) =>
		`${several} (${formats.number(total.now)}, ${before(total, formats)} before)`;
	const withSignal = (...signals: Signal[]) =>
		counts.filter(
			({ total: { signal }, isIncomplete }) => !isIncomplete && signals.includes(signal),
		);
	const parts: string[] = [];
	const rose = withSignal('up').map(values);
	const fell = withSignal('down').map(values);
	const others = withSignal('none', 'unknown').map(values);
	if (rose.length > 0) parts.push(`${joined(rose)} rose clearly`);
	if (fell.length > 0) parts.push(`${joined(fell)} fell clearly`);
	if (others.length > 0) parts.push(`${joined(others)} show no clear change`);
	const incomplete = counts.filter(({ isIncomplete }) => isIncomplete).map(values);
	if (incomplete.length > 0) parts.push(`${joined(incomplete)} are incomplete`);
	return `compared with ${comparisonName(period, comparison)}, ${joined(parts)}`;
}

function before({ before: count }: Change, formats: Formats): string {
	return count === null ? 'an unknown number' : formats.number(count, 1);
}

function waiting(figures: Figures, formats: Formats): string {
	const { total } = figures.needsAction;
	const { overdue } = figures.headline;
	const isIncomplete = mayMoreWait(figures);
	if (total === 0) {
		return isIncomplete ? 'what waits for action is not known' : 'nothing waits for action';
	}
	const records = `${isIncomplete ? 'at least ' : ''}${counted(total, 'record waits', 'records wait', formats)}`;
	if (overdue === 0) return `${records} for action`;
	return `${records} for action, ${overdue === total ? 'all' : formats.number(overdue)} of them overdue`;
}

/** For what has no period: zones and scores are as they are now. */
function standing({ dangerZones, safetyScores }: Figures, formats: Formats): string {
	const parts: string[] = [];
	if (dangerZones.count > 0) {
		parts.push(counted(dangerZones.count, 'danger zone', 'danger zones', formats));
	}
	const scores = safetyScores.groups.reduce(
		(sum, { count }) => sum + count,
		safetyScores.places.length,
	);
	if (scores > 0) parts.push(counted(scores, 'safety score', 'safety scores', formats));
	return joined(parts.length === 0 ? ['no records'] : parts);
}

function joined(parts: readonly string[]): string {
	const last = parts.at(-1) ?? '';
	return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}
