import { isDeepStrictEqual } from 'node:util';
import { withoutButton } from '../exampleFile.mts';
import type { Probe } from '../probe.mts';

const callsIn = (received: readonly { method: string; path: string; status: number | null }[]) =>
	received.map(({ method, path, status }) => `${method} ${path} ${status}`);

/** The sample rows are written as always, but the key of the credential has been revoked. */
export const brokenKey: Probe = {
	situation: 'with a key that SafetyKit does not accept',
	credentials: { safetyKitKey: 'sk_revoked' },
	check: (result, { received, messages }) => [
		{
			text: 'the workflow ends with success',
			met: result.status === 'success',
			found: result.error,
		},
		{
			text: 'SafetyKit accepts nothing',
			met: isDeepStrictEqual(callsIn(received), ['POST /v1/events 401']),
			found: callsIn(received),
		},
		{
			text: 'no row is marked as sent',
			met: result.nodes.find(({ node }) => node === 'Mark as Sent')?.ran === false,
			found: result.nodes,
		},
		{
			text: 'the team gets one message, which says why and holds no key',
			met:
				messages.length === 1 &&
				messages[0]?.text.includes('SafetyKit does not accept the API Key') === true &&
				!messages[0].text.includes('revoked'),
			found: messages,
		},
	],
};

/** The next run by the schedule, with the right key again. */
export const correctedKey: Probe = {
	situation: 'fired by its schedule after the key was corrected',
	change: withoutButton,
	check: (result, { received, messages }) => {
		const [batch] = received.map(({ body }) => body);
		const keys = Array.isArray(batch)
			? batch.map((event: { idempotency_key?: unknown }) => event.idempotency_key)
			: [];
		return [
			{
				text: 'the workflow ends with success',
				met: result.status === 'success',
				found: result.error,
			},
			{
				text: 'what was unsent is sent, in order',
				met:
					isDeepStrictEqual(keys, ['outbox-1', 'outbox-2']) &&
					isDeepStrictEqual(callsIn(received), ['POST /v1/events 200']),
				found: [callsIn(received), batch],
			},
			{ text: 'the team is not disturbed', met: messages.length === 0, found: messages },
		];
	},
};
