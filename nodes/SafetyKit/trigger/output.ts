import { z } from 'zod';

import { workflowOutput } from '../dataObject/dataObject';

/** One item of the SafetyKit Trigger. Of workflow.failed only the type is documented. */
export const triggerOutput = z
	.object({
		type: z.string().describe('workflow.succeeded or workflow.failed'),
		namespace: z.string().nullish(),
		id: z.string().nullish().describe('ID of the submitted object'),
		request_id: z.string().nullish(),
		url: z.string().nullish(),
		metadata: z.record(z.unknown()).nullish(),
		output: workflowOutput.nullish().describe('Only with workflow.succeeded'),
		eventId: z.string().describe('The webhook-id: the same for every delivery of this webhook'),
		eventType: z.string(),
		eventTime: z.string().describe('When SafetyKit sent this delivery'),
		webhook: z.object({ id: z.string(), timestamp: z.string() }),
	})
	.passthrough();
