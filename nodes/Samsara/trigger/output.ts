import { z } from 'zod';

import { simpleSafetyEvent } from '../api/schemas';
import { EVENTS } from './events';

/** One item of the Samsara Trigger with the default settings. */
export const triggerOutput = z.object({ event: z.enum(EVENTS), safetyEvent: simpleSafetyEvent });
