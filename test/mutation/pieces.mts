/** A part of the nodes that is broken on purpose, and the tests that should notice. */
export interface Piece {
	readonly mutate: readonly string[];
	readonly tests: readonly string[];
}

export const pieces: Readonly<Record<string, Piece>> = {
	'retry-policy': {
		mutate: ['nodes/core/http/retryPolicy.ts'],
		tests: ['test/core/http/retryPolicy.test.cts', 'test/core/http/sendWithRetries.test.cts'],
	},
	batching: {
		mutate: ['nodes/core/batching/*.ts'],
		tests: ['test/core/batching/*.test.cts'],
	},
	'idempotency-key': {
		mutate: ['nodes/core/run/idempotencyKey.ts'],
		tests: ['test/core/run/idempotencyKey.test.cts'],
	},
};
