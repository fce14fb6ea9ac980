import type { IDataObject, INodeParameters } from 'n8n-workflow';

/** One use of an operation in which every field that has a value on the wire is filled. */
export interface OperationCase {
	/** `resource.operation` */
	name: string;
	/** What tells two cases of one operation apart. */
	as?: string;
	parameters: INodeParameters;
	input?: IDataObject[];
}

const byId = (value: string) => ({ __rl: true, mode: 'id', value });
const extra = { options: { extraFields: '{"zone":"north"}' } };
const from = '2026-03-01T00:00:00Z';
const to = '2026-03-08T00:00:00Z';
const place = { latitude: '6.5244', longitude: '3.3792' };
const list = { returnAll: false, limit: 2 };

/** The sandbox has an incident and a visitor under these IDs when a case runs. */
export interface KnownIds {
	incident: string;
	visitor: string;
	events: string[];
	request: string;
}

export const setyCases = ({ incident, visitor }: KnownIds): OperationCase[] => [
	{
		name: 'incident.create',
		parameters: {
			category: 'medical',
			severity: 'high',
			subjectName: 'Amaka Obi',
			subjectPhone: '+2348012345678',
			...place,
			address: '14 Bourdillon Road',
			idempotencyKey: 'trip-1',
			additionalFields: {
				title: 'Person collapsed',
				description: 'Breathing',
				landmark: 'Gate B',
				isDrill: true,
				subjectEmail: 'amaka@example.com',
				subjectMetadata: '{"plate":"LND-204"}',
				subjectReference: 'TRIP-1',
			},
		},
	},
	{
		name: 'incident.create',
		as: 'with the fewest fields',
		parameters: { category: 'sos', subjectName: 'Amaka Obi', address: '14 Bourdillon Road' },
	},
	{ name: 'incident.get', parameters: { incidentId: byId(incident) } },
	{
		name: 'incident.getAll',
		parameters: {
			...list,
			filters: {
				category: 'sos',
				severity: 'critical',
				status: 'created',
				fromDate: from,
				toDate: to,
			},
			...extra,
		},
	},
	{
		name: 'incident.cancel',
		parameters: { incidentId: byId(incident), reason: 'False alarm', ...extra },
	},
	{
		name: 'incident.addNote',
		parameters: {
			incidentId: byId(incident),
			note: 'Door is locked',
			additionalFields: { author: 'Night shift' },
		},
	},
	{
		name: 'accessLog.create',
		parameters: {
			visitorName: 'Ada Okafor',
			additionalFields: {
				accessCode: '4711',
				gate: 'North',
				hostName: 'Tunde Bakare',
				metadata: '{"badge":"A-17"}',
				notes: 'Brings a parcel',
				purpose: 'Delivery',
				vehiclePlate: 'LND-204',
				visitorEmail: 'ada@example.com',
				visitorPhone: '+2348012345678',
			},
		},
	},
	{
		name: 'accessLog.getAll',
		parameters: { ...list, filters: { status: 'checked_in', fromDate: from, toDate: to } },
	},
	{ name: 'accessLog.getStats', parameters: { fromDate: from, toDate: to } },
	{ name: 'accessLog.getCurrentVisitors', parameters: list },
	{
		name: 'accessLog.checkOut',
		parameters: {
			logId: byId(visitor),
			additionalFields: { checkoutTime: to, notes: 'By the back door' },
		},
	},
	{
		name: 'threatIntelligence.getDangerZones',
		parameters: { ...list, filters: { ...place, radiusKm: 5 } },
	},
	{
		name: 'threatIntelligence.getDangerAnalytics',
		parameters: { ...place, additionalFields: { days: 7, radiusKm: 5 } },
	},
	{
		name: 'threatIntelligence.getHeatmap',
		parameters: { filters: { ...place, radiusKm: 5, fromDate: from, toDate: to } },
	},
	{ name: 'threatIntelligence.getSafetyScore', parameters: place },
	{
		name: 'threatIntelligence.analyzeRoute',
		parameters: {
			origin: '6.5244, 3.3792',
			destination: '6.4281, 3.4219',
			waypoints: '6.5, 3.4\n6.45, 3.41',
		},
	},
	{ name: 'system.healthCheck', parameters: {} },
];

export const samsaraCases = ({ events }: KnownIds): OperationCase[] => [
	{
		name: 'safetyEvent.update',
		parameters: {
			safetyEventIds: events.join(),
			eventState: 'dismissed',
			dismissalReason: 'other',
			dismissalComment: 'Reviewed twice',
			labels: {
				behaviorLabelsToAdd: ['Braking'],
				behaviorLabelsToRemove: ['Acceleration'],
				contextLabelsToAdd: ['Fog'],
				contextLabelsToRemove: ['Construction'],
			},
		},
	},
	{
		name: 'safetyEvent.update',
		as: 'confirmed',
		parameters: {
			safetyEventIds: events.join(),
			eventState: 'reviewed',
			options: { confirm: true, confirmTimeout: 5 },
		},
	},
	{
		name: 'safetyEvent.get',
		parameters: { safetyEventIds: events.join(), include: ['asset', 'driver', 'vgOnlyEvents'] },
	},
	{
		name: 'safetyEvent.getAll',
		parameters: {
			startTime: from,
			endTime: to,
			timeField: 'updatedAtTime',
			...list,
			filters: {
				assetIds: '281474978683353, 281474978683354',
				assignedCoaches: '101, 102',
				behaviorLabels: ['Acceleration', 'Braking'],
				driverIds: '201, 202',
				eventStates: ['needsReview', 'reviewed'],
				tagIds: '301, 302',
			},
			include: ['asset', 'driver', 'vgOnlyEvents'],
			...extra,
		},
	},
	...['drivers', 'vehicles', 'tags', 'tagGroup'].map((scoreOf) => ({
		name: 'safetyScore.get',
		as: scoreOf,
		parameters: { scoreOf, ids: '101, 102', startTime: from, endTime: to },
	})),
];

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

export const safetyKitCases = ({ request }: KnownIds): OperationCase[] => [
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
		parameters: { namespace: 'listings', requestId: request || 'any' },
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
