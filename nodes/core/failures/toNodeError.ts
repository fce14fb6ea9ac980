import type { IDataObject, INode, INodeExecutionData, JsonObject } from 'n8n-workflow';
import { ExpressionError, NodeApiError, NodeOperationError } from 'n8n-workflow';

import { isToolVariant, typeWithoutTool } from '../toolVariant';
import { ExecutionCancelled } from './cancellation';
import { ApiFailure, InvalidInput, isOutage, NodeFault } from './failures';
import { redact } from './redact';
import { errorName, joinSentences, LONGEST_QUOTE, quoteN8n, withoutTags } from './text';

/**
 * The error that n8n shows: what happened in the message (with the item), how to go on in the description. An AI agent
 * gets only the message (n8n-core 2.41.1, workflow-execute), so for a tool the message holds both.
 *
 * @param itemIndex undefined for what concerns the whole node, such as its credential
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
			description: withoutTags(reason.howToGoOn),
		});
	}
	if (reason instanceof ApiFailure) {
		const { status, answer = '' } = reason.details;
		// No `code` among these: NodeApiError replaces the message by its own text for each code that it knows.
		const response: JsonObject = { answer };
		return new NodeApiError(node, response, {
			...item,
			message: messageOf(reason, node, itemIndex),
			description: withoutTags(reason.howToGoOn),
			...(status === undefined ? {} : { httpCode: String(status) }),
		});
	}
	if (reason instanceof NodeApiError || reason instanceof NodeOperationError) return reason;
	if (reason instanceof ExecutionCancelled) return new NodeOperationError(node, reason, item);
	const unexpected = explainUnexpected(reason);
	return new NodeOperationError(node, messageOf(unexpected, node, itemIndex), {
		...item,
		...(isToolVariant(node) ? {} : { description: withoutTags(unexpected.howToGoOn) }),
	});
}

/**
 * As toNodeError, for a trigger that is published, or polls: the message says how to go on, too, since n8n shows it alone when
 * a workflow cannot be published (2.41.1).
 */
export function toTriggerError(node: INode, reason: unknown): NodeApiError | NodeOperationError {
	const error = toNodeError(node, reason, undefined);
	error.message = joinSentences(error.message, error.description ?? '');
	error.description = undefined;
	return error;
}

/**
 * As toNodeError, for a list to choose from, which a person sees even where the node is a tool. There n8n (2.41.1) shows the
 * description of a NodeApiError only, and turns hyphens of a message into blanks.
 */
export function toListError(node: INode, reason: unknown): NodeApiError {
	const asNode = { ...node, type: typeWithoutTool(node.type) };
	const error = toNodeError(asNode, reason, undefined);
	if (error instanceof NodeApiError) return error;
	const { message, description } = error;
	return new NodeApiError(node, {}, { message, description: description ?? '' });
}

/**
 * Our own text for an unexpected error. Messages of the JavaScript engine are about code that the user cannot see, and may
 * hold anything; n8n's messages about an expression say what is wrong with it.
 */
function explainUnexpected(reason: unknown): { message: string; howToGoOn: string } {
	if (reason instanceof ExpressionError) {
		const parameter: unknown = reason.context.parameter;
		const where = typeof parameter === 'string' ? ` (parameter "${parameter}")` : '';
		return {
			message: `An expression in this node cannot be resolved${where}`,
			howToGoOn: joinSentences(
				`n8n says: ${redact(reason.message, []).slice(0, LONGEST_QUOTE)}`,
				'Correct the expression. Nothing was sent for this item.',
			),
		};
	}
	return {
		message: `The node stopped with an unexpected fault (${errorName(reason)})`,
		howToGoOn: joinSentences(
			redact(quoteN8n(reason), []),
			'Check at the service whether the item was sent before you send it again. If this happens again, report it to the maintainers of the node.',
		),
	};
}

function messageOf(
	{ message, howToGoOn }: { message: string; howToGoOn: string },
	node: INode,
	itemIndex: number | undefined,
): string {
	if (isToolVariant(node)) return withoutTags(joinSentences(message, howToGoOn));
	const said = withoutTags(message);
	return itemIndex === undefined ? said : `${said} [item ${itemIndex}]`;
}

/** n8n-workflow does not export it; hosts before 2.37 ignore it. */
type Failure = NonNullable<NodeApiError['failure']>;

/** Why a call failed, in the form from which n8n decides when to poll again. Declares only what the answer proves. */
export function failureOf(reason: unknown): Failure | undefined {
	if (reason instanceof InvalidInput) return { cause: 'configuration-invalid' };
	if (!(reason instanceof ApiFailure)) return undefined;
	const { status, retryAfterMs, code } = reason.details;
	const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
	if (status === 429 || (status === undefined && retryAfterMs !== undefined)) {
		return { cause: 'rate-limited', ...wait };
	}
	if (status === 401) return { cause: 'credential-invalid' };
	const isDown = status === undefined ? code !== undefined : isOutage(status);
	return isDown ? { cause: 'temporarily-unavailable', ...wait } : undefined;
}

/**
 * The output item of an input item that failed, when On Error is set to continue.
 *
 * With "Continue (using error output)" n8n recognizes it by its json: `error`, `message` and `details`, nothing else.
 * Before 2.36 n8n does not allow `details` there, so the item would go on as a success. It also looks for an `error`
 * property of the item itself, but then cuts the json down to the message. It does that after copying the item to the
 * error output, so a property that is not enumerable is seen by the first look and not copied.
 * Source: n8n-core 2.11.1 and 2.41.1, workflow-execute, handleNodeErrorOutput.
 *
 * @param toErrorOutput whether On Error is set to "Continue (using error output)"
 */
export function errorItem(
	error: NodeApiError | NodeOperationError,
	reason: unknown,
	item: number,
	toErrorOutput: boolean,
): INodeExecutionData {
	const details: IDataObject = { type: error.name, kind: kindOf(reason), item };
	if (typeof error.description === 'string') details.howToGoOn = error.description;
	if (reason instanceof ApiFailure) Object.assign(details, reason.details);
	const output: INodeExecutionData = {
		json: { error: error.message, details },
		pairedItem: { item },
	};
	if (toErrorOutput) Object.defineProperty(output, 'error', { value: error, enumerable: false });
	return output;
}

/**
 * The kind of failure, for workflows to branch on. `invalidInput`: this item is bad, and nothing was sent for it;
 * `configuration`: node or credential cannot work, the item may be right; `service`: the call did not succeed;
 * `unexpected`: anything else.
 */
function kindOf(reason: unknown): 'invalidInput' | 'configuration' | 'service' | 'unexpected' {
	if (reason instanceof NodeFault) return 'configuration';
	if (reason instanceof InvalidInput) return 'invalidInput';
	return reason instanceof ApiFailure ? 'service' : 'unexpected';
}
