import type { TestContext } from 'node:test';
import type { saveServiceCredentials } from '../../../demo/examples/credentials.mts';
import { report } from '../figures.mts';
import type { Stage } from '../stage.mts';

/** What every test of the suite works with. */
export interface InteropWorld extends Stage {
	credentials: Awaited<ReturnType<typeof saveServiceCredentials>>;
	signal: AbortSignal;
}

/** Puts a figure into the table, and shows it while the suite runs. */
export function figure(t: TestContext, what: string, value: string | number): void {
	report('interop', what, value);
	t.diagnostic(`${what}: ${value}`);
}
