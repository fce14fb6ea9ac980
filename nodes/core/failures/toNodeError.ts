import type { INode, JsonObject } from 'n8n-workflow';
import { ExpressionError, NodeApiError, NodeOperationError } from 'n8n-workflow';

import { ApiFailure } from './ApiFailure';
import { failureOf } from './failureOf';
import { InvalidInput } from './InvalidInput';
import { redact } from './redact';
import { sentences } from './sentences';
import { LONGEST_WORDS, wordsOf } from './wordsOf';
import { ExecutionCancelled } from '../http/cancellation';
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
): NodeApiError | NodeOperationError {
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
	if (reason instanceof ExecutionCancelled) return new NodeOperationError(node, reason, item);
	const { message, howToGoOn } = unexpectedWords(reason);
	const told = new InvalidInput(message, howToGoOn);
	const description = isToolVariant(node) ? {} : { description: howToGoOn };
	return new NodeOperationError(node, messageOf(told, node, itemIndex), {
		...item,
		...description,
	});
}

/**
 * Words of ours for what nobody expected. The engine's own are about code that the user cannot see, and may hold anything;
 * n8n's about an expression name what is wrong with it.
 */
function unexpectedWords(reason: unknown): { message: string; howToGoOn: string } {
	if (reason instanceof ExpressionError) {
		const parameter: unknown = reason.context.parameter;
		const where = typeof parameter === 'string' ? ` (parameter "${parameter}")` : '';
		return {
			message: `An expression of this node cannot be resolved${where}`,
			howToGoOn: sentences(
				`n8n says: ${redact(reason.message, []).slice(0, LONGEST_WORDS)}`,
				'Correct the expression. Nothing was sent for this item.',
			),
		};
	}
	const words = wordsOf(reason);
	const kind = reason instanceof Error && /^\w{1,40}$/.test(reason.name) ? reason.name : 'Error';
	return {
		message: `The node came upon something that it does not expect (${kind})`,
		howToGoOn: sentences(
			words === '' ? '' : redact(words, []),
			'Look at the service whether the item was sent before you send it again. If it comes again, report it to the author of the node.',
		),
	};
}

function messageOf(
	{ message, howToGoOn }: InvalidInput | ApiFailure,
	node: INode,
	itemIndex: number | undefined,
): string {
	if (isToolVariant(node)) return sentences(message, howToGoOn);
	return itemIndex === undefined ? message : `${message} [item ${itemIndex}]`;
}
