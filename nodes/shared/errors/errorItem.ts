import type {
	IDataObject,
	INodeExecutionData,
	NodeApiError,
	NodeOperationError,
} from 'n8n-workflow';

import { ApiFailure } from './ApiFailure';

/**
 * The item that stands for an input item that went wrong, when On Error is set to continue.
 *
 * n8n sends an item to the error output only if its json holds nothing but `error`, `message` and `details`; an item
 * with an `error` property of its own would have its json cut down to the message (n8n-core 2.41.1, workflow-execute).
 */
export function errorItem(
	error: Pick<NodeApiError | NodeOperationError, 'message' | 'name'> & { description?: unknown },
	reason: unknown,
	item: number,
): INodeExecutionData {
	const details: IDataObject = { type: error.name, item };
	if (typeof error.description === 'string') details.howToGoOn = error.description;
	if (reason instanceof ApiFailure) Object.assign(details, reason.details);
	return { json: { error: error.message, details }, pairedItem: { item } };
}
