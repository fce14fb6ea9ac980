import type { SeenIds } from '../../../nodes/core/webhook/seenIds.ts';
import { MOST_REMEMBERED, parseSeenIds, rememberId } from '../../../nodes/core/webhook/seenIds.ts';

const remember = (seen: SeenIds, id: string, now = 100, until = now + 60) =>
	rememberId(seen, id, { now, until });

it('an id is repeated until its time is over', () => {
	const { seen, repeated } = remember({}, 'msg_1');

	expect(repeated).toBe(false);
	expect(remember(seen, 'msg_1', 160).repeated).toBe(true);
	expect(remember(seen, 'msg_1', 161).repeated).toBe(false);
	expect(remember(seen, 'msg_2').repeated).toBe(false);
});

it('an id that comes again is remembered for longer, once and as the newest', () => {
	const first = remember(remember({}, 'msg_1').seen, 'msg_2').seen;
	const { seen } = remember(first, 'msg_1', 150);

	expect(Object.values(seen)).toEqual([160, 210]);
	expect(Object.keys(seen)).toEqual([...Object.keys(first)].reverse());
});

it('an id whose time is over takes no room', () => {
	const { seen } = remember(remember({}, 'msg_1').seen, 'msg_2', 161);

	expect(Object.values(seen)).toEqual([221]);
});

it('a hash is short, and stays within the room for it', () => {
	const [hash = ''] = Object.keys(remember({}, 'x'.repeat(9_999)).seen);

	expect(hash).toMatch(/^[\w-]{12}$/);
});

it('of too many ids the oldest is forgotten', () => {
	let seen: SeenIds = Object.fromEntries(
		Array.from({ length: MOST_REMEMBERED - 1 }, (_value, n) => [`old ${n}`, 500]),
	);
	({ seen } = remember(seen, 'msg_1'));
	expect(Object.keys(seen)).toHaveLength(MOST_REMEMBERED);
	expect(seen).toHaveProperty(['old 0']);
	({ seen } = remember(seen, 'msg_2'));

	expect(Object.keys(seen)).toHaveLength(MOST_REMEMBERED);
	expect(seen).not.toHaveProperty(['old 0']);
	expect(remember(seen, 'msg_1').repeated).toBe(true);
});

it.each<[string, unknown, SeenIds]>([
	['nothing', undefined, {}],
	['a text', 'rubbish', {}],
	['a list', [5], {}],
	['ids and their times', { a: 5, b: 6 }, { a: 5, b: 6 }],
	['ids of which some have no time', { a: 5, b: '6', c: null }, { a: 5 }],
])('reads %s', (_what, stored, expected) => {
	expect(parseSeenIds(stored)).toEqual(expected);
});
