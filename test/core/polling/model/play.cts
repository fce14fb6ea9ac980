import type { PollEvent, Source } from '../../../../nodes/core/polling/source.ts';
import type { HandOver } from './host.cts';
import { ModelHost } from './host.cts';
import type { ModelRecord } from './service.cts';
import { ModelService } from './service.cts';
import type { Settings } from './sources.cts';
import { collectionSource, feedSource, streamSource } from './sources.cts';
import type { Step, Story } from './story.cts';

const MINUTE = 60_000;
const LONGEST_POLL = MINUTE;
/** Clocks of several servers of one service may differ by so much. */
const TOLERANCE = 5 * MINUTE;
const MOST_QUIET_POLLS = 400;
const SOURCES = { feed: feedSource, collection: collectionSource, stream: streamSource };

/** Makes a source from the modelled service; its events tell in `json.feed` or `json.stream` which record they are. */
export type SourceMaker = (service: ModelService, settings: Settings) => Source;

/**
 * Plays a story against the engine, lets it become quiet, and checks what was promised.
 *
 * @param own sources of a node, in place of those that show the engine alone
 * @returns the service as it is in the end
 */
export async function play(
	story: Story,
	own: Partial<Record<keyof typeof SOURCES, SourceMaker>> = {},
): Promise<ModelService> {
	const stage = new Stage(story, { ...SOURCES, ...own });
	const clock = jest.spyOn(Date, 'now');
	clock.mockImplementation(() => stage.service.now + stage.host.clockMs);
	try {
		await stage.begin();
		for (const step of story.steps) await stage.act(step);
		await stage.becomeQuiet();
		stage.checkDelivery();
		await stage.checkEmptyPoll();
		return stage.service;
	} finally {
		// One spy for all stories would remember every call of all of them.
		clock.mockRestore();
	}
}

class Stage {
	readonly service: ModelService;
	readonly host: ModelHost;
	readonly #settings: Settings;
	/** The shortest one that was set: what is older than that when it shows up was not promised. */
	#shortestLookbackMs: number;
	#filterChanged = false;
	/** The latest time that is remembered on disk. */
	#reachOnDisk = -Infinity;
	/** What an empty poll costs depends on clocks that were off. */
	#clocksWereOff = false;
	#activeSince = Infinity;
	#failures = 0;
	/** What came, by source and id; what came last from a process that died may come again. */
	readonly #got = new Map<string, 'saved' | 'unsaved'>();
	/** The members of the collection as they were told. */
	readonly #told = new Map<string, unknown>();
	#mayRepeat = false;
	#mayRepeatRecords = false;
	handOvers = 0;
	readonly #broken: string[] = [];

