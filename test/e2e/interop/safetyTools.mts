import { fromClient, type ToolDraft } from './mcpServer.mts';
import type { InteropWorld } from './world.mts';

/** An emergency whose person and place the client tells. */
const emergency = {
	resource: 'incident',
	operation: 'create',
	category: 'sos',
	description: fromClient('what_happened', 'What happened, in one sentence'),
	subjectName: fromClient('name', 'Name of the person in danger'),
	latitude: fromClient('latitude', 'Degrees, north is positive', 'number'),
	longitude: fromClient('longitude', 'Degrees, east is positive', 'number'),
	idempotencyKey: '',
	additionalFields: {},
	output: 'simplified',
};

/** Sety creates an incident with this key and these options. */
export const reportEmergency = (
	name: string,
	setyApi: { id: string; name: string },
	options: Record<string, unknown> = {},
): ToolDraft => ({
	name,
	node: 'sety',
	credentials: { setyApi },
	parameters: { ...emergency, options },
});

export const cancelIncident = (
	name: string,
	setyApi: { id: string; name: string },
	options: Record<string, unknown> = {},
): ToolDraft => ({
	name,
	node: 'sety',
	credentials: { setyApi },
	parameters: {
		resource: 'incident',
		operation: 'cancel',
		incidentId: byId(fromClient('incident_id', 'ID of the incident, begins with inc_')),
		output: 'simplified',
		options,
	},
});

const OWN_TEXT = 'List the newest incidents of one category. Not to report one.';

/** By tool: what the client's model reads of it. The author has written one text; the others are those of the nodes. */
export const DESCRIPTIONS: Record<string, string> = {
	'Find Incidents': OWN_TEXT,
	'Report Emergency':
		'Report an emergency. With a live key, responders are dispatched at once. Only when a person needs help now. Not for tests, drills, questions or past events.',
	'Read Safety Event':
		'Read one or many safety events by ID. Not without IDs: get many safety events instead.',
	'Send Decision':
		'Report what a reviewer decided about an object under a policy. Only what a person has decided. Not to decide by yourself.',
};

/** Tools of all three services, as an author sets them up: what the client does not decide is fixed. */
export function toolsOfAllServices(credentials: InteropWorld['credentials']): ToolDraft[] {
	const { setyApi, samsaraApi, safetyKitApi } = credentials;
	return [
		{
			name: 'Find Incidents',
			node: 'sety',
			credentials: { setyApi },
			parameters: {
				toolDescription: OWN_TEXT,
				resource: 'incident',
				operation: 'getAll',
				returnAll: false,
				limit: 5,
				filters: { category: fromClient('category', 'sos, vehicle, location_threat or medical') },
				output: 'simplified',
				options: {},
			},
		},
		reportEmergency('Report Emergency', setyApi),
		{
			name: 'Read Safety Event',
			node: 'samsara',
			credentials: { samsaraApi },
			parameters: {
				authentication: 'accessToken',
				resource: 'safetyEvent',
				operation: 'get',
				safetyEventIds: fromClient('event_id', 'ID of the safety event'),
				include: [],
				output: 'simplified',
				options: {},
			},
		},
		{
			name: 'Send Decision',
			node: 'safetyKit',
			credentials: { safetyKitApi },
			parameters: {
				resource: 'agentDecision',
				operation: 'create',
				referenceId: fromClient('reference_id', 'ID of the reviewed object'),
				contentType: 'listing',
				policyId: 'policy_1',
				decision: fromClient('decision', 'match or no_match'),
				options: {},
			},
		},
	];
}

const byId = (value: string) => ({ __rl: true, mode: 'id', value });
