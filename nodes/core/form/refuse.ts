import { z } from 'zod';

/** Why a value is refused: what begins with a verb, and the sentence after it. */
export interface Refusal {
	what: string;
	howToGoOn: string;
}

/**
 * Marks a value as refused. The parameter's display name is put before `what` later, so it begins with a verb:
 * "is empty". `howToGoOn` is a sentence with its full stop.
 *
 * A refused value ends here (`fatal`): checks of the whole form would otherwise go on with what is left of it, and find
 * "undefined characters" or a wrong order of dates in it.
 */
export function refuse(
	context: z.RefinementCtx,
	what: string,
	howToGoOn: string,
	path: Array<string | number> = [],
): void {
	context.addIssue({ code: 'custom', message: what, params: { howToGoOn }, path, fatal: true });
}

/** The same in a transform, which has to give something back. */
export function refuseFor(context: z.RefinementCtx, { what, howToGoOn }: Refusal): never {
	refuse(context, what, howToGoOn);
	return z.NEVER;
}
