import { takenOut } from '../../../../nodes/shared/lists/takenOut.ts';

it('leaves the answer without its members, so that they can be forgotten one by one', () => {
	const answer = { data: [{ id: 1 }, { id: 2 }] };
	expect(takenOut(answer.data)).toEqual([{ id: 1 }, { id: 2 }]);
	expect(answer.data).toEqual([]);
});
