/** What one input item asks for: the same change to each of these records. */
export interface ChangeRequest<Change> {
	ids: readonly string[];
	change: Change;
}

export interface PlannedCall<Change> {
	change: Change;
	/** In the order in which they were asked for; none twice. */
	ids: string[];
	/** All calls of a wave may be sent at once; a later wave has to wait for the earlier ones. Counted from 0. */
	wave: number;
}

export interface Plan<Change> {
	calls: Array<PlannedCall<Change>>;
	/** For each ask, for each of its ids: the index of the call that carries it. */
	callOf: number[][];
}

export interface Planning<Change> {
	/** The most ids of one call. */
	size: number;
	/** Equal for changes that are the same. The call has that of the first who asked. */
	keyOf(change: Change): string;
	/** For reading, where it does not matter in which order an id is asked about: all calls are in one wave. */
	inAnyOrder?: boolean;
}

/**
 * Gathers what many items ask for into few calls that carry one change each and at most `size` ids.
 *
 * An id that is asked for the same change again is sent once. An id that is asked for different changes gets them in the
 * order of the input, so the calls of the later change wait in a later wave.
 *
 * The calls are the fewest in any order, and where each id is asked for one change. Otherwise fewer may do: a change goes
 * into the earliest wave that it can, and not into a later one where it could share a call.
 */
export function planCalls<Change>(
	asks: ReadonlyArray<ChangeRequest<Change>>,
	{ size, keyOf, inAnyOrder = false }: Planning<Change>,
): Plan<Change> {
	const calls: Array<PlannedCall<Change>> = [];
	/** The call that is being filled, by wave and change. */
	const open = new Map<string, number>();
	/** By id; in any order by id and change, which then have nothing to do with one another. */
	const latest = new Map<string, { key: string; wave: number; call: number }>();

	const place = (id: string, key: string, change: Change): number => {
		const subject = inAnyOrder ? `${key} ${id}` : id;
		const before = latest.get(subject);
		if (before?.key === key) return before.call;
		const wave = before === undefined ? 0 : before.wave + 1;
		const group = `${wave} ${key}`;
		let call = open.get(group);
		if (call === undefined || (calls[call]?.ids.length ?? size) >= size) {
			call = calls.push({ change, ids: [], wave }) - 1;
			open.set(group, call);
		}
		calls[call]?.ids.push(id);
		latest.set(subject, { key, wave, call });
		return call;
	};

	const callOf = asks.map(({ ids, change }) => {
		const key = keyOf(change);
		return ids.map((id) => place(id, key, change));
	});
	return { calls, callOf };
}

/** The indexes of the planned calls, wave by wave. */
export function wavesOf(calls: ReadonlyArray<PlannedCall<unknown>>): number[][] {
	const waves: number[][] = [];
	for (const [index, { wave }] of calls.entries()) (waves[wave] ??= []).push(index);
	return waves;
}

/** The list in pieces of at most `size`. */
export function chunksOf<Value>(list: readonly Value[], size: number): Value[][] {
	const chunks: Value[][] = [];
	for (let from = 0; from < list.length; from += size) chunks.push(list.slice(from, from + size));
	return chunks;
}
