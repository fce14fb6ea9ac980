import { z } from 'zod';

import { setyOperation } from '../../nodes/Sety/service.ts';
import { operations } from '../../nodes/Sety/operations.ts';

const texts = {
	resource: 'incident',
	operation: 'resolve',
	name: 'Resolve',
	action: 'Resolve incident',
	description: 'Close an incident',
	fields: [],
	output: z.object({}),
};
const call = {
	title: 'Resolve incident',
	method: 'POST',
	path: '/incidents/{incidentId}/resolve',
	evidence: 'assumed',
	fields: [],
	fieldEvidence: 'documented',
} as const;

it('a write that does not name its safeguard does not compile', () => {
	// @ts-expect-error a safeguard is missing
	setyOperation({ ...texts, call: { ...call, effect: 'unsafeWrite' } });
	// @ts-expect-error a safeguard is missing: a write that is safe to repeat sends responders, too
	setyOperation({ ...texts, call: { ...call, effect: 'safeWrite' } });

	setyOperation({ ...texts, call: { ...call, effect: 'read' } });
	setyOperation({ ...texts, call: { ...call, effect: 'unsafeWrite' }, safeguard: 'none' });
	setyOperation({ ...texts, call: { ...call, effect: 'unsafeWrite' }, safeguard: () => {} });
	expect(operations.some(({ operation }) => operation === 'resolve')).toBe(false);
});
