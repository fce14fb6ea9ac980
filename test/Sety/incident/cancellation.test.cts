import type { OnError } from 'n8n-workflow';

import { systemClock } from '../../../nodes/core/clock.ts';
import { byId, setyBench } from '../../../harness/engine/sety.cts';

const sety = setyBench();

const emergencies = {
	subjectName: 'Amaka Obi',
	latitude: '6.5244',
	longitude: '3.3792',
	idempotencyKey: '={{ "alarm-" + $json.n }}',
};
const items = (count: number) => [Array.from({ length: count }, (_value, n) => ({ n }))];

/** Cancels the run when the sandbox has as many requests under way or answered. */
function cancelAt(requests: number): (cancel: () => void) => void {
	return (cancel) => {
		const look = async () => {
			const received = await sety.sandbox.control.received();
			if (received.length >= requests) return cancel();
			setTimeout(() => void look(), 20);
		};
		void look();
	};
}

describe.each<OnError>(['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'])(
	'a run that is cancelled, or is out of time, On Error %s',
	(onError) => {
		it('tells which emergencies may exist, which do, and which were not started', async () => {
			// The first two are answered, the next three are under way.
			await sety.sandbox.control.addFaults({
				kind: 'latency',
				ms: 5_000,
				skip: 2,
				times: 'always',
			});
			const { status, error } = await sety.run(
				'incident.create',
				{ ...emergencies, options: { concurrency: 3 } },
				{ input: items(9), onError, onStart: cancelAt(5) },
			);

			expect(status).toBe('canceled');
			expect(error?.message).toMatch(/^The execution was canceled/);
			expect(error?.message).toContain('Items 2, 3, 4 may or may not have been carried out');
			expect(error?.message).toContain(
				'4 items of this run were not started, beginning with item 5.',
			);
			expect(error?.message).toMatch(
				/2 incidents created: inc_\w+ \(item 0\), inc_\w+ \(item 1\)\. Do not send them again\./,
			);
			expect(error?.message).not.toContain('The other items were sent');
			expect(error?.message).not.toContain('Also item');
		});

		it('uses the singular for one incident', async () => {
			await sety.sandbox.control.addFaults({ kind: 'latency', ms: 5_000, skip: 1 });
			const { error } = await sety.run(
				'incident.create',
				{ ...emergencies, options: { concurrency: 1 } },
				{ input: items(2), onError, onStart: cancelAt(2) },
			);

			expect(error?.message).toMatch(
				/1 incident created: inc_\w+ \(item 0\)\. Do not send it again\./,
			);
		});

		it('tells that the first of them may exist', async () => {
			await sety.sandbox.control.addFaults({ kind: 'latency', ms: 5_000, times: 'always' });
			const { error } = await sety.run('incident.create', emergencies, {
				input: items(1),
				onError,
				onStart: cancelAt(1),
			});

			expect(error?.message).toContain('Item 0 may or may not have been carried out');
		});

		it('does not take for unknown what only waited after a refusal', async () => {
			await sety.sandbox.control.addFaults({
				kind: 'rateLimited',
				hint: 'seconds',
				seconds: 30,
				times: 'always',
			});
			let cancelRun = () => {};
			jest.spyOn(systemClock, 'sleep').mockImplementation(async () => {
				setTimeout(() => cancelRun(), 100);
				await new Promise(() => {});
			});
			const { status, error } = await sety.run(
				'incident.create',
				{ ...emergencies, options: { concurrency: 2 } },
				{ input: items(4), onError, onStart: (cancel) => (cancelRun = cancel) },
			);

			expect(status).toBe('canceled');
			expect(error?.message).toContain('Items 0, 1 had started, but nothing happened');
			expect(error?.message).toContain(
				'2 items of this run were not started, beginning with item 2.',
			);
			expect(error?.message).not.toContain('not known');
		});

		it('takes for unknown what waits after an outage', async () => {
			await sety.sandbox.control.addFaults({ kind: 'status', status: 503, times: 'always' });
			let cancelRun = () => {};
			jest.spyOn(systemClock, 'sleep').mockImplementation(async () => {
				cancelRun();
				await new Promise(() => {});
			});
			const { error } = await sety.run('incident.create', emergencies, {
				input: items(1),
				onError,
				onStart: (cancel) => (cancelRun = cancel),
			});

			expect(error?.message).toContain('Item 0 may or may not have been carried out');
		});

		it('leaves nothing open where it only read', async () => {
			const [id = ''] = await sety.sandbox.control.sety.createIncidents({ count: 1 });
			await sety.sandbox.control.addFaults({ kind: 'latency', ms: 5_000, times: 'always' });
			const { error } = await sety.run(
				'incident.get',
				{ incidentId: byId(id) },
				{ input: items(1), onError, onStart: cancelAt(1) },
			);

			expect(error?.message).toMatch(/^The execution was canceled/);
			expect(error?.message).not.toContain('not known');
		});
	},
);
