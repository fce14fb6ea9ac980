import type { StoredState } from '../../../../nodes/core/polling/poll.ts';
import type { PollEvent, Source } from '../../../../nodes/core/polling/source.ts';
import { poll, STATE_LIMIT_BYTES } from './engine.cts';

interface Process {
	/** Node static data, as it lives in memory. */
	memory: string | undefined;
}

/** Is told what becomes of the state. */
export interface PollObserver {
	/** What it gives back is told when the poll has ended well, and its state is in memory. */
	pollBegins(): () => void;
	/** What is in memory is on disk now. */
	saved(): void;
	/** What is in memory only is gone. */
	lost(): void;
}

export interface HandOver {
	events: PollEvent[];
	/** n8n died before it saved: these may come again. */
	unsaved: boolean;
}

/**
 * n8n as far as polls go: the state lives in memory and is saved on emit and after activation only; what a poll brings
 * after its process has ended is thrown away.
 */
export class ModelHost {
	disk: string | undefined;
	/** The host's own clock, which may be wrong. */
	clockMs = 0;
	budgetMs = 60_000;
	/** The next hand-over is the last thing that this process does. */
	diesAtHandOver = false;
	readonly thrown: unknown[] = [];
	#process: Process | undefined;
	#underWay = new Set<Promise<void>>();

	constructor(
		private readonly sources: () => Source[],
		private readonly most: () => number,
		private readonly receive: (handOver: HandOver) => void,
		private readonly observer: PollObserver,
	) {}

	get active(): boolean {
		return this.#process !== undefined;
	}

	/** The polls under way end with the process. */
	stop({ save }: { save: boolean }): void {
		if (save && this.#process !== undefined) {
			this.disk = this.#process.memory;
			this.observer.saved();
		} else this.observer.lost();
		this.#process = undefined;
	}

	/** Polls at once; when that throws, the workflow stays off. */
	async activate(): Promise<void> {
		const process: Process = { memory: this.disk };
		this.#process = process;
		const failures = this.thrown.length;
		await this.#run(process);
		if (this.#process !== process) return;
		if (this.thrown.length > failures) {
			this.#process = undefined;
			this.observer.lost();
		} else {
			this.disk = process.memory;
			this.observer.saved();
		}
	}

	/** Begins a poll and does not wait for it. */
	tick(): void {
		if (this.#process === undefined) return;
		const run = this.#run(this.#process).finally(() => this.#underWay.delete(run));
		this.#underWay.add(run);
	}

	get underWay(): number {
		return this.#underWay.size;
	}

	async ended(): Promise<void> {
		await Promise.all(this.#underWay);
	}

	async #run(process: Process): Promise<void> {
		const host = {
			readState: () =>
				process.memory === undefined ? undefined : (JSON.parse(process.memory) as unknown),
			writeState: (state: StoredState) => {
				process.memory = JSON.stringify(state);
				if (process.memory.length > STATE_LIMIT_BYTES) throw new Error('The state is too large');
			},
			// Nobody sets that one: it runs as the service's.
			clock: { now: () => Date.now(), monotonic: () => Date.now() - this.clockMs },
			budgetMs: this.budgetMs,
			warn() {},
			reportFailure() {
				hasFailed = true;
			},
		};
		const pollEnds = this.observer.pollBegins();
		let hasFailed = false;
		try {
			const events = await poll(host, this.sources(), { most: this.most() });
			if (this.#process === process && !hasFailed) pollEnds();
			if (this.#process !== process || events === null) return;
			this.receive({ events, unsaved: this.diesAtHandOver });
			if (this.diesAtHandOver) {
				this.#process = undefined;
				this.observer.lost();
			} else {
				this.disk = process.memory;
				this.observer.saved();
			}
			this.diesAtHandOver = false;
		} catch (failure) {
			this.thrown.push(failure);
		}
	}
}
