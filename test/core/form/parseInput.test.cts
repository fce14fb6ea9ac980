import { z } from 'zod';

import { parseInput } from '../../../nodes/core/form/parseInput.ts';
import { refuse } from '../../../nodes/core/form/refusal.ts';

const properties = [
	{ displayName: 'Metadata', name: 'metadata', type: 'json', default: '' } as const,
];

it('names a few of many problems, and counts the others', () => {
	const input = z.object({
		metadata: z.unknown().transform((_value, context) => {
			for (let n = 1; n <= 5_000; n++) refuse(context, `has problem ${n}`, 'Mend it.');
		}),
	});
	let thrown: unknown;
	try {
		parseInput(input, { metadata: 1 }, properties);
	} catch (reason) {
		thrown = reason;
	}

	expect(thrown).toMatchObject({
		message: 'Metadata has problem 1',
		howToGoOn: expect.stringMatching(
			/^Mend it\. Also: Metadata has problem 2\. .* Also: Metadata has problem 10\. And 4990 more\.$/,
		),
	});
});
