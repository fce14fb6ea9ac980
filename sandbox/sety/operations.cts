import { accessLogOperations } from './accessLogOperations.cts';
import { overridesFor } from './dialect.cts';
import { incidentOperations } from './incidentOperations.cts';
import type { OpenOperation, Operation } from './operation.cts';
import { threatOperations } from './threatOperations.cts';

const healthCheck: OpenOperation = {
	name: 'system.healthCheck',
	method: 'GET',
	path: '/health',
	otherNames: { path: '/status' },
	open: true,
	run(now) {
		const timestamp = new Date(now).toISOString();
		return { status: 200, body: { status: 'ok', api_version: 'v1', timestamp } };
	},
};

/** All operations of the API. */
export const operations: readonly Operation[] = [
	...incidentOperations,
	...accessLogOperations,
	...threatOperations,
	healthCheck,
];

/** The Endpoint Overrides that a user would write to make a client speak the other names. */
export const otherNamesOverrides = overridesFor(operations);
