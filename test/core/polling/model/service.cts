import type { Story } from './story.cts';

/** Everything that the modelled service knows. */
export interface ModelRecord {
	readonly id: string;
	/** When it was made, by the service's own clock; all other times are the true ones. Milliseconds. */
	readonly time: number;
	/** From then on it is served. Later than `time` when it is indexed late. */
	readonly visibleAt: number;
	/** What a filter may ask for. */
	readonly category: 'even' | 'odd';
	/** Served without id and time. */
	readonly broken: boolean;
	/** How far it was dated before the latest time that a poll may have remembered by then. */
	readonly behind: number;
	/** It is in the list no more. */
	removed: boolean;
}

/** How a service serves its lists, besides their length. */
export interface Manners {
	farPages: Story['farPages'];
	/** It tells the time with each answer. */
	tellsTime: boolean;
	/** One record of each page stands on it twice. */
	doubles: boolean;
	/** Empty pages say that more follow. */
	promises: boolean;
	/** Each page states how long the list is. */
	states: boolean;
}

export class Refused extends Error {}

/** A service with a list, a stream and a collection. Every request goes through a gate, so that polls can interleave. */
export class ModelService {
	/** The true time. */
	now = Date.parse('2026-03-10T08:00:00Z');
	/** How far the service's clock was off, from which time on. */
	readonly #skews: Array<{ from: number; ms: number }> = [{ from: -Infinity, ms: 0 }];
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

	/** The latest time that a poll may have remembered. */
	reach = -Infinity;
	/** Told of each request. */
	onRequest: () => void = () => {};

	constructor(
		readonly pageSize: number,
		readonly manners: Manners = {
			farPages: 'empty',
			tellsTime: true,
			doubles: false,
			promises: false,
			states: false,
		},
	) {}

	/** What the service's clock showed at a true time. */
	clockAt(moment: number): number {
		return moment + (this.#skews.findLast(({ from }) => from <= moment)?.ms ?? 0);
	}

	get clock(): number {
		return this.clockAt(this.now);
	}

	/** As an answer tells it, in whole seconds. */
	get toldTime(): number | undefined {
		return this.manners.tellsTime ? Math.floor(this.clock / 1_000) * 1_000 : undefined;
	}

	jump(ms: number): void {
		this.now += 1;
		this.#skews.push({ from: this.now, ms: this.clock - this.now + ms });
	}

	add({ aheadMs = 0, broken = false, lateMs = 0 } = {}): void {
		const number = this.records.length;
		const time = this.clock + aheadMs;
		this.records.push({
			id: `record ${number}`,
			time,
			behind: this.reach - time,
			visibleAt: this.now + lateMs,
			category: number % 2 === 0 ? 'even' : 'odd',
			broken,
			removed: false,
		});
	}

	/** Takes one of the newest records out of the list. */
	remove(which: number): void {
		const { newestFirst } = this.#visible();
		const record = newestFirst[which % Math.max(1, newestFirst.length)];
		if (record !== undefined) record.removed = true;
		this.#view = { ...this.#view, count: -1 };
	}

	/** Newest first; among equal times those that came last. */
	async page(number: number) {
		await this.#request();
		const { newestFirst } = this.#visible();
		const lastPage = Math.max(1, Math.ceil(newestFirst.length / this.pageSize));
		const isFar = number > lastPage + 1;
		const { farPages, doubles, promises, states } = this.manners;
		if (isFar && farPages === 'refused') throw new Refused('page');
		const end = (isFar && farPages === 'lastAgain' ? lastPage : number) * this.pageSize;
		const records = newestFirst.slice(end - this.pageSize, end);
		return {
			records: doubles ? [...records, ...records.slice(-1)] : records,
			hasMore: newestFirst.length > end || (promises && records.length === 0),
			total: states ? newestFirst.length : undefined,
		};
	}

	/** In the order in which records became visible, from `startTime` on or after the cursor. */
	async streamPage(startTime: string, cursor: string | undefined, query = '') {
		await this.#request();
		const start = Date.parse(startTime);
		const log = this.#visible().log.filter(({ time }) => time >= start);
		const parts = (cursor ?? `${startTime}|${Infinity}|0|${query}`).split('|');
		const [boundTo, given, at, asked] = parts;
		const isOther = boundTo !== startTime || asked !== query;
		if (isOther || Number(given) <= this.expiredUntil) throw new Refused('cursor');
		const from = Number(at);
		const records = log.slice(from, from + this.pageSize);
		const place = `${startTime}|${this.now}|${from + records.length}|${query}`;
		const hasMore = log.length > from + records.length;
		const { doubles } = this.manners;
		const served = doubles ? [...records, ...records.slice(-1)] : records;
		return { records: served, cursor: place, hasMore };
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
		this.onRequest();
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
			newestFirst: visible
				.filter(({ removed }) => !removed)
				.reverse()
				.sort((a, b) => b.time - a.time),
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
