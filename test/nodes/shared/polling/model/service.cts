import type { Story } from './story.cts';

/** Everything that the modelled service knows. All times are milliseconds of its own clock. */
export interface ModelRecord {
	readonly id: string;
	readonly time: number;
	/** From then on it is served. Later than `time` when it is indexed late. */
	readonly visibleAt: number;
	/** What a filter may ask for. */
	readonly category: 'even' | 'odd';
	/** Served without id and time. */
	readonly broken: boolean;
}

export class Refused extends Error {}

/** A service with a list, a stream and a collection. Every request goes through a gate, so that polls can interleave. */
export class ModelService {
	now = Date.parse('2026-03-10T08:00:00Z');
	readonly records: ModelRecord[] = [];
	readonly members = new Map<string, string>();
	requests = 0;
	/** Pages that were asked for out of their order: by the search for the end of a backlog. */
	probes = 0;
	/** How many requests go well before one does not; undefined: all. */
	failAfter: number | undefined;
	/** Records that arrive with each of the next requests. */
	arriveWhileRead = 0;
	/** Milliseconds that a request takes. */
	requestMs = 100;
	/** Cursors of the stream that were given out before this moment are refused. */
	expiredUntil = 0;
	#waiting: Array<() => void> = [];
	/** Requests wait until they are let through. */
	gated = false;

	#view: View = { count: -1, until: -Infinity, newestFirst: [], log: [] };

	constructor(
		readonly pageSize: number,
		private readonly farPages: Story['farPages'] = 'empty',
	) {}

	add({ delayMs = 0, aheadMs = 0, broken = false, shift = 0 } = {}): void {
		const number = this.records.length;
		this.records.push({
			id: `record ${number}`,
			time: this.now - delayMs + aheadMs,
			visibleAt: this.now,
			category: (number + shift) % 2 === 0 ? 'even' : 'odd',
			broken,
		});
	}

	/** Created now, listed in `lateMs`. */
	addLate(lateMs: number): void {
		const number = this.records.length;
		this.records.push({
			id: `record ${number}`,
			time: this.now,
			visibleAt: this.now + lateMs,
			category: number % 2 === 0 ? 'even' : 'odd',
			broken: false,
		});
	}

	/** Newest first; among equal times those that came last. */
	async page(number: number): Promise<{ records: ModelRecord[]; hasMore: boolean }> {
		await this.#request();
		const { newestFirst } = this.#visible();
		const lastPage = Math.max(1, Math.ceil(newestFirst.length / this.pageSize));
		const isFar = number > lastPage + 1;
		if (isFar && this.farPages === 'refused') throw new Refused('page');
		const end = (isFar && this.farPages === 'lastAgain' ? lastPage : number) * this.pageSize;
		return {
			records: newestFirst.slice(end - this.pageSize, end),
			hasMore: newestFirst.length > end,
		};
	}

	/** In the order in which records became visible, from `startTime` on or after the cursor. */
	async streamPage(startTime: string, cursor: string | undefined) {
		await this.#request();
		const start = Date.parse(startTime);
		const log = this.#visible().log.filter(({ time }) => time >= start);
		const [boundTo, given, at] = (cursor ?? `${startTime}|${Infinity}|0`).split('|');
		if (boundTo !== startTime || Number(given) <= this.expiredUntil) throw new Refused('cursor');
		const from = Number(at);
		const records = log.slice(from, from + this.pageSize);
		const place = `${startTime}|${this.now}|${from + records.length}`;
		return { records, cursor: place, hasMore: log.length > from + records.length };
	}

	async collection(): Promise<Map<string, string>> {
		await this.#request();
		return new Map(this.members);
	}

	/** Lets one of the waiting requests through, and lets what follows from it happen. */
	async letThrough(which: number): Promise<boolean> {
		const count = this.#waiting.length;
		if (count === 0) return false;
		this.#waiting.splice(which % count, 1)[0]?.();
		await new Promise(setImmediate);
		return true;
	}

	async #request(): Promise<void> {
		if (this.gated) await new Promise<void>((resolve) => this.#waiting.push(resolve));
		this.requests++;
		this.now += this.requestMs;
		if (this.arriveWhileRead > 0) {
			this.arriveWhileRead--;
			this.add();
		}
		if (this.failAfter === undefined) return;
		if (this.failAfter-- > 0) return;
		this.failAfter = undefined;
		throw new Error('The service has a bad moment');
	}

	#visible(): View {
		const { count, until } = this.#view;
		if (count === this.records.length && this.now < until) return this.#view;
		const visible = this.records.filter(({ visibleAt }) => visibleAt <= this.now);
		const hidden = this.records.filter(({ visibleAt }) => visibleAt > this.now);
		this.#view = {
			count: this.records.length,
			until: Math.min(Infinity, ...hidden.map(({ visibleAt }) => visibleAt)),
			newestFirst: [...visible].reverse().sort((a, b) => b.time - a.time),
			log: visible.sort((a, b) => a.visibleAt - b.visibleAt),
		};
		return this.#view;
	}
}

/** What is served, until something is added or shows up. */
interface View {
	count: number;
	until: number;
	newestFirst: readonly ModelRecord[];
	/** In the order in which they became visible. */
	log: readonly ModelRecord[];
}
