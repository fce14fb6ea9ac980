import type { NodeApiError } from 'n8n-workflow';

import { ApiFailure } from './ApiFailure';
import { isOutage } from '../http/retry';
import { InvalidInput } from './InvalidInput';

/** Not exported by n8n-workflow; hosts before 2.37 ignore it. */
type Failure = NonNullable<NodeApiError['failure']>;

/**
 * Why something went wrong, in the form by which n8n decides when to poll again. Declares only what the answer proves.
 */
export function failureOf(reason: unknown): Failure | undefined {
	if (reason instanceof InvalidInput) return { cause: 'configuration-invalid' };
	if (!(reason instanceof ApiFailure)) return undefined;
	const { status, retryAfterMs, code } = reason.details;
	const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
	if (status === 429 || (status === undefined && retryAfterMs !== undefined)) {
		return { cause: 'rate-limited', ...wait };
	}
	if (status === 401) return { cause: 'credential-invalid' };
	const isDown = status === undefined ? code !== undefined : isOutage(status);
	return isDown ? { cause: 'temporarily-unavailable', ...wait } : undefined;
}
