import path from 'node:path';
import { Contract } from '../contract.cts';
import type { Answer, Call, Service, Surroundings } from '../service.cts';
import { bearerOf } from '../sety/keys.cts';
import { registerSamsaraControl } from './control.cts';
import { directoryOperations } from './directoryOperations.cts';
import { eventOperations } from './eventOperations.cts';
import { isTokenCall, renewedToken } from './oauth.cts';
import type { SafetyEvent } from './model.cts';
import { errorBody, hasTooManyIds, refusal, withLists, type Operation } from './operation.cts';
import { basePathOf, serviceNameOf, type Region } from './region.cts';
import { otherOperations } from './scoreOperations.cts';
import { inVariant } from './variants.cts';
import { World } from './world.cts';

const contract = new Contract(path.join(__dirname, '..', 'openapi', 'samsara.yaml'));

const operations: readonly Operation[] = [
	...eventOperations,
	...otherOperations,
	...directoryOperations,
];

/** One region of Samsara. The order of the checks is assumed: token, permission, rate limit, input, existence. */
export function createSamsara(
	region: Region,
	{ clock, reportViolation, fileOrigin }: Surroundings,
): Service {
	const name = serviceNameOf(region);
	let begunAt = clock.now();
	let made: World | undefined;
	/** Made when it is first needed: the seed takes longer than most calls. */
	const world = (): World => (made ??= new World(region, begunAt));

	function answer(call: Call): Answer {
		world().events.settle(clock.now(), world().settings.labelOrder);
		if (isTokenCall(call)) return renewedToken(call, world());
		const operation = operationFor(call);
		if (!operation) {
			const known = operations.some((one) => one.path === call.path);
			return known
				? refusal(405, `${call.method} not allowed on ${call.path}.`)
				: refusal(404, 'Not found.');
		}
		return inVariant(checked(operation, answerOf(operation, call)), world().settings);
	}

	function answerOf(operation: Operation, call: Call): Answer {
		const now = clock.now();
		const token = world().tokens.get(bearerOf(call.headers.authorization) ?? '');
		if (!token) return refusal(401, 'Invalid token.');
		if (!token.permissions.includes(operation.permission)) {
			return refusal(world().settings.missingPermission, 'Permission denied.');
		}
		if (operation.limit && world().settings.rateLimits) {
			const retryAfter = world().rateLimit.refuse(operation.limit, now);
			if (retryAfter !== undefined) {
				return refusal(429, 'Exceeded rate limit.', { 'retry-after': retryAfter });
			}
		}
		if (call.bodyProblem !== undefined) return refusal(400, `body ${call.bodyProblem}`);
		if (call.path === '/safety-events/stream' && call.query.startTime === undefined) {
			return refusal(400, 'startTime is missing');
		}
		const query = withLists(call.query);
		if (hasTooManyIds(query)) return refusal(414, 'Request-URI Too Large');
		const parts = { params: {}, query, body: call.body };
		const request = contract.checkRequest(operation, parts);
		if (!request.ok) return refusal(400, `${request.field} ${request.problem}`);
		const body = typeof request.body === 'object' ? request.body : {};
		const { tagIds } = token;
		const sees = ({ asset }: SafetyEvent) =>
			tagIds === null || asset.tags.some(({ id }) => tagIds.includes(id));
		const seesMedia = token.permissions.includes('Read Camera Media');
		const rawQuery = call.query;
		const context = { now, world: world(), sees, seesMedia, fileOrigin, rawQuery };
		return operation.run({ ...request.query, ...body }, context);
	}

	/** Holds the sandbox to its own contract. */
	function checked(operation: Operation, result: Answer): Answer {
		const { status } = result;
		const problem = contract.checkAnswer(operation, status, result.body);
		if (problem === null) return result;
		reportViolation({ service: name, operation: operation.name, status, problem });
		return refusal(500, `The sandbox broke its own contract: ${problem}`);
	}

	return {
		name,
		basePath: basePathOf(region),
		operations: operations.map((operation) => operation.name),
		operationOf: (call) => operationFor(call)?.name,
		answer,
		errorBody: (_status, message) => errorBody(message),
		// No such header is documented.
		limitResetHeaders: () => ({}),
		reset: () => {
			begunAt = clock.now();
			made = undefined;
		},
		registerControl: (app) => registerSamsaraControl(app, { clock, world }),
	};
}

const operationFor = ({ method, path: called }: Pick<Call, 'method' | 'path'>) =>
	operations.find((one) => one.path === called && one.method === method);
