import {
	allKeys,
	fittedInto,
	shortKey,
	withKeys,
	withoutBefore,
} from '../../../nodes/core/polling/seenKeys.ts';

const record = (name: string, time: number) => ({ key: shortKey(name), time });
const keysOf = (...names: string[]) => new Set(names.map(shortKey));

it('a key has a fixed length, whatever it stands for', () => {
	for (const name of ['', 'inc_1', 'ü'.repeat(9_999)]) expect(shortKey(name)).toHaveLength(12);
	expect(shortKey('a')).not.toBe(shortKey('b'));
});

it('keys come back as they were put in, by the second', () => {
	const seen = withKeys(withKeys({}, [record('a', 1_000)]), [
		record('b', 1_999),
		record('c', 2_000),
	]);

	expect(Object.keys(seen)).toEqual(['1', '2']);
	expect(allKeys(seen)).toEqual(keysOf('a', 'b', 'c'));
});

it('only seconds that are over by then are forgotten', () => {
	const seen = withKeys({}, [record('a', 1_500), record('b', 2_500)]);

	expect(allKeys(withoutBefore(seen, 1_999))).toEqual(keysOf('a', 'b'));
	expect(allKeys(withoutBefore(seen, 2_000))).toEqual(keysOf('b'));
});

describe('what does not fit', () => {
	const records = Array.from({ length: 3_000 }, (_value, n) => record(`r${n}`, n * 500));
	const seen = withKeys({}, records);

	it('leaves oldest first, and the floor lies behind it', () => {
		const { seen: kept, floor } = fittedInto(seen, 10_000);

		expect(JSON.stringify(kept).length).toBeLessThanOrEqual(10_000);
		expect(JSON.stringify(kept).length).toBeGreaterThan(9_900);
		const lost = records.filter(({ key }) => !allKeys(kept).has(key));
		expect(lost.length).toBeGreaterThan(0);
		expect(Math.max(...lost.map(({ time }) => time))).toBeLessThan(floor ?? 0);
		const first = records.find(({ key }) => allKeys(kept).has(key));
		expect(first?.time).toBe(floor);
	});

	it('is nothing when there is room', () => {
		expect(fittedInto(seen, 1_000_000)).toEqual({ seen, floor: undefined });
	});

	it('is counted as JSON has it: what takes the room to the last byte stays', () => {
		const bytes = JSON.stringify(seen).length - 1;

		expect(fittedInto(seen, bytes).floor).toBeUndefined();
		expect(fittedInto(seen, bytes - 1).floor).toBe(1_000);
	});
});
