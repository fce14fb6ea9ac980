import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Conversation, ToolResult, Turn } from './conversation.mts';
import { inputOf, textOf, textParts } from './messageText.mts';

const call = z.object({
	id: z.string(),
	function: z.object({ name: z.string(), arguments: z.string() }),
});

const message = z.object({
	role: z.enum(['system', 'developer', 'user', 'assistant', 'tool']),
	content: textParts,
	tool_calls: z.array(call).optional(),
	tool_call_id: z.string().optional(),
});

const tool = z.object({
	function: z.object({
		name: z.string(),
		description: z.string().default(''),
		parameters: z.record(z.unknown()),
	}),
});

/** The body of POST /v1/chat/completions, as far as n8n's agent uses it. */
export const completionsRequest = z.object({
	model: z.string(),
	stream: z.boolean().default(false),
	messages: z.array(message),
	tools: z.array(tool).default([]),
});

type Request = z.infer<typeof completionsRequest>;

export function readCompletionsRequest({ messages, tools }: Request): Conversation {
	const offered = tools.map((one) => one.function);
	const conversation: Conversation = { system: '', question: '', tools: offered, results: [] };
	const called = new Map<string, Omit<ToolResult, 'output'>>();
	for (const { role, content, tool_calls: calls = [], tool_call_id: id = '' } of messages) {
		if (role === 'user') {
			conversation.question = textOf(content);
			conversation.results = [];
		} else if (role === 'assistant') {
			for (const { id: callId, function: asked } of calls) {
				called.set(callId, { tool: asked.name, input: inputOf(asked.arguments) });
			}
		} else if (role === 'tool') {
			const asked = called.get(id);
			if (asked) conversation.results.push({ ...asked, output: textOf(content) });
		} else conversation.system = textOf(content);
	}
	return conversation;
}

function messageOf(turn: Turn) {
	if ('text' in turn) return { role: 'assistant', content: turn.text };
	const tool_calls = turn.calls.map(({ tool: name, input }, index) => ({
		index,
		id: `call_${randomUUID()}`,
		type: 'function',
		function: { name, arguments: JSON.stringify(input) },
	}));
	return { role: 'assistant', content: null, tool_calls };
}

const frame = (model: string, object: string) => ({
	id: `chatcmpl-${randomUUID()}`,
	object,
	created: Math.floor(Date.now() / 1_000),
	model,
});

const reasonOf = (turn: Turn) => ('calls' in turn ? 'tool_calls' : 'stop');

/** The answer in one piece. */
export function completionsAnswer(turn: Turn, model: string) {
	return {
		...frame(model, 'chat.completion'),
		choices: [{ index: 0, message: messageOf(turn), finish_reason: reasonOf(turn) }],
		usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 },
	};
}

/** The same answer as server-sent events. */
export function completionsEvents(turn: Turn, model: string): Array<Record<string, unknown>> {
	const chunk = frame(model, 'chat.completion.chunk');
	return [
		{ ...chunk, choices: [{ index: 0, delta: messageOf(turn), finish_reason: null }] },
		{ ...chunk, choices: [{ index: 0, delta: {}, finish_reason: reasonOf(turn) }] },
	];
}
