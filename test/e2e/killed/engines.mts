import { it } from 'node:test';
import { DURABLE_CURSORS } from './durable.mts';

const ENGINES: Readonly<Record<string, Record<string, string>>> = {
	'in the default engine': {},
	'with durable cursors': DURABLE_CURSORS,
};

/** In both engines of n8n at once, since most of it is waiting. */
export function proveInBoth(
	what: string,
	prove: (engine: string, environment: Record<string, string>) => Promise<void>,
): void {
	void it(what, { concurrency: true }, async (t) => {
		const proofs = Object.entries(ENGINES).map(([engine, environment]) =>
			t.test(engine, async () => await prove(engine, environment)),
		);
		await Promise.all(proofs);
	});
}
