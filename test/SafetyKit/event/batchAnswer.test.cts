import { eventsAtFault } from '../../../nodes/SafetyKit/event/batchAnswer.ts';

const asItIs = (text: string) => text;
const at = (...paths: unknown[]) => ({
	error: { issues: paths.map((path) => ({ path, message: 'is wrong' })) },
});

it.each<[unknown, number[]]>([
	[at('3.user_id'), [3]],
	[at('[3].user_id', '/4/content/0'), [3, 4]],
	[at('events[2]', 'body.1.type'), [2, 1]],
	[at([0, 'user_id'], ['body', 5, 'type']), [0, 5]],
	[at('$[1].type', '1.user_id'), [1]],
	[{ errors: [{ path: '2.x' }] }, [2]],
	[{ details: [{ path: '2' }] }, [2]],
])('finds the events in %j', (body, indexes) => {
	expect([...eventsAtFault(body, 10, asItIs).keys()]).toEqual(indexes);
});

it.each([
	[at('user_id')],
	[at('3rd')],
	[at('10.user_id')],
	[at('1.user_id', 'metadata')],
	[at(undefined)],
	[at(['user_id'])],
	[{ error: 'no' }],
	['no'],
	[null],
])('finds none in %j', (body) => {
	expect(eventsAtFault(body, 10, asItIs).size).toBe(0);
});

it('says all that is wrong with an event', () => {
	expect(eventsAtFault(at('1.user_id', '1.type'), 2, asItIs).get(1)).toBe(
		'1.user_id: is wrong; 1.type: is wrong',
	);
	expect(eventsAtFault({ errors: [{ path: ['1'] }] }, 2, asItIs).get(1)).toBe('1: is not accepted');
});
