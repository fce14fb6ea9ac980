/** The user or n8n cancelled the execution: the node sends nothing more. */
export class ExecutionCancelled extends Error {
	/** @param mayHaveHappened whether a request was sent whose effect is unknown */
	constructor(readonly mayHaveHappened = false) {
		// n8n-core 2.41.1 recognizes a cancelled execution by the word "canceled" in the message (workflow-execute).
		super('The execution was canceled');
		this.name = 'ExecutionCancelled';
	}
}

/** Waits for `work`. Throws ExecutionCancelled at once when the execution is cancelled first. */
export async function unlessCancelled(
	work: () => Promise<void>,
	signal: AbortSignal | undefined,
): Promise<void> {
	if (signal === undefined) return await work();
	if (signal.aborted) throw new ExecutionCancelled();
	let onAbort = () => {};
	const cancelled = new Promise<never>((_resolve, reject) => {
		onAbort = () => reject(new ExecutionCancelled());
		signal.addEventListener('abort', onAbort);
	});
	try {
		await Promise.race([work(), cancelled]);
	} finally {
		signal.removeEventListener('abort', onAbort);
	}
}
