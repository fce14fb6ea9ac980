import { takeRecords } from '../../../../nodes/Sety/api/answers.ts';

// The engine's tests read records in every form of answer; what is left in the answer nobody sees there, but it takes memory.

it.each<[string, unknown[], (list: unknown[]) => unknown]>([
	['a list', [{ id: 1 }, { id: 2 }], (list) => list],
	['data', [{ id: 1 }, { id: 2 }], (data) => ({ data, pagination: { total_pages: 3 } })],
	['a list within an object', [{ id: 1 }, { id: 2 }], (items) => ({ result: { items } })],
	['data with a gap', [{ id: 1 }, null, { id: 2 }], (data) => ({ data })],
])('takes the records out of %s, and leaves nothing in it', (_form, list, answerOf) => {
	expect(takeRecords(answerOf(list))).toEqual([{ id: 1 }, { id: 2 }]);
	expect(list).toEqual([]);
});

it('leaves a list of no records as it is, for the message that says so', () => {
	const answer = { data: ['not', 'a', 'record'] };
	expect(takeRecords(answer)).toBeUndefined();
	expect(answer).toEqual({ data: ['not', 'a', 'record'] });
});
