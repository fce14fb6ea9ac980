import { z } from 'zod';

import { simpleDangerZone, simpleIncident } from '../api/schemas';
import { EVENTS } from './events';

/** One item of the Sety Trigger with the default settings: all that one of its events may have. */
export const triggerOutput = z.object({
	event: z.enum(EVENTS),
	incident: simpleIncident.optional(),
	previousStatus: z.string().optional().describe('Only with incidentStatusChanged'),
	dangerZone: simpleDangerZone.optional().describe('With dangerZoneRemoved, its ID only'),
});
