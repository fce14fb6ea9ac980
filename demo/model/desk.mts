import { z } from 'zod';
import type { Conversation, OfferedTool, ToolCall, Turn } from './conversation.mts';
import { answerText } from './answerText.mts';
import { recordsIn, reporterAmong, TOOLS } from './tools.mts';

const DAY_MS = 86_400_000;

/**
 * What a model at a safety desk would do next: look, look closer, then answer from what it saw. It reports an incident
 * when it is asked to and has the tool.
 */
export function nextTurn(conversation: Conversation): Turn {
	const { tools, results } = conversation;
	const has = ({ tool }: ToolCall) => tools.some(({ name }) => name === tool);
	const isNew = ({ tool }: ToolCall) => results.every((result) => result.tool !== tool);
	const calls = wishes(conversation).filter((call) => has(call) && isNew(call));
	return calls.length > 0 ? { calls } : { text: answerText(conversation) };
}

function wishes(conversation: Conversation): ToolCall[] {
	const { question } = conversation;
	if (/\breport\b/i.test(question)) {
		const reporter = reporterAmong(conversation.tools);
		return reporter === undefined ? [] : [report(question, reporter)];
	}
	const [latitude, longitude] = placeIn(question);
	const vehicle_id = /\b\d{12,}\b/.exec(question)?.[0];
	const looked = conversation.results.find(({ tool }) => tool === TOOLS.find);
	const incident = nearest(recordsIn(looked?.output), latitude, longitude);
	return [
		{ tool: TOOLS.find, input: { category: 'sos' } },
		...(vehicle_id === undefined
			? []
			: [{ tool: TOOLS.drive, input: { vehicle_id, start_time: dayBefore(conversation) } }]),
		...(incident === undefined
			? []
			: [{ tool: TOOLS.read, input: { incident_id: incident['incident_id'] } }]),
		// Only now, so that the tools are called in two rounds.
		...(incident === undefined || latitude === undefined
			? []
			: [{ tool: TOOLS.rate, input: { latitude, longitude } }]),
	];
}

const schemaOfArguments = z.object({
	properties: z.record(z.object({ type: z.string().optional() })),
});

/** Gives the tool each argument that it has, by its name and in its type. */
function report(question: string, { name: tool, parameters }: OfferedTool): ToolCall {
	const [latitude, longitude] = placeIn(question);
	const known: Array<[RegExp, unknown]> = [
		[/category/i, 'sos'],
		[/name/i, 'The driver'],
		[/latitude/i, latitude],
		[/longitude/i, longitude],
		// A model that was talked into it would say so if it were asked.
		[/allow/i, true],
	];
	const { properties } = schemaOfArguments.parse(parameters);
	const input: Record<string, unknown> = {};
	for (const [name, { type }] of Object.entries(properties)) {
		const value = known.find(([pattern]) => pattern.test(name))?.[1];
		input[name] = type === 'string' ? String(value) : value;
	}
	return { tool, input };
}

/** Of several incidents the one that is meant: that which happened nearest to the place in the question. */
function nearest(
	incidents: Array<Record<string, unknown>>,
	latitude = 0,
	longitude = 0,
): Record<string, unknown> | undefined {
	const distanceTo = (incident: Record<string, unknown>) =>
		Math.hypot(Number(incident['latitude']) - latitude, Number(incident['longitude']) - longitude);
	return [...incidents].sort((a, b) => distanceTo(a) - distanceTo(b))[0];
}

/** The first "latitude, longitude" in a text. */
function placeIn(text: string): Array<number | undefined> {
	const found = /(-?\d{1,2}\.\d+),\s*(-?\d{1,3}\.\d+)/.exec(text);
	return [found?.[1], found?.[2]].map((part) => (part === undefined ? undefined : Number(part)));
}

/** The agent is told the time in its instructions, as any model has to be. */
function dayBefore({ system }: Conversation): string {
	const now = /\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)/.exec(system)?.[0];
	return new Date((now === undefined ? Date.now() : Date.parse(now)) - DAY_MS).toISOString();
}
