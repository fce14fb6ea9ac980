import { redact } from '../../../nodes/core/failures/redact.ts';
import { growthOf, LINEAR } from '../growth.cts';

const KEY = 'sk_sandbox_Q7w+Zx/9Lm2Kp0aB&3Rt"5Yu=';

it('takes time in proportion to the text, whatever it contains', () => {
	const long = 'eyJ'.padEnd(4_000, 'aB3');
	const pieces = ['a', 'aB3', KEY, '%41', '\\', '&', '%25', encodeURIComponent(KEY)];
	const growth = growthOf((size) => {
		for (const piece of pieces) {
			redact(piece.repeat(Math.ceil(size / piece.length)), [KEY, long, 'a'.repeat(500)]);
		}
		// Each unescaping leaves an escape.
		redact('%'.padEnd(size, '25'), [KEY]);
	}, 8_192);

	expect(growth).toBeLessThan(LINEAR);
});
