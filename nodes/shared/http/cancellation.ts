/** The execution was cancelled: nothing more may be sent, and there is nothing to explain. */
export class ExecutionCancelled extends Error {
	constructor() {
		super('The execution was cancelled');
		this.name = 'ExecutionCancelled';
	}
}

/**
 * Waits for `work` unless the execution is cancelled first; then throws ExecutionCancelled at once.
 */
export async function unlessCancelled(
	work: () => Promise<void>,
	signal: AbortSignal | undefined,
): Promise<void> {
	if (signal === undefined) return await work();
	if (signal.aborted) throw new ExecutionCancelled();
	let onAbort = () => {};
	const cancelled = new Promise<never>((_resolve, reject) => {
		onAbort = () => reject(new ExecutionCancelled());
		signal.addEventListener('abort', onAbort, { once: true });
	});
	try {
		await Promise.race([work(), cancelled]);
	} finally {
		signal.removeEventListener('abort', onAbort);
	}
}
