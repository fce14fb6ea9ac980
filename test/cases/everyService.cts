import type { INodeParameters } from 'n8n-workflow';

import { operations as safetyKitOperations } from '../../nodes/SafetyKit/operations.ts';
import { endpoints as safetyKitEndpoints } from '../../nodes/SafetyKit/api/endpoints.ts';
import { operations as samsaraOperations } from '../../nodes/Samsara/operations.ts';
import { endpoints as samsaraEndpoints } from '../../nodes/Samsara/api/endpoints.ts';
import { operations as setyOperations } from '../../nodes/Sety/operations.ts';
import { endpoints as setyEndpoints } from '../../nodes/Sety/api/endpoints.ts';
import type { Effect } from '../../nodes/core/http/request.ts';
import { SAFETYKIT_KEY } from '../../sandbox/safetykit/service.cts';
import { FULL_TOKEN } from '../../sandbox/samsara/tokens.cts';
import type { Sandbox } from '../../sandbox/server.cts';
import { TEST_KEY } from '../../sandbox/sety/keys.cts';
import type { KnownIds, OperationCase } from './operationCases.cts';
import { safetyKitCases, samsaraCases, setyCases } from './operationCases.cts';
import type { NodeResult, NodeRun } from '../../harness/engine/runNode.cts';
import { safetyKitBench } from '../../harness/engine/safetyKit.cts';
import { samsaraBench } from '../../harness/engine/samsara.cts';
import { setyBench } from '../../harness/engine/sety.cts';

type Run = Partial<Omit<NodeRun, 'node' | 'parameters' | 'credentials'>>;

/** A service as a test of all services needs it. */
export interface TestedService {
	name: string;
	/** Internal names, `resource.operation`. */
	operations: string[];
	effectOf(operation: string): Effect;
	cases(ids: KnownIds): OperationCase[];
	/** Makes what the cases are about. */
	prepare(): Promise<KnownIds>;
	readonly sandbox: Sandbox;
	run(operation: string, parameters: INodeParameters, options?: Run): Promise<NodeResult>;
	secret: string;
}

export const noIds: KnownIds = { incident: '', visitor: '', events: [], request: '' };

const namesOf = (operations: ReadonlyArray<{ resource: string; operation: string }>) =>
	operations.map(({ resource, operation }) => `${resource}.${operation}`).sort();

const effectIn =
	(endpoints: object) =>
	(name: string): Effect => {
		// With the ID of the request, which the cases give, a deletion is asked for once.
		if (name === 'deletionRequest.create') return 'safeWrite';
		// Two calls stand behind Send and Send Batch, of one effect.
		const found = Object.entries(endpoints as Record<string, { effect: Effect }>).find(
			([key]) => key === name || key.startsWith(`${name}.`),
		);
		return found?.[1].effect ?? 'safeWrite';
	};

/** All services, each with a sandbox that lives as long as the test file. */
export function everyService(): TestedService[] {
	const sety = setyBench();
	const samsara = samsaraBench();
	const safetyKit = safetyKitBench();
	return [
		{
			name: 'Sety',
			operations: namesOf(setyOperations),
			effectOf: effectIn(setyEndpoints),
			cases: setyCases,
			async prepare() {
				const [incident = ''] = await sety.sandbox.control.sety.createIncidents({ count: 1 });
				const { json } = await sety.run('accessLog.getCurrentVisitors', { limit: 1 });
				return { ...noIds, incident, visitor: json[0]?.log_id as string };
			},
			get sandbox() {
				return sety.sandbox;
			},
			run: sety.run,
			secret: TEST_KEY,
		},
		{
			name: 'Samsara',
			operations: namesOf(samsaraOperations),
			effectOf: effectIn(samsaraEndpoints),
			cases: samsaraCases,
			async prepare() {
				await samsara.sandbox.control.samsara.changeSettings({
					rateLimits: false,
					applyDelayMs: 0,
				});
				const events = await samsara.sandbox.control.samsara.createEvents({ count: 2 });
				return { ...noIds, events };
			},
			get sandbox() {
				return samsara.sandbox;
			},
			run: samsara.run,
			secret: FULL_TOKEN,
		},
		{
			name: 'SafetyKit',
			operations: namesOf(safetyKitOperations),
			effectOf: effectIn(safetyKitEndpoints),
			cases: safetyKitCases,
			async prepare() {
				const submitted = { namespace: 'listings', objectId: 'listing_1', data: '{}' };
				const { json } = await safetyKit.run('dataObject.submit', submitted);
				return { ...noIds, request: json[0]?.requestId as string };
			},
			get sandbox() {
				return safetyKit.sandbox;
			},
			run: safetyKit.run,
			secret: SAFETYKIT_KEY,
		},
	];
}

/** What names a case in a test's title. */
export const titleOf = ({ name, as }: OperationCase) =>
	as === undefined ? name : `${name} (${as})`;
