import type { z } from 'zod';

/**
 * Marks a value as refused. The parameter's display name is put before `what` later, so it begins with a verb:
 * "is empty". `howToGoOn` is a sentence with its full stop.
 */
export function refuse(
	context: z.RefinementCtx,
	what: string,
	howToGoOn: string,
	path: Array<string | number> = [],
): void {
	context.addIssue({ code: 'custom', message: what, params: { howToGoOn }, path });
}
