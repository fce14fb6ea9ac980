import { getEventListeners } from 'node:events';

import { ExecutionCancelled, unlessCancelled } from '../../../nodes/core/failures/cancellation.ts';

const endless = async () => await new Promise<never>(() => {});
const failing = async () => await Promise.reject(new TypeError('x is not a function'));

it('a log names its kind', () => {
	expect(new ExecutionCancelled().name).toBe('ExecutionCancelled');
});

it('nothing had happened, unless the request was sent', () => {
	expect(new ExecutionCancelled().mayHaveHappened).toBe(false);
	expect(new ExecutionCancelled(true).mayHaveHappened).toBe(true);
});

describe.each([
	['on a host that cannot cancel', undefined],
	['in an execution that goes on', new AbortController().signal],
])('%s', (_where, signal) => {
	it('waits for the work', async () => {
		let isDone = false;
		await unlessCancelled(async () => {
			await new Promise((resolve) => setImmediate(resolve));
			isDone = true;
		}, signal);

		expect(isDone).toBe(true);
	});

	it('fails as the work fails', async () => {
		await expect(unlessCancelled(failing, signal)).rejects.toThrow('x is not a function');
	});
});

it('begins no work in an execution that was cancelled', async () => {
	let hasBegun = false;
	const work = async () => {
		hasBegun = true;
		await Promise.resolve();
	};

	await expect(unlessCancelled(work, AbortSignal.abort())).rejects.toThrow(ExecutionCancelled);
	expect(hasBegun).toBe(false);
});

it('does not wait for work that is under way when the execution is cancelled', async () => {
	const controller = new AbortController();
	const waiting = unlessCancelled(endless, controller.signal);
	controller.abort();

	await expect(waiting).rejects.toThrow(ExecutionCancelled);
});

it.each([
	['succeeded', async () => await Promise.resolve()],
	['failed', failing],
])('leaves nothing at the signal after work that %s', async (_how, work) => {
	const { signal } = new AbortController();
	await unlessCancelled(work, signal).catch(() => {});

	expect(getEventListeners(signal, 'abort')).toEqual([]);
});
