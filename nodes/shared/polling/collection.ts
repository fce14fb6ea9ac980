/**
 * A collection that is compared with the last look at it: what each member looked like, by its key. Pure.
 */
export type CollectionState = Readonly<Record<string, string>>;

export type CollectionChange =
	| { kind: 'created'; key: string }
	| { kind: 'changed'; key: string; before: string }
	| { kind: 'removed'; key: string; before: string };

/**
 * What is different now, in the order: removed, created, changed.
 *
 * @param capacity members that can be remembered; those beyond it are not watched, so that they are not new each time
 */
export function compareCollections(
	before: CollectionState,
	now: ReadonlyMap<string, string>,
	capacity: number,
): { changes: CollectionChange[]; unwatched: number } {
	const removed = Object.entries(before)
		.filter(([key]) => !now.has(key))
		.map(([key, looked]): CollectionChange => ({ kind: 'removed', key, before: looked }));
	const created: CollectionChange[] = [];
	const changed: CollectionChange[] = [];
	let room = capacity - Object.keys(before).length + removed.length;
	let unwatched = 0;
	for (const [key, looks] of now) {
		const looked = before[key];
		if (looked === undefined) {
			if (room-- > 0) created.push({ kind: 'created', key });
			else unwatched++;
		} else if (looked !== looks) {
			changed.push({ kind: 'changed', key, before: looked });
		}
	}
	return { changes: [...removed, ...created, ...changed], unwatched };
}

/** The state after these changes were handed over; what was not handed over is found again next time. */
export function applyChanges(
	before: CollectionState,
	now: ReadonlyMap<string, string>,
	changes: readonly CollectionChange[],
): CollectionState {
	const after = new Map(Object.entries(before));
	for (const { kind, key } of changes) {
		const looks = now.get(key);
		if (kind === 'removed' || looks === undefined) after.delete(key);
		else after.set(key, looks);
	}
	return Object.fromEntries(after);
}
