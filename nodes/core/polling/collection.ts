import { z } from 'zod';

/**
 * A collection that is compared with the last look at it: each member's key, and what it looked like. Pure. Pairs, because
 * a key can be any text: `constructor` and `__proto__` are no names for fields of an object.
 */
export type CollectionState = ReadonlyArray<readonly [key: string, looks: string]>;

export const collectionState = z.array(z.tuple([z.string(), z.string()]));

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
): { changes: CollectionChange[]; unwatched: string[] } {
	const known = new Map(before);
	const removed = [...known]
		.filter(([key]) => !now.has(key))
		.map(([key, looked]): CollectionChange => ({ kind: 'removed', key, before: looked }));
	const created: CollectionChange[] = [];
	const changed: CollectionChange[] = [];
	let room = bytes - bytesOf([...known].filter(([key]) => now.has(key)));
	const unwatched: string[] = [];
	for (const [key, looks] of now) {
		const looked = known.get(key);
		if (looked === undefined) {
			const needed = bytesOf([[key, looks]]);
			if (needed > room) {
				unwatched.push(key);
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
	const after = new Map(before);
	for (const { kind, key } of changes) {
		const looks = now.get(key);
		if (kind === 'removed' || looks === undefined) after.delete(key);
		else after.set(key, looks);
	}
	return [...after];
}

/** What these members take in the stored state. */
export function bytesOf(members: CollectionState): number {
	// Brackets and two commas.
	return members.reduce((sum, [key, looks]) => sum + jsonBytes(key) + jsonBytes(looks) + 4, 0);
}

function jsonBytes(text: string): number {
	return Buffer.byteLength(JSON.stringify(text));
}
