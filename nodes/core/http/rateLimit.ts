/** A limit that a service documents for one of its endpoints. */
export interface RateLimit {
	/** Requests of the same name count together. */
	name: string;
	/** As many requests may arrive within `perMs` milliseconds. */
	calls: number;
	perMs: number;
}

/**
 * What is under way and what was just answered, against one limit; times are of the monotonic clock. Lives as long as one run of a node, so that in a loop,
 * or beside another node, the limit can be met all the same.
 */
export interface Lane {
	/**
	 * Milliseconds until another request may begin, 0 for at once. Undefined: nobody can say, because all places are
	 * taken by requests that are not answered yet.
	 */
	waitMs(now: number): number | undefined;
	begin(): void;
	/** The request was answered, or was given up. */
	end(now: number): void;
}

/**
 * A place becomes free `perMs` after its request was *answered*: the service counts when a request arrives, which we
 * cannot see, but surely lies before its answer. So the service never counts more than `calls` of ours in any `perMs`,
 * whatever the network does; the price is one latency per round.
 */
export function createLane({ calls, perMs }: RateLimit): Lane {
	let underWay = 0;
	const ended: number[] = [];
	return {
		waitMs(now) {
			while (ended[0] !== undefined && ended[0] + perMs <= now) ended.shift();
			if (underWay + ended.length < calls) return 0;
			const [oldest] = ended;
			return oldest === undefined ? undefined : oldest + perMs - now;
		},
		begin() {
			underWay++;
		},
		end(now) {
			underWay--;
			ended.push(now);
		},
	};
}
