import type { CollectionChange } from '../../../../nodes/shared/polling/collection.ts';
import {
	applyChanges,
	bytesOf,
	compareCollections,
} from '../../../../nodes/shared/polling/collection.ts';

const ROOM = 1_000;
const now = (members: Record<string, string>) => new Map(Object.entries(members));

const table: Array<[string, Record<string, string>, Record<string, string>, CollectionChange[]]> = [
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
	const found = compareCollections(before, now(after), ROOM);

	expect(found).toEqual({ changes, unwatched: 0 });
	expect(applyChanges(before, now(after), changes)).toEqual(after);
});

it('what was not told is found again', () => {
	const before = { a: '1' };
	const [first] = compareCollections(before, now({ a: '2', b: '1' }), ROOM).changes;
	const after = applyChanges(before, now({ a: '2', b: '1' }), first === undefined ? [] : [first]);

	expect(compareCollections(after, now({ a: '2', b: '1' }), ROOM).changes).toEqual([
		{ kind: 'changed', key: 'a', before: '1' },
	]);
});

it('members beyond the room are counted, and not new each time', () => {
	const many = now(Object.fromEntries(Array.from({ length: 9 }, (_value, n) => [`z${n}`, 'x'])));
	const one = bytesOf([['z0', 'x']]);
	const { changes, unwatched } = compareCollections({}, many, 5 * one);
	expect([changes.length, unwatched]).toEqual([5, 4]);
	const again = compareCollections(applyChanges({}, many, changes), many, 5 * one);

	expect([again.changes.length, again.unwatched]).toEqual([0, 4]);
});

it('the room of one that is gone is free', () => {
	const one = bytesOf([['a', '1']]);

	expect(compareCollections({ a: '1' }, now({ b: '1' }), one).changes).toHaveLength(2);
});

it.each(['a', 'ü', '"', '\n', '👩‍🚒'])('counts the bytes of %j as JSON does', (key) => {
	expect(bytesOf([[key, key]])).toBe(Buffer.byteLength(JSON.stringify({ [key]: key })) - 1);
});
