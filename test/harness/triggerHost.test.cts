import type { INodeType } from 'n8n-workflow';

import { TriggerHost } from '../../harness/engine/triggerHost.cts';

const MINUTE = 60_000;

afterEach(() => {
	jest.useRealTimers();
});

it('polls when a test says so, and not by the clock', async () => {
	let polls = 0;
	const node = {
		description: { name: 'polled', properties: [] },
		async poll() {
			polls++;
			return null;
		},
	};
	const host = new TriggerHost(node as unknown as INodeType, () => ({}));
	jest.useFakeTimers();
	await host.activate();
	await jest.advanceTimersByTimeAsync(5 * MINUTE);
	expect(polls).toBe(1);

	await host.tick();
	expect(polls).toBe(2);
	await host.stop();
});
