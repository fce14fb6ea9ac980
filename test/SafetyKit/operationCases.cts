import { safetyKitBench } from '../../harness/engine/safetyKit.cts';
import { SAFETYKIT_KEY } from '../../sandbox/safetykit/service.cts';
import type { OperationCase, ServiceUnderTest } from '../cases/everyService.cts';

const extra = { options: { extraFields: '{"zone":"north"}' } };
const from = '2026-03-01T00:00:00Z';

const event = {
	type: 'user_report',
	event_name: 'message_reported',
	user_id: 'user_1',
	target_user_id: 'user_2',
	target_content_id: 'message_1',
	labels: ['harassment'],
	timestamp: from,
	idempotency_key: 'report-1',
};

const cases = ({ request = 'any' }: Record<string, string>): OperationCase[] => [
	{
		name: 'event.send',
		as: 'from fields',
		parameters: {
			inputMode: 'fields',
			eventType: 'user_report',
			eventName: 'message_reported',
			userId: 'user_1',
			targetUserId: 'user_2',
			targetContentId: 'message_1',
			labels: 'harassment, spam',
			content: {
				parts: [
					{ kind: 'text', key: 'body', text: 'You will regret this' },
					{ kind: 'image', imageUrl: 'https://example.com/picture.png' },
				],
			},
			resourcesUsed: { resources: [{ type: 'email', value: 'ada@example.com' }] },
			metadata: { entries: [{ name: 'channel', value: 'chat' }] },
			additionalFields: {
				clientIp: '203.0.113.7',
				contentId: 'report_1',
				idempotencyKey: 'report-1',
				metadataJson: '{"attempt":2}',
				timestamp: from,
			},
		},
	},
	{
		name: 'event.send',
		as: 'from JSON, queued',
		parameters: { inputMode: 'json', eventJson: JSON.stringify(event), delivery: 'queued' },
	},
	{
		name: 'event.send',
		as: 'from the item',
		parameters: { inputMode: 'mapFromItem' },
		input: [event],
	},
	{
		name: 'event.sendBatch',
		parameters: { inputMode: 'mapFromItem', options: { maxBatchSize: 2 } },
		input: [1, 2, 3].map((number) => ({ ...event, idempotency_key: `report-${number}` })),
	},
	{
		name: 'dataObject.submit',
		parameters: {
			namespace: 'listings',
			objectId: 'listing_1',
			data: '{"title":"Bike"}',
			...extra,
		},
	},
	{
		name: 'dataObject.getStatus',
		parameters: { namespace: 'listings', requestId: request },
	},
	{
		name: 'agentDecision.create',
		parameters: {
			referenceId: 'listing_1',
			contentType: 'listing',
			policyId: 'policy_1',
			decision: 'violation',
			additionalFields: { action: 'remove', agentType: 'human', comment: 'Seen twice' },
		},
	},
	{
		name: 'deletionRequest.create',
		parameters: { userId: 'user_1', externalRequestId: 'request_1', requestedAt: from },
	},
];

export function underTest(): ServiceUnderTest {
	const bench = safetyKitBench();
	return {
		bench,
		cases,
		async prepare() {
			const submitted = { namespace: 'listings', objectId: 'listing_1', data: '{}' };
			const { json } = await bench.run('dataObject.submit', submitted);
			return { request: json[0]?.requestId as string };
		},
		// With the ID of the request, which the case gives, a deletion is asked for once.
		effects: { 'deletionRequest.create': 'safeWrite' },
		secret: SAFETYKIT_KEY,
	};
}
