import type { CallName } from '../../core/http/callFailure';
import type { Effect, Endpoint, RateLimit } from '../../core/http/request';

export interface SamsaraEndpoint extends Endpoint {
	effect: Extract<Effect, 'read' | 'safeWrite'>;
	/** Name and category of the token permission that it needs. */
	permission: { name: string; category: string };
	/** Counts for the whole organization, over all its tokens. */
	rateLimit: RateLimit;
	/** Fields that Extra Fields may not set, because the node works with what they say. */
	ownFields: readonly string[];
}

const SAFETY = 'Safety & Cameras';
const read = { name: 'Read Safety Events & Scores', category: SAFETY };
const write = { name: 'Write Safety Events & Scores', category: SAFETY };

const updateFields = [
	'safetyEventIds',
	'eventState',
	'dismissalReason',
	'contextLabelsToAdd',
	'contextLabelsToRemove',
	'behaviorLabelsToAdd',
	'behaviorLabelsToRemove',
] as const;

/**
 * The calls of the Samsara API that the node makes (developers.samsara.com, API version 2025-10-23). Paths, fields,
 * permissions and limits are documented; what the documentation leaves open is marked where it is used.
 */
export const endpoints = {
	'safetyEvent.update': {
		title: 'Update safety events',
		method: 'PATCH',
		path: '/safety-events/batch',
		evidence: 'documented',
		// It states what should be. That adding a present label changes nothing is assumed.
		effect: 'safeWrite',
		permission: write,
		rateLimit: { name: 'safety-events/batch', calls: 5, perMs: 1_000 },
		fields: updateFields,
		fieldEvidence: 'documented',
		// Calls are gathered, explained and confirmed by what the form says of them.
		ownFields: updateFields,
	},
	'safetyEvent.get': {
		title: 'Get safety events',
		method: 'GET',
		path: '/safety-events',
		evidence: 'documented',
		effect: 'read',
		permission: read,
		rateLimit: { name: 'safety-events', calls: 5, perMs: 1_000 },
		fields: ['safetyEventIds', 'includeAsset', 'includeDriver', 'includeVgOnlyEvents', 'after'],
		fieldEvidence: 'documented',
		ownFields: ['safetyEventIds', 'after'],
	},
	'safetyEvent.getAll': {
		title: 'Stream safety events',
		method: 'GET',
		path: '/safety-events/stream',
		evidence: 'documented',
		effect: 'read',
		permission: read,
		rateLimit: { name: 'safety-events/stream', calls: 5, perMs: 1_000 },
		fields: [
			'startTime',
			'endTime',
			'queryByTimeField',
			'assetIds',
			'driverIds',
			'tagIds',
			'assignedCoaches',
			'behaviorLabels',
			'eventStates',
			'includeAsset',
			'includeDriver',
			'includeVgOnlyEvents',
			'after',
		],
		fieldEvidence: 'documented',
		ownFields: ['after'],
	},
	'safetyScore.get': {
		title: 'Get safety scores',
		method: 'GET',
		path: '/safety-scores/{scoreOf}',
		evidence: 'documented',
		effect: 'read',
		permission: read,
		// 100 a minute is documented for each of the four; that they do not share it is not, so here they do.
		rateLimit: { name: 'safety-scores', calls: 100, perMs: 60_000 },
		fields: ['startTime', 'endTime', 'driverIds', 'vehicleIds', 'tagIds', 'scoreType', 'after'],
		fieldEvidence: 'documented',
		ownFields: ['driverIds', 'vehicleIds', 'tagIds', 'after'],
	},
} as const satisfies Record<string, SamsaraEndpoint>;

export type EndpointName = keyof typeof endpoints;

export function endpointNames(): EndpointName[] {
	return Object.keys(endpoints) as EndpointName[];
}

/** The call as messages name it. */
export function callName(name: EndpointName): CallName {
	const { title: call, effect } = endpoints[name];
	return { service: 'Samsara', call, effect };
}
