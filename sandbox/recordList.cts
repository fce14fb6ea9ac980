export interface PageRequest {
	readonly page: number;
	readonly limit: number;
}

export interface Page<T> extends PageRequest {
	readonly items: readonly T[];
	readonly total: number;
}

export interface Selection<T> {
	/** Only entries for which this holds; without it a page costs no more than its own length. */
	readonly matches?: ((entry: T) => boolean) | undefined;
	/** Only entries whose time is not after this moment (milliseconds). */
	readonly until?: number | undefined;
}

/**
 * Entries in the order of their time, served newest first. Order is kept on writing, because lists of
 * tens of thousands are read far more often than they grow, and mostly grow at their end.
 */
export class RecordList<T> {
	#oldestFirst: T[] = [];

	constructor(private readonly timeOf: (entry: T) => number) {}

	get size(): number {
		return this.#oldestFirst.length;
	}

	add(...entries: readonly T[]): void {
		this.addAll(entries);
	}

	addAll(entries: readonly T[]): void {
		let inOrder = true;
		let latest = this.#timeAt(this.size - 1);
		for (const entry of entries) {
			const time = this.timeOf(entry);
			inOrder &&= time >= latest;
			latest = time;
			this.#oldestFirst.push(entry);
		}
		if (!inOrder) this.#oldestFirst.sort((a, b) => this.timeOf(a) - this.timeOf(b));
	}

	remove(entry: T): void {
		const index = this.#oldestFirst.indexOf(entry);
		if (index >= 0) this.#oldestFirst.splice(index, 1);
	}

	all(): readonly T[] {
		return this.#oldestFirst;
	}

	page({ page, limit }: PageRequest, { matches, until }: Selection<T> = {}): Page<T> {
		const visible = until === undefined ? this.size : this.#countUntil(until);
		const candidates = matches
			? this.#oldestFirst.slice(0, visible).filter(matches)
			: this.#oldestFirst;
		const total = matches ? candidates.length : visible;
		const end = Math.max(0, total - (page - 1) * limit);
		const items = candidates.slice(Math.max(0, end - limit), end).reverse();
		return { items, total, page, limit };
	}

	/** How many entries are not later than the moment (binary search). */
	#countUntil(moment: number): number {
		let low = 0;
		let high = this.size;
		while (low < high) {
			const middle = (low + high) >>> 1;
			if (this.#timeAt(middle) <= moment) low = middle + 1;
			else high = middle;
		}
		return low;
	}

	#timeAt(index: number): number {
		const entry = this.#oldestFirst[index];
		return entry === undefined ? -Infinity : this.timeOf(entry);
	}
}
