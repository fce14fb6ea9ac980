import type { Effect, HttpMethod } from './request';

/**
 * How sure something about a service is. `documented`: read in its documentation. `assumed`: inferred, which the table of
 * endpoints of each service says from what.
 */
export type Evidence = 'documented' | 'assumed';

/** One call of a service, as its table of endpoints has it. */
export interface Endpoint {
	/** What the call does, in the words of the service. */
	title: string;
	method: HttpMethod;
	/** Below the base URL. A name in braces is filled in by the client. */
	path: string;
	/** Of method and path together. */
	evidence: Evidence;
	effect: Effect;
	/** Names of the fields that are sent. */
	fields: readonly string[];
	/** Whether the names of `fields` are documented; `partly` where that holds for some of them. */
	fieldEvidence: Evidence | 'partly';
}
