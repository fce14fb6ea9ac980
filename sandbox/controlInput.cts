import type { FastifyRequest } from 'fastify';
import { z } from 'zod';

/** What a control route answers when it cannot do what was asked. */
export class ControlRefusal extends Error {
	constructor(
		readonly statusCode: number,
		message: string,
	) {
		super(message);
	}
}

/** One order or a list of them: a list takes effect at once, with no request of a client between. */
export const listOf = <Order extends z.ZodTypeAny>(order: Order) =>
	z.preprocess((given) => [given].flat(), z.array(order));

/** The JSON body of a control request, checked; nothing sent counts as `{}`. */
export function controlInput<Schema extends z.ZodTypeAny>(
	schema: Schema,
	{ body }: Pick<FastifyRequest, 'body'>,
): z.output<Schema> {
	const parsed = schema.safeParse(readBody(body));
	if (parsed.success) return parsed.data;
	const [issue] = parsed.error.issues;
	const field = issue?.path.join('.') || 'body';
	throw new ControlRefusal(400, `${field}: ${issue?.message ?? 'not valid'}`);
}

function readBody(body: unknown): unknown {
	if (typeof body !== 'string' || body === '') return {};
	try {
		return JSON.parse(body);
	} catch {
		throw new ControlRefusal(400, 'body: is not valid JSON');
	}
}
