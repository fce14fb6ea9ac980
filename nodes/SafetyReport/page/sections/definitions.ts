import type { Formats } from '../../text/formats';
import { html } from '../../text/markup';
import { EXPOSURE } from '../../wording/names';
import type { Context, Section } from '../context';

/** What each figure counts, so that two readers mean the same thing by it. */
export const definitions: Section = (context) =>
	html`<dl class="terms">
		${terms(context).map(
			([term, text]) =>
				html`<div>
					<dt>${term}</dt>
					<dd>${text}</dd>
				</div>`,
		)}
	</dl>`;

type Term = readonly [term: string, text: string];

function terms({ figures, formats, subjects }: Context): Term[] {
	const all: Term[] = [
		[
			'Period',
			'From its first moment to before its end, in the time zone above. A record belongs to the period in which it began.',
		],
	];
	if (figures.period.comparison !== null)
		all.push(...comparisonTerms(figures.period.comparison.equalLength));
	if (subjects.has('incidents'))
		all.push(...incidentTerms(figures.incidents.responseClock !== undefined));
	if (subjects.has('safetyEvents')) all.push(...safetyEventTerms(figures.safetyEvents.rate.unit));
	if (subjects.has('moderation'))
		all.push([
			'Decision',
			'A moderation decision, or a review of SafetyKit that ended with a result.',
		]);
	if (subjects.has('visitors'))
		all.push(['Visit', 'An entry of an access log. On site: without a check-out as of now.']);
	if (figures.places.list.length > 0)
		all.push(['Place', placeText(figures.places.radius, formats)]);
	if (subjects.has('incidents') || subjects.has('safetyEvents'))
		all.push([
			'Median line',
			'Half of the complete points lie at or below it; drawn from ten points on. Six in a row on one side are a shift of the level.',
		]);
	return all;
}

function comparisonTerms(isEqualLength: boolean): Term[] {
	const length = isEqualLength
		? ''
		: ' The two have different lengths, so percents and signals are taken per day.';
	return [
		[
			'Change',
			`The count minus that of the comparison.${length} A percent stands only where both counts are 20 or more: below that, a few records make a large percent.`,
		],
		[
			'Clear rise, clear fall',
			'2 × (√now − √before) is above 3 or below −3: more than chance explains for two counts of equal length.',
		],
	];
}

function incidentTerms(hasClock: boolean): Term[] {
	const terms: Term[] = [
		['Incident', 'Created in the period; cancelled ones included, drills not.'],
		[
			'Open now',
			'Not resolved, cancelled or otherwise over at the as-of time, whenever it was created.',
		],
	];
	if (!hasClock) return terms;
	return [
		...terms,
		[
			'Clocks',
			'Created to assigned is nearest to call-to-dispatch; assigned to on scene holds turnout and travel; created to on scene is total response; created to resolved is time to resolve. Cancelled incidents have no clock.',
		],
		[
			'Median, 90th percentile',
			'Half, or nine in ten, of the incidents took that long or less. Percentiles are observed values (nearest rank), from ten incidents on. Those of parts do not add up to that of the whole.',
		],
		[
			'Within target',
			'Of the incidents that began at least the target before the as-of time. One whose clock still runs then is missed.',
		],
	];
}

function safetyEventTerms(unit: Context['figures']['safetyEvents']['rate']['unit']): Term[] {
	const terms: Term[] = [
		[
			'Safety event',
			'Happened in the period. Dismissed events are work, so they are in the total, and out of rates and breakdowns.',
		],
		['Coaching completed', 'Coached, of coached and needs coaching together.'],
		[
			'Not reviewed after a day',
			'Of the events that were at least a day old at the as-of time, so that both periods had the same time.',
		],
	];
	if (unit !== 'none')
		terms.push(['Rate', `Events per 1,000 ${EXPOSURE[unit]}, where the exposure is known.`]);
	return terms;
}

function placeText(radius: number, formats: Formats): string {
	return `Records within ${formats.distance(radius)} of a common center. Incidents without drills, safety events without dismissed ones.`;
}
