/** A package for one service only, assembled from the sources of the combined one. */
export interface SingleService {
	/** Name on npm, and what n8n puts before the names of the nodes. */
	name: string;
	/** Folder below nodes/, and heading of its chapter in README.md. */
	service: string;
	description: string;
	keywords: readonly string[];
	credentials: readonly string[];
}

/** n8n verifies packages of one service only, so these are what most users will install. */
export const singleServices: readonly SingleService[] = [
	{
		name: 'n8n-nodes-sety',
		service: 'Sety',
		description:
			'n8n nodes for Sety: report and follow emergencies, log visitors, rate the safety of places',
		keywords: ['safety', 'emergency', 'incident', 'dispatch', 'sos', 'sety'],
		credentials: ['SetyApi'],
	},
	{
		name: 'n8n-nodes-samsara-safety',
		service: 'Samsara',
		description:
			'n8n nodes for the safety events of Samsara fleets: review them in bulk, read them, follow them',
		keywords: ['safety', 'fleet', 'driver', 'telematics', 'samsara'],
		credentials: ['SamsaraApi', 'SamsaraOAuth2Api'],
	},
	{
		name: 'n8n-nodes-safetykit',
		service: 'SafetyKit',
		description:
			'n8n nodes for SafetyKit: send trust-and-safety events, one by one or in ordered batches, and receive results',
		keywords: ['trust-and-safety', 'moderation', 'fraud', 'review', 'safetykit'],
		credentials: ['SafetyKitApi'],
	},
];
