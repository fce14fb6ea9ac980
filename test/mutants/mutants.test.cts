import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { mutants } from './mutants.cts';

const ENGINE = join(__dirname, '../../nodes/core/polling');

it.each(mutants)('finds the place to break in the engine: $name', ({ patches }) => {
	for (const { file, find } of patches) {
		const code = readFileSync(join(ENGINE, file), 'utf8');
		expect(code.split(find)).toHaveLength(2);
	}
});
