import { readFileSync } from 'node:fs';

const STARTED = /Worker started execution (\d+) \(job/g;
const FINISHED = /Worker finished execution (\d+) \(job/g;

/** What a worker of n8n 2.41 says of its executions in its log. */
export class WorkerLog {
	readonly #file: string;

	constructor(file: string) {
		this.#file = file;
	}

	/** Ids of all executions that it took out of the queue; one that was taken twice is there twice. */
	started(): string[] {
		return this.#idsIn(STARTED);
	}

	finished(): string[] {
		return this.#idsIn(FINISHED);
	}

	/** What it has begun and not ended: under way while it lives, cut off once it is dead. */
	unfinished(): string[] {
		const finished = new Set(this.finished());
		return this.started().filter((id) => !finished.has(id));
	}

	#idsIn(pattern: RegExp): string[] {
		return [...readFileSync(this.#file, 'utf8').matchAll(pattern)].map(([, id = '']) => id);
	}
}
