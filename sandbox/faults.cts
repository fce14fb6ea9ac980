import { z } from 'zod';
import type { Call, Service } from './service.cts';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] as const;

const when = {
	/** Only requests with this method. */
	method: z
		.string()
		.transform((method) => method.toUpperCase())
		.pipe(z.enum(METHODS))
		.optional(),
	/** Only requests whose path, relative to the service's base path, begins so. */
	path: z.string().startsWith('/').optional(),
	/** Only requests to this service; one that does not exist is refused. */
	service: z.string().optional(),
	/** Only requests for this operation, such as `incident.create`; one that does not exist is refused. */
	operation: z.string().optional(),
	/** How many matching requests pass unharmed first. */
	skip: z.number().int().min(0).default(0),
	/** How many matching requests are hit. */
	times: z.union([z.number().int().min(1), z.literal('always')]).default(1),
};

/** In lower case, so that they take the place of those that are sent by themselves. */
const headers = z
	.record(z.string())
	.default({})
	.transform((given) =>
		Object.fromEntries(Object.entries(given).map(([name, value]) => [name.toLowerCase(), value])),
	);

const ordered = {
	status: z.number().int().min(200).max(599),
	/** Text is sent as it is, anything else as JSON; default: the vendor's error body. */
	body: z.unknown().optional(),
	headers,
};

export const HINTS = [
	'seconds',
	'decimal',
	'httpDate',
	'resetHeader',
	'rateLimitReset',
	'resetSeconds',
	'resetEpochSeconds',
	'resetEpochMs',
	'body',
	'none',
] as const;

export const ENCODINGS = [
	'plain',
	'keyOnly',
	'base64',
	'base64OfHeader',
	'base64url',
	'hex',
	'url',
	'html',
	'jsonEscapes',
	'upperCase',
	'firstHalf',
	'lastHalf',
] as const;

/** Ways to spoil the bytes of an answer, or the words about them. */
export const SPOILS = ['brokenGzip', 'cutGzip', 'byteOrderMark', 'utf16', 'latin1'] as const;

/** The faults that can be ordered; README.md describes each. */
export const faultSchema = z.discriminatedUnion('kind', [
	z.strictObject({
		kind: z.literal('status'),
		...ordered,
		/** Whether what was asked is done before. */
		takesEffect: z.boolean().default(false),
		...when,
	}),
	z.strictObject({
		kind: z.literal('cycle'),
		/** Each request that is hit gets the next one; after the last comes the first again. */
		answers: z.array(z.strictObject(ordered)).min(1),
		...when,
	}),
	z.strictObject({
		kind: z.literal('changedAnswer'),
		/** A JSON merge patch (RFC 7396): fields to put into the answer; null takes one out. */
		patch: z.record(z.unknown()),
		...when,
	}),
	z.strictObject({
		kind: z.literal('rateLimited'),
		hint: z.enum(HINTS),
		/** How long the hint says to wait. */
		seconds: z.number().min(0).default(1),
		...when,
	}),
	z.strictObject({ kind: z.literal('latency'), ms: z.number().int().min(0), ...when }),
	z.strictObject({ kind: z.literal('slowAnswer'), ms: z.number().int().min(0), ...when }),
	z.strictObject({ kind: z.literal('resetBefore'), ...when }),
	z.strictObject({ kind: z.literal('resetAfter'), ...when }),
	z.strictObject({ kind: z.literal('truncatedJson'), ...when }),
	z.strictObject({ kind: z.literal('spoiledBytes'), how: z.enum(SPOILS), ...when }),
	z.strictObject({
		kind: z.literal('largeAnswer'),
		megabytes: z.number().int().min(1).max(100).default(10),
		...when,
	}),
	z.strictObject({
		kind: z.literal('slowDrip'),
		/** Between one byte and the next. */
		ms: z.number().int().min(1).default(50),
		...when,
	}),
	z.strictObject({ kind: z.literal('html'), ...when }),
	z.strictObject({ kind: z.literal('noContent'), ...when }),
	z.strictObject({
		kind: z.literal('echoAuthorization'),
		encoding: z.enum(ENCODINGS).default('plain'),
		/** In a text, or as the message of the vendor's error body. */
		place: z.enum(['text', 'message']).default('text'),
		status: z.number().int().min(200).max(599).default(500),
		...when,
	}),
	z.strictObject({ kind: z.literal('redirect'), location: z.string().min(1), ...when }),
]);

/** A fault as it is ordered: defaults may be left out. */
export type FaultOrder = z.input<typeof faultSchema>;
export type Fault = z.output<typeof faultSchema>;

/** The ordered faults; the first that matches a request is played and used up by one. */
export class FaultQueue {
	#pending: Fault[] = [];

	add(faults: readonly Fault[]): void {
		this.#pending.push(...faults.map((fault) => ({ ...fault })));
	}

	pending(): readonly Fault[] {
		return this.#pending;
	}

	clear(): void {
		this.#pending = [];
	}

	/** The fault for this request, if one is due. */
	take(service: Asked, call: Pick<Call, 'method' | 'path'>): Fault | undefined {
		for (const fault of this.#pending) {
			if (!concerns(fault, service, call)) continue;
			if (fault.skip > 0) {
				fault.skip -= 1;
				continue;
			}
			this.#useUp(fault);
			return fault;
		}
		return undefined;
	}

	#useUp(fault: Fault): void {
		if (fault.times === 'always') return;
		fault.times -= 1;
		if (fault.times === 0) this.#pending = this.#pending.filter((other) => other !== fault);
	}
}

type Asked = Pick<Service, 'name' | 'operationOf'>;

function concerns(fault: Fault, service: Asked, call: Pick<Call, 'method' | 'path'>): boolean {
	return (
		(fault.service === undefined || fault.service === service.name) &&
		(fault.operation === undefined || fault.operation === service.operationOf(call)) &&
		(fault.method === undefined || fault.method === call.method) &&
		(fault.path === undefined || call.path.startsWith(fault.path))
	);
}
