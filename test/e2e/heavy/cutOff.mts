import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { limits } from '../../../harness/process/timeLimit.mts';
import { until } from '../../../harness/process/until.mts';
import type { FaultOrder } from '../../../sandbox/faults.cts';
import { ended } from './executions.mts';
import { BUTTON, workflowOf, type NodeDraft } from './workflow.mts';
import { figure, type HeavyWorld } from './world.mts';

const ITEMS = Array.from({ length: 30 }, (_none, n) => ({ n }));
/** Sety takes that long, so that the workflow is ended meanwhile. */
const SLOW_SECONDS = 40;
/** Far longer than n8n needs until all calls that begin together have come. */
const TIME_OUT_SECONDS = 15;
const CONCURRENCY = 5;

/** Gives out the items without the Code node, whose task runner may take long to start. */
const LISTED: readonly NodeDraft[] = [
	{
		name: 'List',
		type: 'n8n-nodes-base.set',
		typeVersion: 3.4,
		parameters: { mode: 'raw', jsonOutput: JSON.stringify({ items: ITEMS }), options: {} },
	},
	{
		name: 'Items',
		type: 'n8n-nodes-base.splitOut',
		parameters: { fieldToSplitOut: 'items', options: {} },
	},
];

const CREATE = { method: 'POST', path: '/incidents', service: 'sety', times: 'always' } as const;
const SLOW: FaultOrder = { kind: 'slowAnswer', ms: SLOW_SECONDS * 1_000, ...CREATE };
const REFUSES: FaultOrder = {
	kind: 'rateLimited',
	hint: 'seconds',
	seconds: SLOW_SECONDS,
	...CREATE,
};

/**
 * A workflow that is ended while incidents are reported. After a time-out, what it says tells what may exist from what was
 * never sent. *Stop* leaves n8n's own words only: it stores the execution before the node can say anything.
 */
export async function tellWhatMayExist(t: TestContext, world: HeavyWorld): Promise<void> {
	const timeOut = { executionTimeout: TIME_OUT_SECONDS };
	const timedOut = await cutOff(world, 'Time-out', SLOW, { calls: CONCURRENCY, settings: timeOut });
	assert.match(timedOut.error, /not started/);
	assert.deepEqual(timedOut.unknown, timedOut.sent, 'all that Sety got, and nothing else');
	const turnedAway = await cutOff(world, 'Time-out while waiting', REFUSES, {
		calls: 1, // which makes all others wait
		settings: timeOut,
	});
	assert.match(turnedAway.error, /not started/);
	assert.ok(turnedAway.sent.length > 0);
	assert.deepEqual(turnedAway.unknown, [], 'what was turned away has not happened');
	const stopped = await cutOff(world, 'Stop', SLOW, {
		calls: CONCURRENCY,
		end: async (id) => await world.rest.stopExecution(id),
	});
	// Should n8n store what the node says one day, the README can say so.
	assert.match(stopped.error, /cancelled manually/);
	assert.deepEqual(stopped.unknown, []);
	figure(
		t,
		'incidents under way at a time-out / turned away before it / under way at Stop: named as unknown',
		[timedOut, turnedAway, stopped]
			.map(({ sent, unknown }) => `${unknown.length} of ${sent.length}`)
			.join(' / '),
	);
}

interface CutOff {
	/** Items that Sety has got a call for. */
	sent: number[];
	/** Items of which the error says that nobody knows. */
	unknown: number[];
	error: string;
}

async function cutOff(
	world: HeavyWorld,
	what: string,
	fault: FaultOrder,
	{
		calls,
		settings = {},
		end = async () => {},
	}: {
		/** So many have to come before the workflow is ended, so that none is on its way then. */
		calls: number;
		settings?: Record<string, unknown>;
		end?: (executionId: string) => Promise<void>;
	},
): Promise<CutOff> {
	const { rest, sandbox, signal, credentials } = world;
	const create: NodeDraft = {
		name: 'Sety',
		type: 'sety',
		credentials: { setyApi: credentials.setyApi },
		parameters: {
			resource: 'incident',
			operation: 'create',
			category: 'sos',
			subjectName: `={{ '${what} ' + $json.n }}`,
			latitude: 6.5,
			longitude: 3.4,
			idempotencyKey: `={{ '${what}-' + $json.n }}`,
			additionalFields: { severity: 'critical' },
			options: { concurrency: CONCURRENCY },
		},
	};
	const workflowId = await rest.createWorkflow(
		workflowOf(what, [[BUTTON, ...LISTED, create]], settings),
	);
	await sandbox.control.clearReceived();
	await sandbox.control.addFaults(fault);
	try {
		const id = await rest.runWorkflow(workflowId, BUTTON.name);
		await until(limits.execution, signal, async () =>
			(await sandbox.control.received()).length >= calls ? true : undefined,
		);
		await end(id);
		const { status, error = '' } = await ended(world, id);
		assert.notEqual(status, 'success', what);
		const keys = (await sandbox.control.received()).map(({ body }) =>
			String(Reflect.get(Object(body), 'idempotency_key')),
		);
		const sent = [...new Set(keys)].map((key) => Number(key.split('-').at(-1)));
		const [, list = ''] =
			/Items? ([\d, and]+) may or may not have been carried out/.exec(error) ?? [];
		return { sent: inOrder(sent), unknown: inOrder((list.match(/\d+/g) ?? []).map(Number)), error };
	} finally {
		await sandbox.control.clearFaults();
	}
}

const inOrder = (items: readonly number[]): number[] => items.toSorted((one, other) => one - other);
