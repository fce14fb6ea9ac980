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
 * @param bytes of JSON that may be remembered; members beyond it are not watched, so that they are not new each time
 */
export function compareCollections(
	before: CollectionState,
	now: ReadonlyMap<string, string>,
	bytes: number,
): { changes: CollectionChange[]; unwatched: number } {
	const removed = Object.entries(before)
		.filter(([key]) => !now.has(key))
		.map(([key, looked]): CollectionChange => ({ kind: 'removed', key, before: looked }));
	const created: CollectionChange[] = [];
	const changed: CollectionChange[] = [];
	let room = bytes - bytesOf(Object.entries(before).filter(([key]) => now.has(key)));
	let unwatched = 0;
	for (const [key, looks] of now) {
		const looked = before[key];
		if (looked === undefined) {
			const needed = bytesOf([[key, looks]]);
			if (needed > room) {
				unwatched++;
				continue;
			}
			room -= needed;
			created.push({ kind: 'created', key });
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

/** What these members take in the stored state. */
export function bytesOf(members: ReadonlyArray<readonly [string, string]>): number {
	// Colon and comma.
	return members.reduce((sum, [key, looks]) => sum + jsonBytes(key) + jsonBytes(looks) + 2, 0);
}

function jsonBytes(text: string): number {
	return Buffer.byteLength(JSON.stringify(text));
}
