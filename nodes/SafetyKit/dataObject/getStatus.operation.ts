import { z } from 'zod';

import { field } from '../../core/form/field';
import { identifier } from '../../core/form/schemas';
import { perItemOptions } from '../../core/run/settings';
import { recordWith, refuseOther } from '../answers';
import { safetyKitOperation } from '../service';
import { namespace, workflowOutput } from './dataObject';

/** GET /v1/data/{namespace}/requests/{requestId}. */
export const getStatus = safetyKitOperation({
	resource: 'dataObject',
	operation: 'getStatus',
	name: 'Get Status',
	action: 'Get status of data object request',
	description: 'Get the state of a review, with the results when it is complete',
	asTool: 'Not to start a review: submit the data object instead.',
	fields: [
		namespace,
		field(
			{
				displayName: 'Request ID',
				name: 'requestId',
				type: 'string',
				default: '',
				required: true,
				placeholder: 'e.g. req_01h2m7qdmdjckc30e1mnq6xqfd',
				description: 'The requestId from the output of Data Object → Submit',
			},
			identifier,
			{ isId: true },
		),
		perItemOptions,
	],
	call: {
		title: 'Get request status',
		method: 'GET',
		path: '/v1/data/{namespace}/requests/{requestId}',
		evidence: 'documented',
		effect: 'read',
		fields: [],
		fieldEvidence: 'documented',
		parameters: 'Namespace or Request ID',
		statuses: {
			// Inferred from the error classes of the SDKs. No other call looks something up by an ID.
			404: ({ says }) => ({
				message: 'SafetyKit has no such request in this namespace',
				howToGoOn: `Check Request ID and Namespace: both come from Data Object → Submit.${says}`,
			}),
			// Documented (data/getStatus).
			413: ({ says }) => ({
				message:
					'The results of this request exceed 5 MiB, and SafetyKit returns no more than that in one answer',
				howToGoOn: `Receive the results with the SafetyKit Trigger.${says}`,
			}),
		},
	},
	read(answer, { namespace: kind, requestId }) {
		refuseOther(answer, { namespace: kind, request_id: requestId });
		return recordWith(answer, 'status');
	},
	output: z
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
		.passthrough(),
});
