import { isDeepStrictEqual } from 'node:util';
import { untilTakesCalls } from '../../../harness/n8n/takesCalls.mts';
import { SAFETYKIT_WEBHOOK_SECRET } from '../../../harness/sandbox.mts';
import type { Check } from '../checks.mts';
import { withoutButton } from '../exampleFile.mts';
import { sendForm } from '../form.mts';
import { untilRegistered, webhookIdOf } from '../fromOutside.mts';
import type { Probe } from '../probe.mts';
import { untilSaved } from '../safetyKitFromOutside.mts';

const REPORT = {
	'Your user ID': 'user_123',
	'Reported user ID': 'user_456',
	'Message ID': 'msg_77',
	'What was written?': 'I know where you live.',
};

/** What examples/harassment-report.json says on its note of the upper part. */
export const harassmentReport: Check = (_result, { received: all }) => {
	// A poll of an example that was active before may still be under way, at Sety.
	const received = all.filter(({ method, service }) => method !== 'GET' || service !== 'sety');
	const calls = received.map(({ method, path, status }) => [method, path, status]);
	const [event = {}, object = {}] = received.map(({ body }) => body as Record<string, unknown>);
	const expected = {
		type: 'user_report',
		user_id: 'user_123',
		target_user_id: 'user_456',
		target_content_id: 'msg_77',
		labels: ['harassment'],
	};
	return [
		{
			text: 'the report goes to SafetyKit as an event, and the message for review',
			met: isDeepStrictEqual(calls, [
				['POST', '/v1/events', 200],
				['POST', '/v1/data/reported_messages', 200],
			]),
			found: calls,
		},
		{
			text: 'the event names who reports whom, and the message',
			met: isDeepStrictEqual({ ...event, ...expected }, event),
			found: event,
		},
		{
			text: 'the object is the message',
			met: isDeepStrictEqual(object['data'], {
				id: 'user_456/msg_77',
				text: 'I know where you live.',
			}),
			found: object,
		},
	];
};

const result = (message: string, labels: string[], namespace = 'reported_messages') => ({
	type: 'workflow.succeeded',
	namespace,
	id: `user_456/${message}`,
	request_id: `req_${message}`,
	output: { actions: [], labels: labels.map((label) => ({ label, confidence: 'high' })) },
});

const byForm: Probe = {
	situation: 'started by its form',
	change: withoutButton,
	async start({ origin, example, signal }) {
		const url = `${origin}/form/${webhookIdOf(example, 'Report Form')}`;
		await untilTakesCalls(url, signal);
		const page = await fetch(url, { signal });
		const { labels, status } = await sendForm(url, page, REPORT, signal);
		return { executions: 1, answers: [labels, status] };
	},
	check: (execution, observed) => [
		{
			text: 'the form asks for what the workflow needs',
			met: isDeepStrictEqual(observed.answers, [Object.keys(REPORT), 200]),
			found: observed.answers,
		},
		...harassmentReport(execution, observed),
	],
};

/** Results of SafetyKit: harassment, delivered twice; another label; and of an object that is not ours. */
const byResults: Probe = {
	situation: 'started by results of SafetyKit',
	change: withoutButton,
	async start({ origin, rest, example, workflowId, sandbox, signal }) {
		const url = `${origin}/webhook/${webhookIdOf(example, 'SafetyKit Trigger')}/webhook`;
		await untilRegistered(signal, async () => await fetch(url, { method: 'POST', signal }));
		const bodies = [
			result('msg_77', ['harassment']),
			result('msg_78', ['spam']),
			result('listing_1', ['harassment'], 'listings'),
		];
		const { safetyKit } = sandbox.control;
		const statuses: number[] = [];
		for (const [index, body] of bodies.entries()) {
			const order = { url, secret: SAFETYKIT_WEBHOOK_SECRET, body };
			const { id, status } = await safetyKit.sendWebhook(order);
			if (index < 2) await untilSaved(rest, workflowId, index + 1, signal);
			const again = await safetyKit.sendWebhook({ ...order, id });
			statuses.push(status, again.status);
		}
		return { executions: 2, answers: statuses };
	},
	check(execution, { received, messages, answers }) {
		const bodies = received.map(({ body }) => body as Record<string, unknown>);
		const [decision = {}] = bodies;
		const expected = {
			type: 'moderation_decision',
			event_name: 'user_suspended',
			target_user_id: 'user_456',
			target_content_id: 'msg_77',
			idempotency_key: 'req_msg_77/user_456/msg_77',
		};
		return [
			{
				text: 'each execution ends with success',
				met: execution.status === 'success',
				found: execution.error,
			},
			{
				text: 'every delivery is accepted',
				met: answers?.every((status) => status === 200) === true,
				found: answers,
			},
			{
				text: 'the decision on the harassment goes to SafetyKit once, and no other does',
				met: bodies.length === 1 && isDeepStrictEqual({ ...decision, ...expected }, decision),
				found: bodies,
			},
			{
				text: 'the team learns whom to suspend',
				met: messages.length === 1 && messages[0]?.text.startsWith('Suspend user_456:') === true,
				found: messages,
			},
		];
	},
};

export const harassmentProbes: Probe[] = [byForm, byResults];
