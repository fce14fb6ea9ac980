import type { IExecuteFunctions } from 'n8n-workflow';

import type { Caller } from '../../../nodes/core/run/caller.ts';
import { idempotencyKey, keyMaker } from '../../../nodes/core/run/idempotencyKey.ts';

const identity = {
	instanceId: 'instance',
	workflowId: 'workflow',
	executionId: '7',
	startedAt: 1_893_456_000_000,
	nodeId: 'node',
	nodeName: 'Report',
	runIndex: 0,
	itemIndex: 0,
};

it('is the same for the same', () => {
	expect(idempotencyKey(identity)).toBe(idempotencyKey(structuredClone(identity)));
});

it.each([
	{ instanceId: 'other' },
	{ workflowId: 'other' },
	{ startedAt: 1_893_456_000_001 },
	{ executionId: '8' },
	{ nodeId: 'other' },
	{ nodeName: 'Report Again' },
	{ runIndex: 1 },
	{ itemIndex: 1 },
	{ discriminator: { category: 'medical' } },
])('differs with %j', (change) => {
	expect(idempotencyKey({ ...identity, ...change })).not.toBe(idempotencyKey(identity));
});

it('does not run the parts together', () => {
	const one = idempotencyKey({ ...identity, executionId: '1', nodeId: '11' });
	const other = idempotencyKey({ ...identity, executionId: '11', nodeId: '1' });

	expect(one).not.toBe(other);
});

it('has the form that fits every service', () => {
	expect(idempotencyKey(identity)).toMatch(/^n8n_[0-9a-f]{40}$/);
});

describe('in a run', () => {
	const { instanceId, workflowId, executionId, startedAt, nodeId, nodeName } = identity;
	const items = [{ json: { id: 'call-1' } }, { json: { id: 'call-2' } }];
	const person: Caller = { agent: false, testRun: false, retryOfExecution: false };
	const host = {
		getExecutionId: () => executionId,
		getWorkflowDataProxy: () => ({ $runIndex: 3 }),
		getNode: () => ({ id: nodeId, name: nodeName }),
		getInstanceId: () => instanceId,
		getWorkflow: () => ({ id: workflowId }),
		getExecutionContext: () =>
			({ establishedAt: startedAt }) as { establishedAt: number } | undefined,
		getInputData: () => items,
	};
	const keys = (changes: Record<string, unknown> = {}, caller = person) =>
		keyMaker({ ...host, ...changes } as unknown as IExecuteFunctions, caller);
	const inRun = { ...identity, runIndex: 3 };

	it('consists of all that n8n repeats when it retries the node', () => {
		expect(keys()(0)).toBe(idempotencyKey({ ...inRun, itemIndex: 0 }));
		expect(keys()(1)).toBe(idempotencyKey({ ...inRun, itemIndex: 1 }));
	});

	it('is the same without a begin, whether the host does not know it or cannot tell', () => {
		const expected = idempotencyKey({ ...inRun, startedAt: undefined });

		expect(keys({ getExecutionContext: undefined })(0)).toBe(expected);
		expect(keys({ getExecutionContext: () => undefined })(0)).toBe(expected);
	});

	it('never repeats without an execution ID', () => {
		const nameless = { getExecutionId: () => '' };

		expect(keys(nameless)(0)).not.toBe(keys(nameless)(0));
	});

	it('tells the calls of an agent apart by their item', () => {
		const agent = { ...person, agent: true };

		expect(keys({}, agent)(1)).toBe(
			idempotencyKey({ ...inRun, itemIndex: 1, discriminator: { id: 'call-2' } }),
		);
		expect(keys({}, agent)(2)).toBe(idempotencyKey({ ...inRun, itemIndex: 2 }));
	});
});
