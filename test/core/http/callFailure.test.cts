import { ExecutionCancelled } from '../../../nodes/core/failures/cancellation.ts';
import { ApiFailure, InvalidInput } from '../../../nodes/core/failures/failures.ts';
import {
	callFailureOf,
	isCallFailure,
	orApiFailure,
	orCallFailure,
} from '../../../nodes/core/http/callFailure.ts';

const write = { service: 'Service', call: 'Create events', effect: 'safeWrite' as const };
const read = { ...write, call: 'List events', effect: 'read' as const };

const known = [
	new ApiFailure('Refused', 'Correct it.', { attempts: 2, certainlyWithoutEffect: true }),
	new InvalidInput('Empty', 'Fill it in.'),
	new ExecutionCancelled(),
];

it.each(known)('%p of a call stays what it is', async (failure) => {
	expect(isCallFailure(failure)).toBe(true);
	expect(callFailureOf(failure, write)).toBe(failure);
	expect(await orCallFailure(async () => await Promise.reject(failure), write)).toBe(failure);
});

it.each([new Error('x'), { id: 1 }, undefined])('%p is no failure of a call', (result) => {
	expect(isCallFailure(result)).toBe(false);
});

it('an unexpected fault is that of its call, and shows nothing of its text', () => {
	const failure = callFailureOf(new TypeError('secret'), write) as ApiFailure;

	expect(failure.message).toBe(
		'"Create events" stopped with an unexpected fault in the node (TypeError)',
	);
	expect(failure.howToGoOn).toBe(
		'Service may have carried it out: check there before you send it again. The other calls of this run continue. If this happens again, report it to the maintainers of the node.',
	);
	expect(failure.details).toEqual({ attempts: 1, certainlyWithoutEffect: false });
});

it('of a reading, it has changed nothing', () => {
	const failure = callFailureOf('thrown', read) as ApiFailure;

	expect(failure.message).toContain('(Error)');
	expect(failure.howToGoOn).toMatch(/^Reading again is safe\. The other calls/);
	expect(failure.details).toEqual({ attempts: 1, certainlyWithoutEffect: true });
});

it('a call that succeeds gives its result', async () => {
	expect(await orCallFailure(async () => await Promise.resolve(7), write)).toBe(7);
	expect(await orApiFailure(Promise.resolve(7))).toBe(7);
});

it('callers that go on without a result do so after an answer of the service alone', async () => {
	const [refused, invalid] = known;

	expect(await orApiFailure(Promise.reject(refused as Error))).toBe(refused);
	await expect(orApiFailure(Promise.reject(invalid as Error))).rejects.toBe(invalid);
});
