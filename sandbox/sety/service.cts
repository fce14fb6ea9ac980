import path from 'node:path';
import { z } from 'zod';
import { Contract, type RequestParts } from '../contract.cts';
import { pathReader, type PathReader } from '../routing.cts';
import type { Answer, Call, Service, Surroundings } from '../service.cts';
import { registerSetyControl } from './control.cts';
import { notUnderstood, otherFieldName, toOrdinaryRequest, toOtherAnswer } from './dialect.cts';
import { inListEnvelope } from './envelope.cts';
import { bearerOf, PLANS, type ApiKey } from './keys.cts';
import { errorBody, refusal, type KeyedOperation, type Operation } from './operation.cts';
import { operations } from './operations.cts';
import { limitHeaders } from './rateLimit.cts';
import { World, type Dialect } from './world.cts';

export const SETY_BASE_PATH = '/sety/v1/external';

const contract = new Contract(path.join(__dirname, '..', 'openapi', 'sety.yaml'));

interface Route {
	readonly method: string;
	readonly read: PathReader;
	readonly operation: Operation;
}

const ROUTES: Readonly<Record<Dialect, readonly Route[]>> = {
	documented: operations.map((operation) => route(operation, operation)),
	otherNames: operations.map((operation) =>
		route(operation, { ...operation, ...operation.otherNames }),
	),
};

const bodyFields = z.record(z.unknown()).catch({});

export function createSety({ clock, reportViolation }: Surroundings): Service {
	let begunAt = clock.now();
	let made: World | undefined;
	/** Made when it is first needed: the seed takes longer than most calls. */
	const world = (): World => (made ??= new World(begunAt));

	function answer(call: Call): Answer {
		const found = findRoute(world().settings.dialect, call);
		if (!found) return refusal(404, 'Not found');
		const { operation, params } = found;
		const key = world().keys.get(bearerOf(call.headers.authorization) ?? '');
		if (operation.open) {
			const headers = key ? world().rateLimit.admit(key, clock.now()).headers : {};
			return checked(operation, { headers, ...operation.run(clock.now()) });
		}
		return key
			? keyedAnswer(operation, key, call, params)
			: checked(operation, refusal(401, 'API key is missing or invalid'));
	}

	function keyedAnswer(
		operation: KeyedOperation,
		key: ApiKey,
		call: Call,
		params: Record<string, string>,
	): Answer {
		const { admitted, headers } = world().rateLimit.admit(key, clock.now());
		const result = admitted
			? permittedAnswer(operation, key, call, params)
			: refusal(429, 'Rate limit exceeded');
		return checked(operation, { ...result, headers });
	}

	function permittedAnswer(
		operation: KeyedOperation,
		key: ApiKey,
		call: Call,
		params: Record<string, string>,
	): Answer {
		if (key.suspended) return refusal(402, 'Subscription is suspended');
		if (key.deniedOperations.includes(operation.name)) {
			return refusal(403, 'API key lacks the scope for this operation');
		}
		if (call.bodyProblem !== undefined) return refusal(400, `body ${call.bodyProblem}`);
		const parts = { params, query: call.query, body: call.body };
		const translated = world().settings.dialect === 'otherNames';
		const faults = world().settings.strict ? strictFaults(operation, parts, translated) : [];
		if (faults.length > 0) return refusal(400, faults.join(', '));
		const request = contract.checkRequest(
			operation,
			translated ? toOrdinaryRequest(operation, parts) : parts,
		);
		if (!request.ok) {
			const field = translated ? otherFieldName(operation, request.field) : request.field;
			return refusal(400, `${field} ${request.problem}`);
		}
		const fields = { ...request.query, ...bodyFields.parse(request.body), ...request.params };
		const organization = world().organizations[key.organization];
		return operation.run(fields, { now: clock.now(), key, organization, world: world() });
	}

	/** In the form of the validator that the vendor's backend seems to use. */
	function strictFaults(operation: Operation, parts: RequestParts, translated: boolean): string[] {
		const complaints = translated
			? [
					...contract.complaintsAbout(operation, toOrdinaryRequest(operation, parts)),
					...notUnderstood(operation, parts),
				]
			: contract.complaintsAbout(operation, parts);
		return complaints.map(({ field, problem }) => {
			const isOwnName = !translated || problem === 'is not allowed';
			return `"${isOwnName ? field : otherFieldName(operation, field)}" ${problem}`;
		});
	}

	/** Holds the sandbox to its own contract, then puts the answer into the form that is served. */
	function checked(operation: Operation, result: Answer): Answer {
		const problem = contract.checkAnswer(operation, result.status, result.body);
		if (problem !== null) {
			const { status } = result;
			reportViolation({ service: 'sety', operation: operation.name, status, problem });
			return refusal(500, `The sandbox broke its own contract: ${problem}`, result.headers);
		}
		return world().settings.dialect === 'otherNames'
			? toOtherAnswer(operation, result)
			: inListEnvelope(result, world().settings.listEnvelope, operation.plural);
	}

	return {
		name: 'sety',
		basePath: SETY_BASE_PATH,
		operations: operations.map(({ name }) => name),
		operationOf: (call) => findRoute(world().settings.dialect, call)?.operation.name,
		answer,
		errorBody,
		limitResetHeaders: (resetAt) => limitHeaders(PLANS.enterprise, 0, resetAt),
		reset: () => {
			made?.webhooks.stop();
			begunAt = clock.now();
			made = undefined;
		},
		registerControl: (app) => registerSetyControl(app, { clock, world }),
	};
}

function route(operation: Operation, { method, path }: { method: string; path: string }): Route {
	return { method, read: pathReader(path), operation };
}

function findRoute(dialect: Dialect, call: Pick<Call, 'method' | 'path'>) {
	for (const { method, read, operation } of ROUTES[dialect]) {
		const params = method === call.method ? read(call.path) : null;
		if (params) return { operation, params };
	}
	return undefined;
}
