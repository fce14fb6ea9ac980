import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { setClock, type Clock, type ServiceClock } from './clock.cts';
import type { Violation } from './contract.cts';
import { controlInput, ControlRefusal, listOf } from './controlInput.cts';
import { faultSchema, type Fault, type FaultQueue } from './faults.cts';
import type { Recorder } from './recorder.cts';
import type { Service } from './service.cts';

export const CONTROL_PATH = '/__control';

/** What all services share. */
export interface Shared {
	readonly clock: Clock;
	readonly faults: FaultQueue;
	readonly recorder: Recorder;
	readonly violations: Violation[];
	readonly services: readonly ClockedService[];
}

export interface ClockedService {
	readonly service: Service;
	readonly clock: ServiceClock;
}

const moment = z.string().datetime({ offset: true }).transform(Date.parse);

export const clockOrder = z.strictObject({
	now: moment.optional(),
	advanceMs: z.number().optional(),
	frozen: z.boolean().optional(),
});

export const serviceClockOrder = z.strictObject({
	offsetMs: z.number().optional(),
	dateHeader: z.boolean().optional(),
});

const serviceParams = z.object({ service: z.string() });

/** One or many; as a list in any case, so that a refusal names the field of a fault. */
const faultsOrder = listOf(faultSchema);

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
		for (const one of services) {
			one.clock.reset();
			one.service.reset();
		}
		return clockState(clock);
	});

	app.post('/faults', (request) => {
		const ordered = controlInput(faultsOrder, request);
		for (const fault of ordered) requireKnown(fault, services);
		faults.add(ordered);
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

	app.put('/clocks/:service', (request) => {
		const { service: name } = serviceParams.parse(request.params);
		const found = services.find(({ service }) => service.name === name);
		if (!found) throw new ControlRefusal(404, unknownService(name, services));
		Object.assign(found.clock, controlInput(serviceClockOrder, request));
		const { offsetMs, dateHeader } = found.clock;
		return { service: name, now: found.clock.iso(), offsetMs, dateHeader };
	});

	for (const { service } of services) {
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

/** A fault that no request can ever fit would wait for good, and what it is to show would seem to hold. */
function requireKnown(fault: Fault, services: readonly ClockedService[]): void {
	const { service: name, operation } = fault;
	const concerned = services
		.map(({ service }) => service)
		.filter((service) => name === undefined || service.name === name);
	if (name !== undefined && concerned.length === 0) {
		throw new ControlRefusal(400, unknownService(name, services));
	}
	const known = [...new Set(concerned.flatMap(({ operations }) => operations))];
	if (operation !== undefined && !known.includes(operation)) {
		const where = name === undefined ? '' : ` of ${name}`;
		throw new ControlRefusal(
			400,
			`operation: "${operation}" is no operation${where}; known are ${known.join(', ')}`,
		);
	}
}

function unknownService(name: string, services: readonly ClockedService[]): string {
	const known = services.map(({ service }) => service.name);
	return `service: "${name}" is no service of the sandbox; known are ${known.join(', ')}`;
}
