import { idempotencyKey } from '../../../../nodes/shared/operation/idempotencyKey.ts';

const identity = {
	executionId: '7',
	nodeId: 'node',
	nodeName: 'Report',
	runIndex: 0,
	itemIndex: 0,
};

it('is the same for the same', () => {
	expect(idempotencyKey(identity)).toBe(idempotencyKey(structuredClone(identity)));
});

it.each([
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
