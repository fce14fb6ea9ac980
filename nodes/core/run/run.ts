import type { IExecuteFunctions } from 'n8n-workflow';

import { ExecutionCancelled } from '../failures/cancellation';
import type { Connect } from '../http/connect';
import type { Caller } from './caller';
import type { Hint } from './hints';

/** What one run of a node has for all its items. */
export interface Run<Client> {
	context: IExecuteFunctions;
	caller: Caller;
	connect: Connect<Client>;
	keyFor: (itemIndex: number) => string;
	hint: Hint;
}

type StopContext = Pick<IExecuteFunctions, 'continueOnFail'> &
	Partial<Pick<IExecuteFunctions, 'getExecutionCancelSignal'>>;

/**
 * Whether a failure ends the whole run: On Error is set to stop, or the execution was cancelled. After a cancellation every
 * error ends it, including the one that says what was done before.
 */
export function mustStop(context: StopContext, failure: unknown): boolean {
	if (!context.continueOnFail() || failure instanceof ExecutionCancelled) return true;
	// Older hosts do not have the method.
	return context.getExecutionCancelSignal?.()?.aborted === true;
}
