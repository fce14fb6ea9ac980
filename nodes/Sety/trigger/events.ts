/** What the Sety Trigger can be set to. The values are stored in workflows. */
export const EVENTS = [
	'dangerZoneChanged',
	'dangerZoneCreated',
	'dangerZoneRemoved',
	'incidentCreated',
	'incidentStatusChanged',
] as const;

export type SetyEvent = (typeof EVENTS)[number];
