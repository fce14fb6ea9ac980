import { calls } from '../../nodes/Sety/operations.ts';
import { idempotencyKey } from '../../nodes/core/run/idempotencyKey.ts';

it('derives idempotency keys as it always did: a retry across an update must repeat its key', () => {
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

	expect({
		plain: idempotencyKey(identity),
		withoutBeginning: idempotencyKey({ ...identity, startedAt: undefined }),
		ofAnAgent: idempotencyKey({ ...identity, discriminator: { category: 'medical' } }),
	}).toMatchSnapshot();
});

it('keeps the keys of Endpoint Overrides: they stand in credentials', () => {
	expect(calls.map(({ key }) => key).sort()).toMatchSnapshot();
});
