import { systemClock } from '../clock';
import type { Fetch } from './client';
import { httpClient } from './client';
import type { RequestingContext } from './n8nTransport';
import { n8nTransport } from './n8nTransport';
import { createPause } from './pause';

/** The http client of one execution: its requests share one pause, and end when the execution is cancelled. */
export function n8nClient(context: RequestingContext, credentialType: string): Fetch {
	return httpClient({
		send: n8nTransport(context, credentialType),
		pause: createPause(),
		clock: systemClock,
		// Not in every context, and not on older hosts.
		signal:
			'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal?.() : undefined,
	});
}
