import type { ICredentialsDecrypted } from 'n8n-workflow';

import { systemClock } from '../clock';
import type { Fetch } from './client';
import { httpClient } from './client';
import type { RequestingContext, TransportOptions } from './n8nTransport';
import { cancelSignalOf, n8nTransport } from './n8nTransport';
import { createPause, pacedSend } from './rateLimiter';

/**
 * The http client of one account in one run of a node, or in one poll: its requests share one pause and the limits that they name, and
 * end when the execution is cancelled.
 */
export function n8nClient(
	context: RequestingContext,
	credential: ICredentialsDecrypted,
	options?: TransportOptions,
): Fetch {
	const signal = cancelSignalOf(context);
	const clock = systemClock;
	return httpClient({
		send: pacedSend(n8nTransport(context, credential, options), { clock, signal }),
		pause: createPause(),
		clock,
		signal,
	});
}
