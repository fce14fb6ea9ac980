import { untilTakesCalls } from '../../../harness/n8n/takesCalls.mts';
import { withoutButton, type Example } from '../exampleFile.mts';
import { itemsOf } from '../execution.mts';
import { webhookIdOf } from '../fromOutside.mts';
import type { Probe } from '../probe.mts';
import { safetyDesk } from './safetyDesk.mts';

const TRIGGER = 'When Somebody Asks';
const QUESTION =
	'A driver pressed the panic button near 14 Bourdillon Road, Ikoyi (6.5244, 3.3792). What is the situation there, and ' +
	'what did vehicle 281474978683353 do in the past day?';

/** As a user would publish it; in the file the chat is for the editor only. */
const withPublicChat = (example: Example): Example => ({
	...example,
	nodes: example.nodes.map((node) =>
		node.name === TRIGGER ? { ...node, parameters: { public: true, options: {} } } : node,
	),
});

/** Somebody opens the chat at its public URL and asks. */
export const chatQuestion: Probe = {
	situation: 'asked in its chat',
	change: (example) => withPublicChat(withoutButton(example)),
	async start({ origin, example, signal }) {
		const url = `${origin}/webhook/${webhookIdOf(example, TRIGGER)}/chat`;
		await untilTakesCalls(url, signal);
		const page = await fetch(url, { signal });
		const answer = await fetch(url, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({
				action: 'sendMessage',
				sessionId: 'night-shift',
				chatInput: QUESTION,
			}),
			signal,
		});
		return { executions: 1, answers: [page.status, await answer.text()] };
	},
	check(result, observed) {
		const [page, answer] = observed.answers ?? [];
		const [asked = {}] = itemsOf(result, TRIGGER);
		const [given = {}] = itemsOf(result, 'Safety Desk');
		return [
			{ text: 'the chat has a page', met: page === 200, found: page },
			{
				text: 'the question starts the workflow',
				met: asked['chatInput'] === QUESTION,
				found: asked,
			},
			{
				text: 'the chat answers with what the agent says',
				met: answer === JSON.stringify({ output: given['output'] }),
				found: answer,
			},
			...safetyDesk(result, observed),
		];
	},
};
