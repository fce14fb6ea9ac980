import {
	ACTIVE_STATUSES,
	isCancelled,
	isFinal,
	isOver,
	isSameStatus,
	isStatus,
} from '../../../nodes/Sety/incident/statuses.ts';

interface Meaning {
	final: boolean;
	over: boolean;
	known: boolean;
}

describe('a status', () => {
	it.each<[string, Meaning]>([
		...ACTIVE_STATUSES.map((word): [string, Meaning] => [
			word,
			{ final: false, over: false, known: true },
		]),
		['On Scene', { final: false, over: false, known: true }],
		['resolved', { final: true, over: true, known: true }],
		['RESOLVED', { final: true, over: true, known: true }],
		[' Cancelled ', { final: true, over: true, known: true }],
		['canceled', { final: true, over: true, known: true }],
		['closed', { final: true, over: true, known: true }],
		['Completed', { final: true, over: true, known: true }],
		['expired', { final: true, over: true, known: true }],
		['ＲＥＳＯＬＶＥＤ', { final: true, over: true, known: true }],
		['waiting_for_drone', { final: false, over: true, known: false }],
		['', { final: false, over: false, known: true }],
	])('%j: %j', (word, meaning) => {
		expect({ final: isFinal(word), over: isOver(word), known: isStatus(word) }).toEqual(meaning);
	});

	it.each([undefined, null, 7, {}])('%j says nothing of an end', (status) => {
		expect(isOver(status)).toBe(false);
	});

	it.each<[string | undefined, string, boolean]>([
		['on_scene', 'On Scene', true],
		['on-scene', 'ONSCENE', true],
		['created', 'assigned', false],
		[undefined, '', false],
	])('%j is the same as %j: %s', (one, other, same) => {
		expect(isSameStatus(one, other)).toBe(same);
	});

	it.each<[string, boolean]>([
		['cancelled', true],
		['CANCELED', true],
		[' Cancelled! ', true],
		['cancel', false],
		['not cancelled', false],
		['cancelled by mistake', false],
	])('%j says that the incident was cancelled: %s', (status, cancelled) => {
		expect(isCancelled(status)).toBe(cancelled);
	});
});
