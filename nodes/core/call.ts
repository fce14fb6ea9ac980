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
	/** `resource.operation`; its name in messages to programmers and in overrides. */
	key: string;
	/** What the call does, in the words of the service. */
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

/** What is known of a call that was answered with a status other than 2xx. */
export interface Refused<A extends Account = Account, C extends Call = Call> {
	call: C;
	/** As this credential makes the call. */
	resolved: ResolvedCall;
	account: A;
	status: number;
	/** The service's own words, without secrets; may be empty. */
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

/** What a credential says. */
export interface Account {
	/** Without a slash at the end. */
	baseUrl: string;
	/** Never shown in a message: keys and tokens, and their forms. */
	secrets: readonly Secret[];
}

export interface CallInput {
	/** Values for the placeholders of the path. */
	path?: Record<string, string> | undefined;
	/** By our names. They go into the query of a GET and into the body of everything else; undefined ones are not sent. */
	fields?: JsonRecord | undefined;
	/** In place of `fields`: sent as it is, without Extra Fields. */
	body?: JsonRecord | readonly unknown[] | undefined;
	/** Where the input makes a repeat safe that is not safe otherwise, as a deduplicating key does. */
	effect?: Effect | undefined;
	/** False for a call that the user did not ask for, such as a look-up on the way: Extra Fields are not meant for it. */
	withExtraFields?: boolean | undefined;
	/** Is given an answer that is not 2xx. Nothing of it may be shown but what `quotable` makes of it. */
	onRefusal?: ((body: unknown, quotable: (text: string) => string) => void) | undefined;
}
