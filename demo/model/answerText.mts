import type { Conversation } from './conversation.mts';
import { recordsIn, reporterAmong, TOOLS } from './tools.mts';

const NOT_IN_SCRIPT =
	'I am a scripted stand-in for a language model and know one kind of question: somebody pressed the panic button ' +
	'near a place (latitude, longitude); what is the situation, and what did a vehicle (its ID) do? Connect an OpenAI ' +
	'credential of your own to ask anything.';

/** The answer, from nothing but what the tools have said. */
export function answerText({ tools, results }: Conversation): string {
	if (results.length === 0) return NOT_IN_SCRIPT;
	const outputOf = (tool?: string) => results.find((result) => result.tool === tool)?.output;
	const report = outputOf(reporterAmong(tools)?.name);
	if (report !== undefined) {
		const { incident_id: id, error = report } = recordsIn(report)[0] ?? {};
		return id === undefined
			? `The incident is not reported. ${said(error)}`
			: `The incident is reported. Its ID is ${said(id)}.`;
	}
	const [incident] = recordsIn(outputOf(TOOLS.read));
	const [place] = recordsIn(outputOf(TOOLS.rate));
	const events = recordsIn(outputOf(TOOLS.drive));
	const labels = [...new Set(events.flatMap(({ behaviorLabels }) => behaviorLabels))];
	return [
		`Incident: ${said(incident?.['incident_id'])}, ${said(incident?.['severity'])}, ${said(incident?.['status'])}.`,
		`Place: safety score ${said(place?.['score'])} of 100.`,
		`Vehicle: ${events.length} safety events in the past day${labels.length > 0 ? ` (${labels.join(', ')})` : ''}.`,
	].join('\n');
}

const said = (value: unknown): string =>
	typeof value === 'string' || typeof value === 'number' ? String(value) : 'not known';
