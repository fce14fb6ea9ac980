import { create as createAgentDecision } from './agentDecision/create.operation';
import { getStatus } from './dataObject/getStatus.operation';
import { submit } from './dataObject/submit.operation';
import { create as createDeletionRequest } from './deletionRequest/create.operation';
import { send } from './event/send.operation';
import { sendBatch } from './event/sendBatch.operation';

/** Labels of the resources, in the order of the dropdown. */
export const resources = {
	agentDecision: 'Agent Decision',
	dataObject: 'Data Object',
	deletionRequest: 'Deletion Request',
	event: 'Event',
} as const;

/** Every operation of the SafetyKit node. The first one of a resource is its default. */
export const operations = [
	send,
	sendBatch,
	submit,
	getStatus,
	createAgentDecision,
	createDeletionRequest,
];
