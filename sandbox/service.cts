import type { FastifyInstance } from 'fastify';
import type { Time } from './clock.cts';
import type { Violation } from './contract.cts';

/** A request, as a service sees it. */
export interface Call {
	/** Upper case. */
	readonly method: string;
	/** Relative to the service's base path, e.g. `/incidents`; no query. */
	readonly path: string;
	readonly query: Readonly<Record<string, unknown>>;
	/** Names in lower case. */
	readonly headers: Readonly<Record<string, string | string[] | undefined>>;
	/** The parsed JSON; undefined when nothing was sent. */
	readonly body: unknown;
	/** Why `body` could not be read; absent when it could. */
	readonly bodyProblem?: string;
}

export interface Answer {
	readonly status: number;
	readonly headers?: Readonly<Record<string, string>>;
	/** Sent as JSON; without it the answer is empty. */
	readonly body?: unknown;
}

/** What the sandbox lends to each service. */
export interface Surroundings {
	/** The service's own, which may differ from the sandbox's. */
	readonly clock: Time;
	/** Where files are that answers link to; known once the sandbox runs. */
	readonly fileOrigin: () => string;
	readonly reportViolation: (violation: Omit<Violation, 'at'>) => void;
}

/**
 * One vendor's API. A further one is a folder beside `sety/` whose function makes this, and an entry in
 * `services.cts`; faults, recorder, contract and clock serve it as they are.
 */
export interface Service {
	readonly name: string;
	/** Where the service is mounted, without a slash at the end. */
	readonly basePath: string;
	/** Names of the operations, in the form `resource.operation`, for faults that are to hit one. */
	readonly operations: readonly string[];
	/** The operation that the call asks for; undefined when there is none at its address. */
	operationOf(call: Pick<Call, 'method' | 'path'>): string | undefined;
	/** Does what the call asks, and answers; never throws for what a caller sent. */
	answer(call: Call): Answer;
	/** The vendor's error body, for faults that answer in the service's stead. */
	errorBody(status: number, message: string): unknown;
	/** The vendor's headers that tell when a rate limit ends, in the form that is not Retry-After. */
	limitResetHeaders(resetAt: Date): Record<string, string>;
	/** Back to the seed. */
	reset(): void;
	/** Registers the routes of `/__control/<name>`; paths are relative to that. */
	registerControl(app: FastifyInstance): void;
}
