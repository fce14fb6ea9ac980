import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { contact, safetyKitBench } from '../../harness/engine/safetyKit.cts';
import { virtualTime } from '../../harness/engine/virtualTime.cts';

const safetyKit = safetyKitBench();

const oneEvent = { inputMode: 'json', eventJson: JSON.stringify(contact(1)) };
const calls = {
	'event.send': oneEvent,
	'event.sendBatch': oneEvent,
	'dataObject.submit': { namespace: 'listings', objectId: 'listing 1', data: '{}' },
	'dataObject.getStatus': { namespace: 'listings', requestId: 'req_1' },
	'agentDecision.create': {
		...{ referenceId: 'listing 1', contentType: 'listing', policyId: 'counterfeit' },
		decision: 'match',
	},
	'deletionRequest.create': { userId: 'user_1', externalRequestId: 'gdpr-1' },
} as const satisfies Record<string, INodeParameters>;
type Operation = keyof typeof calls;

const answeredWith = async (operation: Operation, body: unknown, parameters = {}) => {
	// What is not JSON may be asked for once more, after a wait.
	virtualTime();
	await safetyKit.sandbox.control.addFaults({ kind: 'status', status: 200, body, times: 'always' });
	return await safetyKit.run(operation, { ...calls[operation], ...parameters });
};

const page = '<!doctype html><title>Sign in</title>';
const everywhere: unknown[] = [
	{},
	[],
	[1],
	{ error: 'quota' },
	{ error: { message: 'No room' } },
	{ success: false },
	{ success: false, message: 'No room' },
	{ message: 'No room' },
	{ data: null },
	page,
	'null',
	'true',
];

