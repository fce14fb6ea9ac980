import type { Figures } from '../figures/figures';

/** What a report can be about. */
export type Subject =
	| 'dangerZones'
	| 'incidents'
	| 'moderation'
	| 'safetyEvents'
	| 'safetyScores'
	| 'visitors';

/**
 * What the report is about: whatever has records, or should have and could not be read. Without any record it is about
 * incidents and safety events, which then say zero.
 */
export function subjectsOf(figures: Figures): ReadonlySet<Subject> {
	const { records } = figures.dataQuality;
	const has = (...kinds: ReadonlyArray<keyof typeof records>) =>
		kinds.some((kind) => Object.values(records[kind]).some((count: number) => count > 0));
	const found: Subject[] = [];
	if (has('incident') || figures.incidents.isIncomplete) found.push('incidents');
	if (has('safetyEvent') || figures.safetyEvents.isIncomplete) found.push('safetyEvents');
	if (has('moderation') || figures.moderation.isIncomplete) found.push('moderation');
	if (has('visit', 'visitorStatistics') || figures.visitors.isIncomplete) found.push('visitors');
	if (has('dangerZone') || figures.dangerZones.isIncomplete) found.push('dangerZones');
	if (has('safetyScore', 'placeScore')) found.push('safetyScores');
	return new Set(found.length === 0 ? ['incidents', 'safetyEvents'] : found);
}
