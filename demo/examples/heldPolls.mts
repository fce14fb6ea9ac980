import type { Sandbox } from '../../harness/sandbox.mts';

/** Does something while Sety does not answer lists of incidents, so that no poll finds an incident before it is done. */
export async function withHeldPolls<T>(
	{ control }: Pick<Sandbox, 'control'>,
	work: () => Promise<T>,
): Promise<T> {
	await control.addFaults({
		kind: 'status',
		status: 503,
		service: 'sety',
		operation: 'incident.getAll',
		times: 'always',
	});
	try {
		return await work();
	} finally {
		await control.clearFaults();
	}
}
