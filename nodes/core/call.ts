import type { Secret } from './failures/redact';
import type { StatusTexts } from './http/statusTexts';
import type { Effect, HttpMethod, RateLimit } from './http/request';
import type { JsonRecord } from './json';

/**
 * How sure a fact about a service is. `documented`: read in its documentation. `assumed`: inferred, as the operation that
 * makes the call says.
 */
export type Evidence = 'documented' | 'assumed';

/** One call of a service. The operation that makes it declares it; a list that a trigger reads too, its record file. */
export interface Call {
	/** `resource.operation`; its name in overrides and in messages to programmers. */
	key: string;
	/** What the call does, in the service's terms. */
	title: string;
	method: HttpMethod;
	/** Below the base URL. A name in braces is filled in from the input. */
	path: string;
	/** Of method and path together. */
	evidence: Evidence;
	effect: Effect;
	/** Names of the fields that are sent. */
	fields: readonly string[];
	/** Whether the names of `fields` are documented; `partly` where that holds for some of them. */
	fieldEvidence: Evidence | 'partly';
	/** The service's limit for this call, kept in advance. */
	rateLimit?: RateLimit;
	/** What a status means for this call, where that differs from the other calls of the service. */
	statuses?: StatusTexts<Refused>;
}

/** A call whose response had a status other than 2xx. */
export interface Refused<A extends Account = Account, C extends Call = Call> {
	call: C;
	/** As this credential makes the call. */
	resolved: ResolvedCall;
	account: A;
	status: number;
	/** The text of the response, without secrets; may be empty. */
	answer: string;
	/** The same as a sentence that follows another one: " Sety says: Not found". */
	says: string;
}

/** A call as the credential of an item makes it. */
export interface ResolvedCall {
	method: HttpMethod;
	path: string;
	/** From our names of fields to those of the service. */
	rename?: Readonly<Record<string, string>>;
}

/** The settings of a credential. */
export interface Account {
	/** Without a slash at the end. */
	baseUrl: string;
	/** Keys and tokens in all their forms. No message contains them. */
	secrets: readonly Secret[];
}

export interface CallInput {
	/** Values for the placeholders of the path. */
	path?: Record<string, string> | undefined;
	/** By our names. They go into the query of a GET and into the body of everything else; undefined ones are not sent. */
	fields?: JsonRecord | undefined;
	/** Instead of `fields`: sent unchanged, without Extra Fields. */
	body?: JsonRecord | readonly unknown[] | undefined;
	/** Where the input makes a repeat safe, as a deduplicating key does. */
	effect?: Effect | undefined;
	/** False for a call that the node adds, such as a look-up: Extra Fields are not meant for it. */
	withExtraFields?: boolean | undefined;
	/** Gets a response other than 2xx. A message may contain its text only through `quotable`. */
	onRefusal?: ((body: unknown, quotable: (text: string) => string) => void) | undefined;
}
