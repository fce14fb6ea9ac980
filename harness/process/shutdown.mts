import { constants } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { limits, TimeLimitExceeded } from './timeLimit.mts';
import { whenNpmIsGone } from './npmIsGone.mts';

/** One signal can reach us twice: from the terminal, which signals its whole group, and passed on by tsx. */
const SAME_SIGNAL_MS = 1_000;

type StopSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP';

/** The reason of an abort that somebody asked for. */
export class Stopped extends Error {
	/** What a shell expects of a process that was ended by this signal. */
	readonly exitCode: number;

	constructor(signal: StopSignal) {
		super(`Stopped by ${signal}.`);
		this.exitCode = 128 + constants.signals[signal];
	}
}

/**
 * One way out for everything: a signal aborts what is going on, `end()` then ends what was started, last first.
 * A second signal does not wait for that (process groups and temporary folders go at 'exit' in any case).
 */
export class Shutdown {
	readonly #controller = new AbortController();
	readonly #ends: Array<() => Promise<void>> = [];
	#stoppedAt = 0;

	constructor() {
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
			process.on(signal, () => this.#stop(signal));
		}
		whenNpmIsGone(() => {
			if (!this.signal.aborted) this.#stop('SIGTERM');
		});
	}

	/** Aborted with a `Stopped` when the user wants to stop. */
	get signal(): AbortSignal {
		return this.#controller.signal;
	}

	onEnd(end: () => Promise<void>): void {
		this.#ends.push(end);
	}

	/** Ends everything, also when ending one thing throws; the first thing thrown is thrown in the end. */
	async end(): Promise<void> {
		const thrown: unknown[] = [];
		for (const end of this.#ends.splice(0).reverse()) {
			const giveUp = sleep(limits.endOne.ms, undefined, { ref: false }).then(() => {
				throw new TimeLimitExceeded(limits.endOne);
			});
			await Promise.race([end(), giveUp]).catch((error: unknown) => thrown.push(error));
		}
		if (thrown.length > 0) throw thrown[0];
	}

	#stop(signal: StopSignal): void {
		const stopped = new Stopped(signal);
		if (!this.signal.aborted) {
			this.#stoppedAt = Date.now();
			this.#controller.abort(stopped);
		} else if (Date.now() - this.#stoppedAt > SAME_SIGNAL_MS) {
			process.exit(stopped.exitCode);
		}
	}
}
