import type { RequestingContext } from '../core/http/n8nTransport';
import { create as createAgentDecision } from './agentDecision/create.operation';
import { getStatus } from './dataObject/getStatus.operation';
import { submit } from './dataObject/submit.operation';
import { create as createDeletionRequest } from './deletionRequest/create.operation';
import { queueEvents } from './event/delivery';
import { send } from './event/send.operation';
import { sendBatch } from './event/sendBatch.operation';
import { connect, CREDENTIAL_TYPE, openSafetyKit } from './service';

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

/** Every call of SafetyKit. With Delivery set to Queue, both operations with events make that of the queue. */
export const calls = [...operations.map(({ call }) => call), queueEvents];

/** Opens the credential of the SafetyKit node. */
export const connectSafetyKit = (context: RequestingContext) =>
	connect(context, { credentialType: CREDENTIAL_TYPE, open: openSafetyKit });
