import { TEST_KEY, type Sandbox } from '../../../harness/sandbox.mts';

/** The address of the sandbox is in some pictures; another port is taken only when this one is in use. */
export const SANDBOX_PORT = 4010;

/** Later than any day of a real run: the Samsara Trigger asks for the events of the past seven days by n8n's own clock. */
const STANDS_AT = '2030-01-07T09:00:00.000Z';

/** Stops the clock of the sandbox, so that its records, and the pictures of them, are the same on every day. */
export async function standStill({ control }: Sandbox): Promise<void> {
	await control.reset({ now: STANDS_AT, frozen: true });
	// What is due later would never be, and a rate limit would never end.
	await control.samsara.changeSettings({ applyDelayMs: 0, rateLimits: false });
	await control.sety.changeKey(TEST_KEY, { plan: 'unlimited' });
}
