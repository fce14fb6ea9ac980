import axios from 'axios';
import { limits } from '../process/timeLimit.mts';
import { until } from '../process/until.mts';

/** Whether n8n takes calls at this address by now; it asks as a browser would, so that nothing is started. */
export async function takesCalls(url: string): Promise<boolean> {
	const { headers } = await axios.options(url, {
		headers: { Origin: new URL(url).origin, 'Access-Control-Request-Method': 'POST' },
		timeout: limits.restCall.ms,
		proxy: false, // n8n is on loopback, whatever HTTP_PROXY says
		validateStatus: () => true,
	});
	return String(headers['access-control-allow-methods']).includes('POST');
}

/**
 * Waits until n8n takes POST at this address: it publishes a workflow some moments after it says so, and stores the
 * addresses of a trigger one after another, such as the page of a form before what the form is sent to.
 */
export async function untilTakesCalls(url: string, signal: AbortSignal): Promise<void> {
	await until(limits.publishWorkflow, signal, async () => (await takesCalls(url)) || undefined);
}
