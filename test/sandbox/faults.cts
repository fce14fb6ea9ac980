import { z } from 'zod';
import type { Call } from './service.cts';

const when = {
	/** Only requests with this method. */
	method: z
		.string()
		.transform((method) => method.toUpperCase())
		.optional(),
	/** Only requests whose path, relative to the service's base path, begins so. */
	path: z.string().startsWith('/').optional(),
	/** Only requests to this service. */
	service: z.string().optional(),
	/** How many matching requests pass unharmed first. */
	skip: z.number().int().min(0).default(0),
	/** How many matching requests are hit. */
	times: z.union([z.number().int().min(1), z.literal('always')]).default(1),
};

const headers = z.record(z.string()).default({});

/** The faults that can be ordered; README.md describes each. */
export const faultSchema = z.discriminatedUnion('kind', [
	z.strictObject({
		kind: z.literal('status'),
		status: z.number().int().min(200).max(599),
		/** Text is sent as it is, anything else as JSON; default: the vendor's error body. */
		body: z.unknown().optional(),
		headers,
		...when,
	}),
	z.strictObject({
		kind: z.literal('rateLimited'),
		hint: z.enum(['seconds', 'decimal', 'httpDate', 'resetHeader', 'none']),
		/** How long the hint says to wait. */
		seconds: z.number().min(0).default(1),
		...when,
	}),
	z.strictObject({ kind: z.literal('latency'), ms: z.number().int().min(0), ...when }),
	z.strictObject({ kind: z.literal('slowAnswer'), ms: z.number().int().min(0), ...when }),
	z.strictObject({ kind: z.literal('resetBefore'), ...when }),
	z.strictObject({ kind: z.literal('resetAfter'), ...when }),
	z.strictObject({ kind: z.literal('truncatedJson'), ...when }),
	z.strictObject({ kind: z.literal('html'), ...when }),
	z.strictObject({ kind: z.literal('noContent'), ...when }),
	z.strictObject({ kind: z.literal('echoAuthorization'), ...when }),
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
	take(service: string, call: Pick<Call, 'method' | 'path'>): Fault | undefined {
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

function concerns(fault: Fault, service: string, call: Pick<Call, 'method' | 'path'>): boolean {
	return (
		(fault.service === undefined || fault.service === service) &&
		(fault.method === undefined || fault.method === call.method) &&
		(fault.path === undefined || call.path.startsWith(fault.path))
	);
}
