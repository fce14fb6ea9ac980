/** The change of one input item: the same for each of its records. */
export interface ChangeRequest<Change> {
	ids: readonly string[];
	change: Change;
}

export interface PlannedCall<Change> {
	change: Change;
	/** In the order of the input, each once. */
	ids: string[];
	/** All calls of a wave may be sent at once; a later wave waits for the earlier ones. Counted from 0. */
	wave: number;
}

export interface Plan<Change> {
	calls: Array<PlannedCall<Change>>;
	/** For each request, for each of its ids: the index of the call that carries it. */
	callOf: number[][];
}

export interface Planning<Change> {
	/** The most ids of one call. */
	size: number;
	/** Equal for equal changes. The call carries the first of them. */
	keyOf(change: Change): string;
	/** For reads, where the order of calls about one id does not matter: all calls are in one wave. */
	inAnyOrder?: boolean;
}

/**
 * Groups the changes of many items into few calls, each with one change and at most `size` ids.
 *
 * An id with the same change again is sent once. An id with different changes gets them in the order of the input, so the
 * calls of the later change are in a later wave.
 *
 * The number of calls is minimal with `inAnyOrder`, and where each id has one change. Otherwise fewer may be possible: a
 * change goes into the earliest possible wave, not into a later one where it could share a call.
 */
export function planCalls<Change>(
	requests: ReadonlyArray<ChangeRequest<Change>>,
	{ size, keyOf, inAnyOrder = false }: Planning<Change>,
): Plan<Change> {
	const calls: Array<PlannedCall<Change>> = [];
	/** The call to fill next, by wave and change. */
	const open = new Map<string, number>();
	/** By id; with `inAnyOrder` by id and change, which are then independent. */
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

	const callOf = requests.map(({ ids, change }) => {
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

/** The list in chunks of at most `size`. */
export function chunksOf<Value>(list: readonly Value[], size: number): Value[][] {
	const chunks: Value[][] = [];
	for (let from = 0; from < list.length; from += size) chunks.push(list.slice(from, from + size));
	return chunks;
}
