import type { IExecuteFunctions } from 'n8n-workflow';

import { ExecutionCancelled } from '../http/cancellation';

/** Whether the whole run ends here: On Error is set to stop, or somebody pressed Stop. */
export function mustStop(
	context: Pick<IExecuteFunctions, 'continueOnFail'>,
	failure: unknown,
): boolean {
	return !context.continueOnFail() || failure instanceof ExecutionCancelled;
}
