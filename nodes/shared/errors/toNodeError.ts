import type { INode, JsonObject } from 'n8n-workflow';
import { ExpressionError, NodeApiError, NodeOperationError } from 'n8n-workflow';

import { ApiFailure } from './ApiFailure';
import { failureOf } from './failureOf';
import { InvalidInput } from './InvalidInput';
import { sentences } from './sentences';
import { isToolVariant } from '../toolVariant';

/**
 * The error that n8n shows: what happened in the message (with the item), how to go on in the description. An AI agent
 * gets nothing but the message (n8n-core 2.41.1, workflow-execute), so for a tool both stand there.
 * `itemIndex` is undefined for what concerns the whole node, such as its credential.
 */
export function toNodeError(
	node: INode,
	reason: unknown,
	itemIndex: number | undefined,
): NodeApiError | NodeOperationError | ExpressionError {
	const failure = failureOf(reason);
	const item = {
		...(itemIndex === undefined ? {} : { itemIndex }),
		...(failure === undefined ? {} : { failure }),
	};
	if (reason instanceof InvalidInput) {
		return new NodeOperationError(node, messageOf(reason, node, itemIndex), {
			...item,
			description: reason.howToGoOn,
		});
	}
	if (reason instanceof ApiFailure) {
		const { status } = reason.details;
		const options = {
			...item,
			message: messageOf(reason, node, itemIndex),
			description: reason.howToGoOn,
			...(status === undefined ? {} : { httpCode: String(status) }),
		};
		// No `code` here: for a code it knows, NodeApiError puts a text of its own in place of the message.
		const answer: JsonObject = { answer: reason.details.answer ?? '' };
		return new NodeApiError(node, answer, options);
	}
	if (reason instanceof NodeApiError || reason instanceof NodeOperationError) return reason;
	if (reason instanceof ExpressionError) return reason;
	const unexpected = reason instanceof Error ? reason : new Error(String(reason));
	return new NodeOperationError(node, unexpected, item);
}

function messageOf(
	{ message, howToGoOn }: InvalidInput | ApiFailure,
	node: INode,
	itemIndex: number | undefined,
): string {
	if (isToolVariant(node)) return sentences(message, howToGoOn);
	return itemIndex === undefined ? message : `${message} [item ${itemIndex}]`;
}
