import { idempotencyKey } from '../../../nodes/core/run/idempotencyKey.ts';

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
