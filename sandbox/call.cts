import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Call } from './service.cts';

const queryValues = z.record(z.unknown()).catch({});

/** Reads a request; the server hands over bodies as text, so that a broken one is recorded, too. */
export function callOf(request: FastifyRequest, basePath: string): Call {
	const [wholePath = '/'] = request.url.split('?');
	return {
		method: request.method,
		path: wholePath.slice(basePath.length) || '/',
		query: queryValues.parse(request.query),
		headers: request.headers,
		...bodyOf(request),
	};
}

function bodyOf({ body, headers }: FastifyRequest): Pick<Call, 'body' | 'bodyProblem'> {
	if (typeof body !== 'string' || body === '') return { body: undefined };
	if (!/\bjson\b/i.test(headers['content-type'] ?? '')) {
		return { body, bodyProblem: 'must be sent with Content-Type application/json' };
	}
	try {
		return { body: JSON.parse(body) };
	} catch {
		return { body, bodyProblem: 'is not valid JSON' };
	}
}
