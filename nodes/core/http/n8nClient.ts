import type { ICredentialsDecrypted } from 'n8n-workflow';

import { systemClock } from '../clock';
import type { Fetch } from './client';
import { httpClient } from './client';
import type { RequestingContext, TransportOptions } from './n8nTransport';
import { cancelSignalOf, n8nTransport } from './n8nTransport';
import { createRateLimiter } from './rateLimiter';

/**
 * The HTTP client of one account in one run of a node, or in one poll. Its requests share a rate limiter and end when the
 * execution is cancelled.
 */
export function n8nClient(
	context: RequestingContext,
	credential: ICredentialsDecrypted,
	options?: TransportOptions,
): Fetch {
	const signal = cancelSignalOf(context);
	const clock = systemClock;
	const send = n8nTransport(context, credential, options);
	return httpClient({ limiter: createRateLimiter(send, { clock, signal }), clock, signal });
}
