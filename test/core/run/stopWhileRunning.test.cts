import type { IDataObject } from 'n8n-workflow';

import { safetyKitBench } from '../../../harness/engine/safetyKit.cts';
import { byId, setyBench } from '../../../harness/engine/sety.cts';

const sety = setyBench();
const safetyKit = safetyKitBench();

const EVENT =
	'={{ { type: "user_contact", event_name: "message_sent", user_id: $json.user_id, target_user_id: "u" } }}';

/** As long as preparing items may take before the host gets a turn, and more. */
const SLOW_MS = 60;

describe('Stop is pressed while the items are prepared', () => {
	/** Items that take time to be read; the second one has the execution cancelled. */
	function slowItems(count: number) {
		let cancel = () => {};
		const read = new Set<number>();
		const items = Array.from(
			{ length: count },
			(_none, n) =>
				// Not enumerable: nothing but the expression of the node reads it.
				Object.defineProperty({}, 'user_id', {
					get() {
						if (!read.has(n)) {
							read.add(n);
							if (n === 1) cancel();
							const end = performance.now() + SLOW_MS;
							while (performance.now() < end);
						}
						return `user_${n}`;
					},
				}) as IDataObject,
		);
		return { items, read, onStart: (stop: () => void) => (cancel = stop) };
	}

	it.each(['stopWorkflow', 'continueRegularOutput'] as const)(
		'%s: one by one: no further item is read, and nothing is sent after it',
		async (onError) => {
			const { items, read, onStart } = slowItems(20);
			const result = await sety.run(
				'accessLog.create',
				{ visitorName: '={{ $json.user_id }}', options: { concurrency: 1 } },
				{ input: [items], onError, onStart },
			);

			expect(result.status).toBe('canceled');
			expect(read.size).toBeLessThan(5);
			const names = (await sety.sandbox.control.received()).length;
			expect(names).toBeLessThanOrEqual(onError === 'stopWorkflow' ? 0 : 1);
		},
	);

	it.each(['stopWorkflow', 'continueRegularOutput'] as const)(
		'%s: all at once: no further item is read, and nothing is sent',
		async (onError) => {
			const { items, read, onStart } = slowItems(20);
			const result = await safetyKit.run(
				'event.sendBatch',
				{ inputMode: 'json', eventJson: EVENT },
				{ input: [items], onError, onStart },
			);

			expect(result.status).toBe('canceled');
			expect(read.size).toBeLessThan(5);
			expect(await safetyKit.sandbox.control.received()).toEqual([]);
		},
	);
});

describe('the error of a run that stops names the items of which nobody knows the end', () => {
	const note = { incidentId: byId('={{ $json.id }}'), note: 'Door is locked' };
	const options = { concurrency: 3 };

	it('not those that were certainly not carried out', async () => {
		await sety.sandbox.control.addFaults({ kind: 'latency', ms: 200, times: 'always' });
		const input = [['inc_unknown1', 'inc_unknown2', 'inc_unknown3'].map((id) => ({ id }))];
		const result = await sety.run('incident.addNote', { ...note, options }, { input });

		expect(result.error?.message).toContain('[item 0]');
		expect(result.error?.description).not.toContain('not known');
	});

	it('those whose answer was lost', async () => {
		const [id = ''] = await sety.sandbox.control.sety.createIncidents({ count: 1 });
		await sety.sandbox.control.addFaults({ kind: 'resetAfter', path: `/incidents/${id}` });
		const input = [['inc_unknown1', 'inc_unknown2', id].map((one) => ({ id: one }))];
		const result = await sety.run('incident.addNote', { ...note, options }, { input });

		expect(result.error?.message).toContain('[item 0]');
		expect(result.error?.description).toContain('Item 2 may or may not have been carried out');
	});
});
