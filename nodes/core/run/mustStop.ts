import type { IExecuteFunctions } from 'n8n-workflow';

import { ExecutionCancelled } from '../failures/cancellation';

type StopContext = Pick<IExecuteFunctions, 'continueOnFail'> &
	Partial<Pick<IExecuteFunctions, 'getExecutionCancelSignal'>>;

/**
 * Whether the whole run ends here: On Error is set to stop, or somebody pressed Stop. Once the run is cancelled, everything
 * that is thrown ends it, the error with the account of what was done before among it.
 */
export function mustStop(context: StopContext, failure: unknown): boolean {
	if (!context.continueOnFail() || failure instanceof ExecutionCancelled) return true;
	// Older hosts do not have the method.
	return context.getExecutionCancelSignal?.()?.aborted === true;
}
