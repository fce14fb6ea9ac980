import type { WorkflowExecuteMode } from 'n8n-workflow';
import { z } from 'zod';

import { setyBench } from '../../harness/engine/sety.cts';
import { calls } from '../../nodes/Sety/operations.ts';
import { setyOperation } from '../../nodes/Sety/service.ts';
import { LIVE_KEY } from '../../sandbox/sety/keys.cts';
import { cases } from './operationCases.cts';

const texts = {
	resource: 'incident',
	operation: 'reopen',
	name: 'Reopen',
	action: 'Reopen incident',
	description: 'Open an incident again',
	asTool: 'Not for open ones.',
	fields: [],
	output: z.object({}),
};
const call = {
	title: 'Reopen incident',
	method: 'POST',
	path: '/incidents/{incidentId}/reopen',
	evidence: 'assumed',
	fields: [],
	fieldEvidence: 'documented',
} as const;

it('a write that does not name its safeguard does not compile', () => {
	// The type check is the test: a line without its error fails it.
	expect.assertions(0);
	// @ts-expect-error a safeguard is missing
	setyOperation({ ...texts, call: { ...call, effect: 'unsafeWrite' } });
	// @ts-expect-error a safeguard is missing: a write that is safe to repeat sends responders, too
	setyOperation({ ...texts, call: { ...call, effect: 'safeWrite' } });

	setyOperation({ ...texts, call: { ...call, effect: 'read' } });
	setyOperation({ ...texts, call: { ...call, effect: 'unsafeWrite' }, safeguard: 'none' });
	setyOperation({ ...texts, call: { ...call, effect: 'unsafeWrite' }, safeguard: () => {} });
});

const guarded = calls.filter(({ hasSafeguard }) => hasSafeguard).map(({ key }) => key);

it('the writes that send responders, or call them off, have a safeguard', () => {
	expect(guarded).toEqual(['incident.create', 'incident.cancel']);
	const others = calls.filter(({ key, effect }) => effect !== 'read' && !guarded.includes(key));
	expect(others.map(({ key }) => key)).toEqual([
		'incident.addNote',
		'accessLog.create',
		'accessLog.checkOut',
	]);
});

describe.each(guarded)('%s with a live key', (key) => {
	const sety = setyBench();
	const [one] = cases({ incident: 'inc_a1b2c3d4e5f6g7h8' })
		.filter(({ name }) => name === key)
		.slice(-1);

	it.each<[string, { mode: WorkflowExecuteMode; typeName?: string }]>([
		['a test run', { mode: 'manual' }],
		['a test run of an evaluation', { mode: 'evaluation' }],
		['an agent', { mode: 'agent' }],
		['a tool call', { mode: 'trigger', typeName: 'setyTool' }],
		['a retry of an execution', { mode: 'retry' }],
	])('is refused in %s, and nothing is sent', async (_start, options) => {
		const result = await sety.run(key, one?.parameters ?? {}, {
			...options,
			credential: { apiKey: LIVE_KEY },
		});

		expect(result.error?.message).toMatch(/live/i);
		expect(await sety.sandbox.control.received()).toEqual([]);
	});
});
