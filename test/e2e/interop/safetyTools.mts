import { fromClient, type ToolDraft } from './mcpServer.mts';

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

const byId = (value: string) => ({ __rl: true, mode: 'id', value });
