import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { ApiFailure } from './ApiFailure';
import { InvalidInput } from './InvalidInput';
import { NodeFault } from './NodeFault';
import type { toNodeError } from './toNodeError';

/**
 * The item that stands for an input item that went wrong, when On Error is set to continue.
 *
 * With "Continue (using error output)" n8n recognizes it by its json: `error`, `message` and `details`, nothing else.
 * Before 2.36 n8n does not allow `details` there, so that the item would go on as a success. It also looks for an `error`
 * of the item itself, but then cuts the json down to the message. That cutting works on what is left of the item after
 * it was copied to the error output: a property that is not enumerable is seen by the first look and not copied.
 * Source: n8n-core 2.11.1 and 2.41.1, workflow-execute, handleNodeErrorOutput.
 *
 * @param toErrorOutput whether On Error is set to "Continue (using error output)"
 */
export function errorItem(
	error: ReturnType<typeof toNodeError>,
	reason: unknown,
	item: number,
	toErrorOutput: boolean,
): INodeExecutionData {
	const details: IDataObject = { type: error.name, kind: kindOf(reason), item };
	if (typeof error.description === 'string') details.howToGoOn = error.description;
	if (reason instanceof ApiFailure) Object.assign(details, reason.details);
	const standIn: INodeExecutionData = {
		json: { error: error.message, details },
		pairedItem: { item },
	};
	if (toErrorOutput) Object.defineProperty(standIn, 'error', { value: error, enumerable: false });
	return standIn;
}

/**
 * What a workflow decides by. `invalidInput`: this item is bad, and nothing was sent for it; `configuration`: node or
 * credential cannot work, the item may be right; `service`: the call did not end well; `unexpected`: all else.
 */
function kindOf(reason: unknown): 'invalidInput' | 'configuration' | 'service' | 'unexpected' {
	if (reason instanceof NodeFault) return 'configuration';
	if (reason instanceof InvalidInput) return 'invalidInput';
	return reason instanceof ApiFailure ? 'service' : 'unexpected';
}