describe.each(Object.keys(calls) as Operation[])('%s', (operation) => {
	it.each(everywhere)('answered 200 with %j is no success', async (body) => {
		const { error, json } = await answeredWith(operation, body);

		expect(json).toEqual([]);
		expect(error?.message).toMatch(/^SafetyKit answered "[\w ]+" without .+ \[item 0\]$/);
		expect(error?.description).toContain('The response begins: ');
		expect(error?.description).not.toMatch(/\[object|undefined/);
	});
});

/** What would be right, but says somewhere that it is not, or is about something else. */
const wrong: Array<[Operation, IDataObject, string, INodeParameters?]> = [
	['event.send', { event_id: 'e1', success: false }, 'without saying that it succeeded'],
	['event.send', { event_id: 'e1', ok: false }, 'without saying that it succeeded'],
	['event.send', { event_id: 'e1', error: 'full' }, 'without saying that it succeeded'],
	['event.send', { event_id: 'e1', status: 'error' }, 'without a status that accepts the request'],
	[
		'event.send',
		{ event_id: 'e1', status: 'Rejected' },
		'without a status that accepts the request',
	],
	['event.send', { event_id: 'e1', idempotency_key: 'other' }, 'the idempotency_key that was sent'],
	['event.send', { event_ids: ['e1', 'e2'] }, 'without an event_id'],
	['event.send', { event_id: 7 }, 'without an event_id'],
	['event.send', { queued_events: 0 }, 'without queued_events: 1', { delivery: 'queued' }],
	['event.send', { queued_events: '1' }, 'without queued_events: 1', { delivery: 'queued' }],
	['event.send', { event_id: 'e1' }, 'without queued_events: 1', { delivery: 'queued' }],
	[
		'event.sendBatch',
		{ status: 'failed', event_ids: ['e1'] },
		'without a status that accepts the request',
	],
	['event.sendBatch', { event_ids: [] }, 'without an event_id'],
	['event.sendBatch', { event_ids: ['e1', 'e2'] }, 'without an event_id'],
	['event.sendBatch', { event_ids: [null] }, 'without an event_id'],
	[
		'dataObject.submit',
		{ requestId: 'r1', status: 'rejected' },
		'without a status that accepts the request',
	],
	['dataObject.submit', { requestId: 'r1', id: 'listing 2' }, 'the id that was sent (listing 1)'],
	['dataObject.submit', { requestId: 'r1', namespace: 'users' }, 'the namespace that was sent'],
	['dataObject.submit', { requestId: 5 }, 'without requestId'],
	['dataObject.getStatus', { status: 'succeeded', namespace: 'users' }, 'the namespace that was'],
	['dataObject.getStatus', { status: 'succeeded', request_id: 'req_2' }, 'the request_id that was'],
	['dataObject.getStatus', { status: 'succeeded', requestId: 'req_2' }, 'the request_id that was'],
	['agentDecision.create', { safetykitCorrect: 'yes' }, 'without safetykitCorrect'],
	[
		'agentDecision.create',
		{ safetykitCorrect: true, reference_id: 'listing 2' },
		'the reference_id that was sent (listing 1)',
	],
	[
		'agentDecision.create',
		{ safetykitCorrect: true, policyId: 'x' },
		'the policy_id that was sent',
	],
	[
		'deletionRequest.create',
		{ deletion_request_id: 'd', status: 'denied' },
		'without a status that accepts the request',
	],
	[
		'deletionRequest.create',
		{ deletion_request_id: 'd', subject_user_id: 'user_2' },
		'the subject_user_id that was sent (user_1)',
	],
	[
		'deletionRequest.create',
		{ deletion_request_id: 'd', subject_user_id: 7 },
		'the subject_user_id that was sent (user_1)',
	],
	[
		'deletionRequest.create',
		{ deletion_request_id: 'd', external_request_id: 'gdpr-2' },
		'the external_request_id that was sent (gdpr-1)',
	],
];

it.each(wrong)(
	'%s answered 200 with %j is no success',
	async (...[operation, body, text, more]) => {
		const { error, json } = await answeredWith(operation, body, more);

		expect(json).toEqual([]);
		expect(error?.message).toContain(text);
	},
);

/** What differs from the documents and is an answer all the same. */
const right: Array<[Operation, IDataObject, INodeParameters?]> = [
	['event.send', { event_id: 'e1' }],
	['event.send', { event_id: 'e1', status: 'stored', error: null, success: true }],
	['event.send', { event_ids: ['e1'] }],
	['event.send', { queued_events: 1 }, { delivery: 'queued' }],
	['event.sendBatch', { event_ids: ['e1'], warnings: ['old'] }],
	['dataObject.submit', { requestId: 'r1', status: 'pending', id: 'listing 1' }],
	['dataObject.submit', { requestId: 'r1', id: 'r1' }],
	['dataObject.getStatus', { status: 'failed', error_summary: 'unreadable', request_id: 'req_1' }],
	['agentDecision.create', { safetykitCorrect: false, reference_id: 'listing 1' }],
	['agentDecision.create', { safetykitCorrect: null }],
	['deletionRequest.create', { deletion_request_id: 'd', subject_user_id: 'user_1' }],
	// What the answer repeats as a number, with white space, or not at all.
	['deletionRequest.create', { deletion_request_id: 'd', subject_user_id: 7 }, { userId: '7' }],
	['deletionRequest.create', { deletion_request_id: 'd', subject_user_id: ' user_1 ' }],
	['deletionRequest.create', { deletion_request_id: 'd', subject_user_id: ' ' }],
	['deletionRequest.create', { deletion_request_id: 'd', subject_user_id: { id: 'user_2' } }],
];

it.each(right)('%s answered 200 with %j is a success', async (...[operation, body, more]) => {
	const { error, json } = await answeredWith(operation, body, more);

	expect(error).toBeUndefined();
	expect(json).toHaveLength(1);
});

it.each([
	['one more', { status: 'ok', event_ids: ['e1', 'e2', 'e3', 'e4'] }],
	['one less', { status: 'ok', event_ids: ['e1', 'e2'] }],
	['one for all', { status: 'ok', event_id: 'e1' }],
	['one that is no text', { status: 'ok', event_ids: ['e1', { id: 'e2' }, 'e3'] }],
])('a batch of three with %s is no success for any of them', async (_what, body) => {
	await safetyKit.sandbox.control.addFaults({ kind: 'status', status: 200, body });
	const { outputs } = await safetyKit.sendBatch(
		[contact(1), contact(2), contact(3)],
		{},
		{ onError: 'continueErrorOutput' },
	);

	expect(outputs[0]).toEqual([]);
	expect(outputs[1]?.map(({ json }) => json.error)).toEqual(
		[0, 1, 2].map((item) =>
			expect.stringMatching(
				new RegExp(`without an event id for each of the 3 events.* \\[item ${item}\\]$`),
			),
		),
	);
});

it('says so when SafetyKit gives several events one ID', async () => {
	const body = { status: 'ok', event_ids: ['e1', 'e2', 'e1'] };
	await safetyKit.sandbox.control.addFaults({ kind: 'status', status: 200, body });
	const { hints } = await safetyKit.sendBatch([contact(1), contact(2), contact(3)]);

	expect(hints.map(({ message }) => message)).toEqual([
		'SafetyKit returned the same event_id for several events. It may have kept only one of them: e1.',
	]);
});

it('a user who gets the deletion request of another one back does not count as deleted', async () => {
	const { outputs } = await safetyKit.run(
		'deletionRequest.create',
		{ userId: '={{ $json.user }}', externalRequestId: '={{ $json.id }}' },
		{
			input: [
				[
					{ user: 'user_1', id: 'gdpr-1' },
					{ user: 'user_2', id: 'gdpr-1' },
					{ user: 'user_1', id: 'gdpr-1' },
					{ user: 'user_3', id: 'gdpr-3' },
				],
			],
			onError: 'continueErrorOutput',
		},
	);

	expect(outputs[0]?.map(({ pairedItem }) => pairedItem)).toEqual([
		{ item: 0 },
		{ item: 2 },
		{ item: 3 },
	]);
	expect(outputs[1]?.map(({ json }) => json.error)).toEqual([
		expect.stringContaining('returned the deletion request of another user'),
	]);
	const details = outputs[1]?.[0]?.json.details as IDataObject;
	expect(details.howToGoOn).toContain('Give each user a different ID');
});
