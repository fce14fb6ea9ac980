import { z } from 'zod';

/**
 * What SafetyKit's records look like, as far as it is documented. They describe the output in the editor; nothing is
 * refused for differing from them, because an answer is taken as it comes.
 */
export const sentEvent = z.object({
	event_id: z.string().optional().describe('Not there for a queued event'),
	queued: z.boolean().optional().describe('True when the event was queued'),
	type: z.string(),
	event_name: z.string(),
	timestamp: z.string(),
	idempotency_key: z.string(),
});

export const submittedObject = z
	.object({
		requestId: z.string().describe('For Data Object → Get Status'),
		status: z.string(),
		namespace: z.string(),
		id: z.string(),
	})
	.passthrough();

const workflowOutput = z
	.object({
		actions: z.array(z.unknown()).nullish(),
		labels: z
			.array(
				z
					.object({
						label: z.string(),
						explanation: z.string().nullish(),
						confidence: z.string().nullish(),
					})
					.passthrough(),
			)
			.nullish(),
		fields: z.record(z.unknown()).nullish(),
	})
	.passthrough();

/** What the trigger hands over. Of workflow.failed only the type is documented. */
export const receivedWebhook = z
	.object({
		type: z.string().describe('workflow.succeeded or workflow.failed'),
		namespace: z.string().nullish(),
		id: z.string().nullish().describe('Of the object that was submitted'),
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

export const requestStatus = z
	.object({
		namespace: z.string().nullish(),
		request_id: z.string().nullish(),
		status: z.string().describe('queued, uploading, ingesting, succeeded or failed'),
		error_summary: z.string().nullish(),
		data: z
			.array(
				z
					.object({
						id: z.string(),
						url: z.string().nullish(),
						metadata: z.record(z.unknown()).nullish(),
						output: workflowOutput.nullish(),
					})
					.passthrough(),
			)
			.nullish()
			.describe('Empty until the status is succeeded'),
	})
	.passthrough();

export const agentDecision = z.object({ safetykitCorrect: z.boolean().nullish() }).passthrough();

export const deletionRequest = z
	.object({
		deletion_request_id: z.string(),
		status: z.string().nullish(),
		external_request_id: z.string().nullish(),
	})
	.passthrough();