	constructor(
		private readonly story: Story,
		sources: Record<keyof typeof SOURCES, SourceMaker>,
	) {
		const { farPages, tellsTime, doubles, promises, states } = story;
		this.service = new ModelService(story.pageSize, {
			...{ farPages, tellsTime, doubles, promises, states },
		});
		this.service.onRequest = () => this.#noteClocks();
		this.#settings = {
			most: story.most,
			lookbackMs: story.lookbackMinutes * MINUTE,
			emitExisting: story.emitExisting,
			onlyEven: false,
			query: 'one',
		};
		this.#shortestLookbackMs = this.#settings.lookbackMs;
		this.host = new ModelHost(
			() => story.sources.map((name) => sources[name](this.service, this.#settings)),
			() => this.#settings.most,
			(handOver) => this.#receive(handOver),
			{
				pollBegins: () => {
					const liedAhead = this.#liesAhead();
					return () => this.#noteStored(liedAhead);
				},
				saved: () => (this.#reachOnDisk = this.service.reach),
				lost: () => (this.service.reach = Math.max(this.service.reach, this.#reachOnDisk)),
			},
		);
		this.host.budgetMs = story.budgetMs;
	}

	async begin(): Promise<void> {
		for (let n = 0; n < this.story.history; n++) {
			this.service.now += 30_000;
			this.service.add();
		}
		await this.#activate();
	}

	async act(step: Step): Promise<void> {
		const { service, host } = this;
		switch (step.do) {
			case 'arrive':
				for (let n = 0; n < step.count; n++) {
					service.now += step.apartMs;
					service.add();
				}
				return;
			case 'arriveLate':
				return service.add({ lateMs: step.lateMs });
			case 'arriveAhead':
				return service.add({ aheadMs: step.aheadMs });
			case 'arriveBroken':
				return service.add({ broken: true });
			case 'arriveWhileRead':
				service.arriveWhileRead = step.count;
				return;
			case 'member':
				if (step.looks === undefined) service.members.delete(step.name);
				else service.members.set(step.name, step.looks);
				return;
			case 'wait':
				service.now += step.ms;
				return;
			case 'fail':
				service.failAfter = step.after;
				this.#failures++;
				return;
			case 'poll':
				return await this.#poll();
			case 'tick':
				service.gated = true;
				host.tick();
				return;
			case 'letThrough':
				await service.letThrough(step.which);
				return await this.#reviveIfDead();
			case 'restart':
				host.stop({ save: false });
				return await this.#activate();
			case 'dieAtHandOver':
				host.diesAtHandOver = true;
				return;
			case 'off':
				host.stop({ save: step.save });
				service.now += step.ms;
				return await this.#activate();
			case 'hostClock':
				// Where nobody else tells the time, a date ahead of a clock that is ahead cannot be recognised.
				if (!service.manners.tellsTime && host.clockMs + step.ms > 0) return;
				host.clockMs += step.ms;
				this.#clocksWereOff = true;
				return;
			case 'serviceClock':
				// That a clock nobody sees was put back cannot be known.
				if (!service.manners.tellsTime && step.ms < 0) return;
				service.jump(step.ms);
				this.#clocksWereOff = true;
				return;
			case 'remove':
				// While pages are read, a record that goes moves another one to a page that was read before.
				if (host.underWay === 0) service.remove(step.which);
				return;
			case 'query':
				this.#settings.query = this.#settings.query === 'one' ? 'two' : 'one';
				return;
			case 'lookback':
				this.#settings.lookbackMs = step.minutes * MINUTE;
				this.#shortestLookbackMs = Math.min(this.#shortestLookbackMs, this.#settings.lookbackMs);
				return;
			case 'filter':
				this.#settings.onlyEven = !this.#settings.onlyEven;
				this.#filterChanged = true;
				return;
			case 'expireCursors':
				service.expiredUntil = service.now;
				service.now += 1;
		}
	}

	/** Nothing new, no trouble, and enough polls for every backlog. */
	async becomeQuiet(): Promise<void> {
		const { service, host } = this;
		await this.#letAllThrough();
		host.diesAtHandOver = false;
		service.failAfter = undefined;
		service.arriveWhileRead = 0;
		service.now += 25 * MINUTE;
		await this.#activate();
		for (let n = 0; n < MOST_QUIET_POLLS; n++) {
			await this.#poll();
			if (this.#missing().length === 0 && this.#collectionIsTold()) break;
		}
		// What was not promised may still come; what was handed over must not come again.
		host.budgetMs = 10 * MINUTE;
		for (let n = 0, empty = 0; empty < 2; n++) {
			if (n > MOST_QUIET_POLLS) throw new Error('It never becomes quiet');
			const before = this.handOvers;
			await this.#poll();
			empty = this.handOvers === before ? empty + 1 : 0;
		}
	}

	checkDelivery(): void {
		expect(this.#missing()).toEqual([]);
		expect(this.#collectionIsTold()).toBe(true);
		expect(this.#broken).toEqual([]);
		// What cannot be followed makes itself seen; that it does is the matter of the triggers' own tests.
		const others = this.host.thrown.filter(
			(reason) => !String(reason).includes('cannot be followed'),
		);
		expect(others.length).toBeLessThanOrEqual(this.#failures);
	}

	/** What it costs depends on the lookback, not on the history. */
	async checkEmptyPoll(): Promise<void> {
		const { service } = this;
		if (this.#clocksWereOff) return;
		const dated = service.records.filter(
			({ broken, time, visibleAt, removed }) => !broken && !removed && time <= visibleAt,
		);
		const newest = Math.max(...dated.map(({ time }) => time));
		// The cursor is not moved beyond the beginning of the poll that handed over.
		const boundary = newest - this.#settings.lookbackMs - LONGEST_POLL;
		const inWindow = service.records.filter(
			({ broken, time, removed }) => !removed && (broken || time >= boundary),
		).length;
		const before = service.requests;
		const handedOver = this.handOvers;
		await this.#poll();
		expect(this.handOvers).toBe(handedOver);
		const feedRequests = Math.floor(inWindow / service.pageSize) + 1;
		const others = this.story.sources.filter((name) => name !== 'feed').length;
		const most = (this.story.sources.includes('feed') ? feedRequests : 0) + others;
		if (dated.length > 0) expect(service.requests - before).toBeLessThanOrEqual(most);
	}

	async #activate(): Promise<void> {
		this.service.gated = false;
		await this.#letAllThrough();
		if (!this.host.active) await this.host.activate();
		if (this.host.active) this.#activeSince = Math.min(this.#activeSince, this.service.now);
		await this.#reviveIfDead();
	}

	async #poll(): Promise<void> {
		this.service.gated = false;
		await this.#letAllThrough();
		this.host.tick();
		await this.host.ended();
		await this.#reviveIfDead();
	}

	async #reviveIfDead(): Promise<void> {
		if (!this.host.active) {
			this.service.gated = false;
			await this.host.activate();
			if (this.host.active) this.#activeSince = Math.min(this.#activeSince, this.service.now);
		}
	}

	async #letAllThrough(): Promise<void> {
		this.service.gated = false;
		while (await this.service.letThrough(0));
		await this.host.ended();
	}

	/** Keeps the books of what came, and notes what must not be. */
	#receive({ events, unsaved }: HandOver): void {
		this.handOvers++;
		if (events.length > this.#settings.most) this.#broken.push(`${events.length} at once`);
		let before = -Infinity;
		for (const { time = Infinity, json } of events) {
			if (time < before) this.#broken.push(`out of order: ${JSON.stringify(json)}`);
			before = time;
			this.#count(json, unsaved);
		}
		this.#mayRepeat ||= unsaved;
	}

	#count({ feed, stream, member, kind, looks }: PollEvent['json'], unsaved: boolean): void {
		if (typeof member === 'string') {
			const before = this.#told.get(member) ?? null;
			const isNews = before !== looks;
			if (!isNews && !this.#mayRepeat) this.#broken.push(`${member} for nothing`);
			const expected = before === null ? 'created' : looks === null ? 'removed' : 'changed';
			if (kind !== expected && !this.#mayRepeat) this.#broken.push(`${member} as ${String(kind)}`);
			this.#told.set(member, looks);
			return;
		}
		const id = feed === undefined ? `stream ${stream as string}` : `feed ${feed as string}`;
		const got = this.#got.get(id);
		if (got === 'saved' && !this.#mayRepeatRecords) this.#broken.push(`${id} twice`);
		this.#got.set(id, unsaved ? 'unsaved' : 'saved');
	}

	/** Everything that the service showed within the lookback, and that nobody got. */
	#missing(): string[] {
		const followed = this.story.sources.filter((name) => name !== 'collection');
		return this.service.records
			.filter((record) => this.#isPromised(record))
			.flatMap(({ id }) => followed.map((name) => `${name} ${id}`))
			.filter((id) => !this.#got.has(id));
	}

	#isPromised({ time, visibleAt, broken, category, removed, behind }: ModelRecord): boolean {
		if (broken || removed || visibleAt <= this.#activeSince) return false;
		if (this.#filterChanged && category === 'odd') return false;
		// What is made while the service's clock is put back, and no poll has noticed yet, looks like what came long ago.
		const age = Math.max(behind, this.service.clockAt(visibleAt) - time);
		return age <= this.#shortestLookbackMs;
	}

	/** No poll remembers more than either clock showed when it asked. */
	#noteClocks(): void {
		const { service } = this;
		if (this.#liesAhead()) this.#mayRepeatRecords = true;
		service.reach = Math.max(service.reach, Math.min(service.toldTime ?? Infinity, Date.now()));
	}

	/**
	 * A clock that was ahead and is put back leaves what was remembered in the future. From then on what lies within the
	 * lookback may come again.
	 */
	#liesAhead(): boolean {
		const { reach, toldTime } = this.service;
		return reach > (toldTime ?? Date.now()) + TOLERANCE;
	}

	/** A poll that found the state in the future, and ended well, goes on from what the clocks show now. */
	#noteStored(liedAhead: boolean): void {
		const { service } = this;
		if (!liedAhead || !this.#liesAhead()) return;
		service.reach = Math.min(service.toldTime ?? Infinity, Date.now());
	}

	/** The changes that were told make the collection what it is. */
	#collectionIsTold(): boolean {
		if (!this.story.sources.includes('collection')) return true;
		return ['a', 'b', 'c'].every(
			(name) => (this.#told.get(name) ?? null) === (this.service.members.get(name) ?? null),
		);
	}
}
