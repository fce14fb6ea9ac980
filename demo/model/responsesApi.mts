import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Conversation, ToolResult, Turn } from './conversation.mts';
import { inputOf, textOf, textParts } from './messageText.mts';

const item = z.union([
	z.object({ role: z.enum(['user', 'assistant', 'system', 'developer']), content: textParts }),
	z.object({
		type: z.literal('function_call'),
		call_id: z.string(),
		name: z.string(),
		arguments: z.string(),
	}),
	z.object({ type: z.literal('function_call_output'), call_id: z.string(), output: textParts }),
]);

const tool = z.object({
	type: z.literal('function'),
	name: z.string(),
	description: z.string().default(''),
	parameters: z.record(z.unknown()),
});

/** The body of POST /v1/responses, as far as n8n's agent uses it. */
export const responsesRequest = z.object({
	model: z.string(),
	stream: z.boolean().default(false),
	input: z.array(item),
	tools: z.array(tool).default([]),
});

type Request = z.infer<typeof responsesRequest>;

export function readResponsesRequest({ input, tools }: Request): Conversation {
	const conversation: Conversation = { system: '', question: '', tools, results: [] };
	const called = new Map<string, Omit<ToolResult, 'output'>>();
	for (const one of input) {
		if ('role' in one) {
			if (one.role === 'user') {
				conversation.question = textOf(one.content);
				conversation.results = [];
			} else if (one.role !== 'assistant') conversation.system = textOf(one.content);
		} else if (one.type === 'function_call') {
			called.set(one.call_id, { tool: one.name, input: inputOf(one.arguments) });
		} else {
			const call = called.get(one.call_id);
			if (call) conversation.results.push({ ...call, output: textOf(one.output) });
		}
	}
	return conversation;
}

type Output = Record<string, unknown> & { type: string; id: string };

function outputOf(turn: Turn): Output[] {
	if ('calls' in turn) {
		return turn.calls.map(({ tool: name, input }) => ({
			type: 'function_call',
			id: `fc_${randomUUID()}`,
			call_id: `call_${randomUUID()}`,
			name,
			arguments: JSON.stringify(input),
			status: 'completed',
		}));
	}
	const content = [{ type: 'output_text', text: turn.text, annotations: [] }];
	const id = `msg_${randomUUID()}`;
	return [{ type: 'message', id, role: 'assistant', status: 'completed', content }];
}

/** The answer in one piece. */
export function responsesAnswer(turn: Turn, model: string) {
	return {
		id: `resp_${randomUUID()}`,
		object: 'response',
		created_at: Math.floor(Date.now() / 1_000),
		status: 'completed',
		model,
		output: outputOf(turn),
		// Nothing is counted here, but langchain reads it.
		usage: {
			input_tokens: 0,
			output_tokens: 0,
			total_tokens: 0,
			input_tokens_details: { cached_tokens: 0 },
			output_tokens_details: { reasoning_tokens: 0 },
		},
	};
}

/** The same answer as server-sent events. */
export function responsesEvents(turn: Turn, model: string): Array<Record<string, unknown>> {
	const response = responsesAnswer(turn, model);
	const opened = { ...response, status: 'in_progress', output: [] };
	return [
		{ type: 'response.created', response: opened },
		...response.output.flatMap((one, output_index) => [
			{
				type: 'response.output_item.added',
				output_index,
				item: one.type === 'message' ? { ...one, content: [] } : { ...one, arguments: '' },
			},
			one.type === 'message'
				? {
						type: 'response.output_text.delta',
						item_id: one.id,
						output_index,
						content_index: 0,
						delta: 'text' in turn ? turn.text : '',
					}
				: {
						type: 'response.function_call_arguments.delta',
						item_id: one.id,
						output_index,
						delta: one['arguments'],
					},
			{ type: 'response.output_item.done', output_index, item: one },
		]),
		{ type: 'response.completed', response },
	].map((event, sequence_number) => ({ ...event, sequence_number }));
}
