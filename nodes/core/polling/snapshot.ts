import { z } from 'zod';

/**
 * A snapshot of a collection that is compared with the last one: each member's key and a value, such as a hash. Pure. Pairs, because a
 * key can be any text: `constructor` and `__proto__` are no names for fields of an object.
 */
export type Snapshot = ReadonlyArray<readonly [key: string, value: string]>;

export const snapshotSchema = z.array(z.tuple([z.string(), z.string()]));

export type SnapshotChange =
	| { kind: 'created'; key: string }
	| { kind: 'changed'; key: string; before: string }
	| { kind: 'removed'; key: string; before: string };

/**
 * What changed since the last snapshot, in the order: removed, created, changed.
 *
 * @param bytes of JSON that a snapshot may take; members beyond it are not watched, so that they are not new each time
 */
export function compareSnapshots(
	before: Snapshot,
	now: ReadonlyMap<string, string>,
	bytes: number,
): { changes: SnapshotChange[]; unwatched: string[] } {
	const known = new Map(before);
	const removed = [...known]
		.filter(([key]) => !now.has(key))
		.map(([key, value]): SnapshotChange => ({ kind: 'removed', key, before: value }));
	const created: SnapshotChange[] = [];
	const changed: SnapshotChange[] = [];
	let room = bytes - bytesOf([...known].filter(([key]) => now.has(key)));
	const unwatched: string[] = [];
	for (const [key, value] of now) {
		const valueBefore = known.get(key);
		if (valueBefore === undefined) {
			const needed = bytesOf([[key, value]]);
			if (needed > room) {
				unwatched.push(key);
				continue;
			}
			room -= needed;
			created.push({ kind: 'created', key });
		} else if (valueBefore !== value) {
			changed.push({ kind: 'changed', key, before: valueBefore });
		}
	}
	return { changes: [...removed, ...created, ...changed], unwatched };
}

/** The snapshot after these changes were emitted; the next comparison finds those that were not. */
export function applyChanges(
	before: Snapshot,
	now: ReadonlyMap<string, string>,
	changes: readonly SnapshotChange[],
): Snapshot {
	const after = new Map(before);
	for (const { key } of changes) {
		const value = now.get(key);
		if (value === undefined) after.delete(key);
		else after.set(key, value);
	}
	return [...after];
}

/** Bytes of JSON that these members take in the stored state. */
export function bytesOf(members: Snapshot): number {
	// Brackets and two commas.
	return members.reduce((sum, [key, value]) => sum + jsonBytes(key) + jsonBytes(value) + 4, 0);
}

function jsonBytes(text: string): number {
	return Buffer.byteLength(JSON.stringify(text));
}
