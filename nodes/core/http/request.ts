import type { RateLimit } from './rateLimit';

/**
 * What a request does to the world, and so whether it may be sent again when nobody knows whether it arrived:
 * a `read` and a `safeWrite` may (a safe write states what should be, or carries an idempotency key), an `unsafeWrite`
 * may not.
 */
export type Effect = 'read' | 'safeWrite' | 'unsafeWrite';

export type HttpMethod = 'GET' | 'POST' | 'PATCH' | 'PUT';

export interface HttpRequest {
	method: HttpMethod;
	/** Absolute, without a query string. */
	url: string;
	effect: Effect;
	/** A list is sent as its name once for each member. */
	query?: Query | undefined;
	/** An array is sent as an array, for services that take several records at once. */
	body?: Record<string, unknown> | readonly unknown[] | undefined;
	headers?: Record<string, string> | undefined;
	/** For one attempt, from connecting to the last byte; it is given up a second later at most. */
	timeoutMs: number;
	/** For all waits of this request together, in milliseconds. */
	maxWaitMs: number;
	/** Of the monotonic clock: nothing is sent after it, and nothing waited for. For polls, whose time the host limits. */
	deadline?: number | undefined;
	/** The service's limit for this endpoint, to be kept in advance. */
	rateLimit?: RateLimit | undefined;
}

/** What stands behind the "?" of an address, as texts. */
export type Query = Record<string, string | readonly string[]>;

/** Sends once. Resolves with what came of it; throws only when the execution was cancelled. */
export type Send = (request: HttpRequest) => Promise<Outcome>;

export interface Answer {
	kind: 'answer';
	status: number;
	/** Names in lower case. */
	headers: Record<string, string>;
	/** Parsed JSON, or a string when it was not JSON. */
	body: unknown;
}

/** What came of one attempt. */
export type Outcome =
	| Answer
	/** The request cannot have reached the service: no route, refused, name not found. */
	| { kind: 'neverLeft'; code: string }
	/**
	 * The request may have reached the service and may have had its effect. With a `reason` the fault is on our side, and no
	 * failure of the network.
	 */
	| { kind: 'interrupted'; code: string; reason?: string }
	/** Refused on our side, and sending it again cannot help: a certificate, a domain rule of the credential. */
	| { kind: 'blocked'; reason: string }
	/** Not sent: something went wrong on our side before that, and it is not about the service or the network. */
	| { kind: 'notMade'; reason: string }
	/** Not sent: the pause that the service asked for ends after the deadline, or after what a poll may wait. */
	| { kind: 'pausedTooLong'; waitMs: number }
	/** Not sent: the deadline of the request has passed. */
	| { kind: 'outOfTime' };
