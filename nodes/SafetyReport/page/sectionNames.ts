/** The sections of a report in their usual order, with their headings. */
export const SECTIONS = {
	keyFigures: 'Key figures',
	action: 'Needs action now',
	trend: 'Trend',
	incidents: 'Incidents',
	responseTimes: 'Response times',
	safetyEvents: 'Safety events',
	drivers: 'Drivers',
	places: 'Places',
	hours: 'Hours and weekdays',
	moderation: 'Trust and safety',
	visitors: 'Visitors',
	dangerZones: 'Danger zones',
	safetyScores: 'Safety scores',
	drills: 'Drills',
	dataQuality: 'Data quality',
	definitions: 'Definitions',
} as const;

export type SectionName = keyof typeof SECTIONS;

export const ALL_SECTIONS = Object.keys(SECTIONS) as SectionName[];
