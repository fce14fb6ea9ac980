import path from 'node:path';
import { Contract, type ContractOperation } from '../contract.cts';
import { pathReader } from '../routing.cts';
import type { Answer, Call, Service, Surroundings } from '../service.cts';
import { bearerOf } from '../sety/keys.cts';
import { registerSafetyKitControl } from './control.cts';
import { receiveEvents } from './events.cts';
import { operations } from './operations.cts';
import { errorBody, refusal } from './refusal.cts';
import { SafetyKitWorld } from './world.cts';

export const SAFETYKIT_BASE_PATH = '/safetykit';
/** The only key. */
export const SAFETYKIT_KEY = `sk_sandbox_${'a1b2c3d4'.repeat(4)}`;
/** A secret for webhooks that this sandbox sends; any other will do as well. */
export const SAFETYKIT_WEBHOOK_SECRET = `whsec_${Buffer.from('sandbox secret of 24 byte').toString('base64')}`;

const contract = new Contract(path.join(__dirname, '..', 'openapi', 'safetykit.yaml'));

const routes = operations.map((operation) => ({ operation, read: pathReader(operation.path) }));
const EVENTS = { name: 'event.send', method: 'POST', path: '/v1/events' };
const ASYNC_EVENTS = { name: 'event.sendAsync', method: 'POST', path: '/v1/async/events' };

export function createSafetyKit({ clock, reportViolation }: Surroundings): Service {
	let world = new SafetyKitWorld(clock);

	function answer(call: Call): Answer {
		const events = eventsFor(call);
		if (events) {
			return checked(events, call, () => {
				const bytes = Number(call.headers['content-length'] ?? 0);
				const queued = events === ASYNC_EVENTS;
				return receiveEvents({ body: call.body, bytes, queued }, world, contract);
			});
		}
		const route = routeFor(call);
		if (route) {
			const { operation, params } = route;
			return checked(operation, call, () => {
				const parts = { params, query: call.query, body: call.body };
				const request = contract.checkRequest(operation, parts);
				return request.ok
					? operation.run(request, world)
					: refusal(400, 'Invalid request', [{ path: request.field, message: request.problem }]);
			});
		}
		return refusal(404, 'Not found');
	}

	/** Looks at the key and the body, and holds the sandbox to its own contract. */
	function checked(operation: ContractOperation, call: Call, run: () => Answer): Answer {
		const result =
			bearerOf(call.headers.authorization) !== SAFETYKIT_KEY
				? refusal(401, 'Invalid API key')
				: call.bodyProblem !== undefined
					? refusal(400, `body ${call.bodyProblem}`)
					: run();
		const problem = contract.checkAnswer(operation, result.status, result.body);
		if (problem === null) return result;
		const { status } = result;
		reportViolation({ service: 'safetykit', operation: operation.path, status, problem });
		return refusal(500, `The sandbox broke its own contract: ${problem}`);
	}

	return {
		name: 'safetykit',
		basePath: SAFETYKIT_BASE_PATH,
		operations: [EVENTS, ASYNC_EVENTS, ...operations].map(({ name }) => name),
		operationOf: (call) => (eventsFor(call) ?? routeFor(call)?.operation)?.name,
		answer,
		errorBody: (status, message) => errorBody(status, message),
		// No header about rate limits is documented.
		limitResetHeaders: () => ({}),
		reset: () => {
			world = new SafetyKitWorld(clock);
		},
		registerControl: (app) => registerSafetyKitControl(app, () => world),
	};
}

type Called = Pick<Call, 'method' | 'path'>;

const eventsFor = (call: Called) =>
	[EVENTS, ASYNC_EVENTS].find(
		({ method, path: wanted }) => method === call.method && wanted === call.path,
	);

function routeFor(call: Called) {
	for (const { operation, read } of routes) {
		const params = operation.method === call.method ? read(call.path) : null;
		if (params) return { operation, params };
	}
	return undefined;
}
