import { z } from 'zod';

import { EVENTS } from './events';
import { simpleIncident } from '../incident/incident';
import { simpleDangerZone } from '../threatIntelligence/dangerZone';

/** One item of the Sety Trigger with the default settings: all that one of its events may have. */
export const triggerOutput = z.object({
	event: z.enum(EVENTS),
	incident: simpleIncident.output.optional(),
	previousStatus: z.string().optional().describe('Only with incidentStatusChanged'),
	dangerZone: simpleDangerZone.output.optional().describe('With dangerZoneRemoved, its ID only'),
});
