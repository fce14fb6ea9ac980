/** The execution was cancelled: nothing more may be sent, and there is nothing to explain. */
export class ExecutionCancelled extends Error {
	/** @param mayHaveHappened whether a request was sent whose effect nobody knows */
	constructor(readonly mayHaveHappened = false) {
		// n8n-core 2.41.1 knows a cancelled execution by the word "canceled" in the message (workflow-execute).
		super('The execution was canceled');
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
