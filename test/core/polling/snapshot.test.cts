import type { SnapshotChange } from '../../../nodes/core/polling/snapshot.ts';
import {
	applyChanges,
	bytesOf,
	snapshotSchema,
	compareSnapshots,
} from '../../../nodes/core/polling/snapshot.ts';

const ROOM = 1_000;
const stateOf = (members: Record<string, string>) => Object.entries(members);
const now = (members: Record<string, string>) => new Map(Object.entries(members));

const table: Array<[string, Record<string, string>, Record<string, string>, SnapshotChange[]]> = [
	['nothing', { a: '1' }, { a: '1' }, []],
	['a new one', {}, { a: '1' }, [{ kind: 'created', key: 'a' }]],
	['another look', { a: '1' }, { a: '2' }, [{ kind: 'changed', key: 'a', before: '1' }]],
	['a missing one', { a: '1' }, {}, [{ kind: 'removed', key: 'a', before: '1' }]],
	[
		'all at once',
		{ a: '1', b: '1' },
		{ b: '2', c: '1' },
		[
			{ kind: 'removed', key: 'a', before: '1' },
			{ kind: 'created', key: 'c' },
			{ kind: 'changed', key: 'b', before: '1' },
		],
	],
];

it.each(table)('%s', (_name, before, after, changes) => {
	const found = compareSnapshots(stateOf(before), now(after), ROOM);

	expect(found).toEqual({ changes, unwatched: [] });
	expect([...applyChanges(stateOf(before), now(after), changes)].sort()).toEqual(stateOf(after));
});

it('what was not told is found again', () => {
	const before = stateOf({ a: '1' });
	const [first] = compareSnapshots(before, now({ a: '2', b: '1' }), ROOM).changes;
	const after = applyChanges(before, now({ a: '2', b: '1' }), first === undefined ? [] : [first]);

	expect(compareSnapshots(after, now({ a: '2', b: '1' }), ROOM).changes).toEqual([
		{ kind: 'changed', key: 'a', before: '1' },
	]);
});

it('members beyond the room are counted, and not new each time', () => {
	const many = now(Object.fromEntries(Array.from({ length: 9 }, (_value, n) => [`z${n}`, 'x'])));
	const one = bytesOf([['z0', 'x']]);
	const { changes, unwatched } = compareSnapshots([], many, 5 * one);
	expect([changes.length, unwatched]).toEqual([5, ['z5', 'z6', 'z7', 'z8']]);
	const again = compareSnapshots(applyChanges([], many, changes), many, 5 * one);

	expect([again.changes.length, again.unwatched]).toEqual([0, unwatched]);
});

it('the room of one that is gone is free', () => {
	const one = bytesOf([['a', '1']]);

	expect(compareSnapshots([['a', '1']], now({ b: '1' }), one).changes).toHaveLength(2);
});

it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])(
	'a member may be called %s',
	(key) => {
		const members = new Map([[key, '1']]);
		const { changes } = compareSnapshots([], members, ROOM);
		expect(changes).toEqual([{ kind: 'created', key }]);
		const state = applyChanges([], members, changes);
		const stored = snapshotSchema.parse(JSON.parse(JSON.stringify(state)));

		expect(stored).toEqual([[key, '1']]);
		expect(compareSnapshots(stored, members, ROOM).changes).toEqual([]);
		expect(compareSnapshots(stored, new Map(), ROOM).changes).toEqual([
			{ kind: 'removed', key, before: '1' },
		]);
	},
);

it.each(['a', 'ü', '"', '\n', '👩‍🚒'])('counts the bytes of %j as JSON does', (key) => {
	expect(bytesOf([[key, key]])).toBe(Buffer.byteLength(JSON.stringify([[key, key]])) - 1);
});
