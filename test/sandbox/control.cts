import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { setClock, type Clock } from './clock.cts';
import type { Violation } from './contract.cts';
import { controlInput } from './controlInput.cts';
import { faultSchema, type FaultQueue } from './faults.cts';
import type { Recorder } from './recorder.cts';
import type { Service } from './service.cts';

export const CONTROL_PATH = '/__control';

/** What all services share. */
export interface Shared {
	readonly clock: Clock;
	readonly faults: FaultQueue;
	readonly recorder: Recorder;
	readonly violations: Violation[];
	readonly services: readonly Service[];
}

const moment = z.string().datetime({ offset: true }).transform(Date.parse);

export const clockOrder = z.strictObject({
	now: moment.optional(),
	advanceMs: z.number().optional(),
	frozen: z.boolean().optional(),
});

/** One or many; as a list in any case, so that a refusal names the field of a fault. */
const faultsOrder = z.preprocess((order) => [order].flat(), z.array(faultSchema));

/** The routes of `/__control`: no key, not recorded, never spoiled by a fault. */
export function registerControl(app: FastifyInstance, shared: Shared): void {
	const { clock, faults, recorder, violations, services } = shared;

	app.post('/reset', (request) => {
		const { now, frozen } = controlInput(clockOrder.pick({ now: true, frozen: true }), request);
		clock.reset();
		// The clock goes first: seeds are as old as they are by its time.
		setClock(clock, { now, frozen });
		faults.clear();
		recorder.clear();
		violations.length = 0;
		for (const service of services) service.reset();
		return clockState(clock);
	});

	app.post('/faults', (request) => {
		faults.add(controlInput(faultsOrder, request));
		return { pending: faults.pending() };
	});
	app.delete('/faults', () => {
		faults.clear();
		return { pending: [] };
	});
	app.get('/faults', () => ({ pending: faults.pending() }));

	app.get('/received', () => ({ received: recorder.all() }));
	app.delete('/received', () => {
		recorder.clear();
		return { received: [] };
	});

	app.get('/violations', () => ({ violations }));

	app.get('/clock', () => clockState(clock));
	app.post('/clock', (request) => {
		setClock(clock, controlInput(clockOrder, request));
		return clockState(clock);
	});

	for (const service of services) {
		void app.register(
			(scope, _options, done) => {
				service.registerControl(scope);
				done();
			},
			{ prefix: `/${service.name}` },
		);
	}
}

function clockState(clock: Clock): { now: string; frozen: boolean } {
	return { now: clock.iso(), frozen: clock.frozen };
}
