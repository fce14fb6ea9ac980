/** How long a piece of work may take; `name` reads well after "while". */
export interface TimeLimit {
	name: string;
	ms: number;
}

const seconds = (n: number) => n * 1_000;
const minutes = (n: number) => seconds(60 * n);

/** Every time limit of the demo, so that nothing here can wait for ever. */
export const limits = {
	waitForOtherBuild: { name: 'waiting for another build of this checkout', ms: minutes(5) },
	build: { name: 'building the package', ms: minutes(5) },
	pack: { name: 'packing the package', ms: minutes(2) },
	unpack: { name: 'unpacking the package into n8n', ms: minutes(1) },
	waitForOtherInstall: { name: 'waiting for another start to install n8n', ms: minutes(40) },
	installHost: { name: 'installing n8n', ms: minutes(30) },
	compileSqlite: { name: 'compiling sqlite3 for n8n', ms: minutes(15) },
	tryHost: { name: 'trying the installed n8n', ms: minutes(1) },
	startN8n: { name: 'waiting for n8n to answer', ms: seconds(120) },
	stopN8n: { name: 'waiting for n8n to end', ms: seconds(15) },
	endOne: { name: 'ending what was started', ms: seconds(20) },
	askN8n: { name: 'asking n8n whether it is ready', ms: seconds(5) },
	restCall: { name: 'waiting for an answer of n8n', ms: seconds(30) },
	nextPoll: { name: 'waiting for a poll to start the workflow', ms: seconds(150) },
	publishWorkflow: { name: 'waiting for n8n to take calls from outside', ms: seconds(60) },
	unpublishWorkflow: { name: 'waiting for n8n to switch the workflow off', ms: seconds(60) },
	saveState: { name: 'waiting for n8n to save the state of a trigger', ms: seconds(30) },
	execution: { name: 'waiting for the workflow to end', ms: seconds(120) },
} as const satisfies Record<string, TimeLimit>;

/** Thrown when a limit is over; says which one, so that a slow machine can be told from a stuck one. */
export class TimeLimitExceeded extends Error {
	constructor(limit: TimeLimit) {
		super(`Gave up ${limit.name} after ${limit.ms / 1_000} seconds.`);
	}
}

/**
 * Does `work` within `limit`. The signal given to it is aborted when the limit is over or when `outer` is aborted;
 * `work` has to end then, and the reason of the abort is thrown in place of whatever it throws.
 */
export async function within<T>(
	limit: TimeLimit,
	outer: AbortSignal,
	work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
	// Not AbortSignal.any: Node 20 may collect such a signal as garbage while somebody still waits for it.
	const own = new AbortController();
	const { signal } = own;
	const timer = setTimeout(() => own.abort(new TimeLimitExceeded(limit)), limit.ms);
	const pass = () => own.abort(outer.reason);
	outer.addEventListener('abort', pass, { once: true });
	try {
		outer.throwIfAborted();
		return await work(signal);
	} catch (error) {
		signal.throwIfAborted();
		throw error;
	} finally {
		clearTimeout(timer);
		outer.removeEventListener('abort', pass);
	}
}
