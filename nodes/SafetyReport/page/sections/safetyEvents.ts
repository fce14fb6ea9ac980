import type { SafetyEventFigures } from '../../figures/safetyEventFigures';
import type { Formats } from '../../text/formats';
import type { Markup } from '../../text/markup';
import { html, outside } from '../../text/markup';
import { shorten } from '../../text/outsideText';
import { counted } from '../../wording/names';
import type { Section } from '../context';
import { barLegend, breakdownTable, LONGEST_NAME, reasons } from '../tables';

/** Safety events by behavior, state and vehicle, and what became of their review. */
export const safetyEvents: Section = (context) => {
	if (!context.subjects.has('safetyEvents')) return undefined;
	const { safetyEvents: figures } = context.figures;
	const vehicle = (value: string) =>
		outside(value === '' ? 'Not stated' : shorten(value, LONGEST_NAME));
	return html`<p>${facts(figures, context.formats)}</p>
		${review(figures, context.formats)} ${figures.byState.groups.length > 0 && barLegend(context)}
		<div class="columns">
			${breakdownTable('By behavior', 'Behavior', figures.byLabel, context)}${breakdownTable(
				'By state, dismissed events included',
				'State',
				figures.byState,
				context,
			)}${breakdownTable('By vehicle', 'Vehicle', figures.byVehicle, context, vehicle)}
		</div>`;
};

function facts(
	{ total, dismissed, counted: events }: SafetyEventFigures,
	formats: Formats,
): string {
	const all = `${counted(total.now, 'event', 'events', formats)} in the period`;
	if (dismissed.now === 0) return `${all}, none dismissed in review.`;
	return `${all}, ${formats.number(dismissed.now)} of them dismissed in review. The figures below count the other ${formats.number(events.now)} unless they say otherwise.`;
}

/** Review and coaching as one line of numbers with their names. */
function review(
	{ review: { notReviewedAfterDay }, coaching }: SafetyEventFigures,
	formats: Formats,
): Markup {
	const { now, before } = notReviewedAfterDay;
	const facts: Array<readonly [string, string]> = [
		['Need coaching', formats.number(coaching.needsCoaching)],
		['Coached', formats.number(coaching.coached)],
	];
	if (coaching.completion.value !== null)
		facts.push(['Coaching completed', formats.share(coaching.completion.value)]);
	if (now.value !== null) {
		const earlier = before.value === null ? '' : ` (${formats.share(before.value)} before)`;
		facts.push(['Not reviewed after a day', `${formats.share(now.value)}${earlier}`]);
	}
	facts.push(
		['Need recognition', formats.number(coaching.needsRecognition)],
		['Without driver', formats.number(coaching.withoutDriver)],
	);
	return html`<dl class="facts">
			${facts.map(
				([label, value]) =>
					html`<div>
						<dt>${label}</dt>
						<dd>${value}</dd>
					</div>`,
			)}
		</dl>
		${reasons([coaching.completion, now])}`;
}
