import type { Query } from '../form/requestFields';

/**
 * What a request does at the service, and so whether the node may send it again after an ambiguous outcome. It may repeat
 * a `read` and a `safeWrite`, which states the record as it should be or carries an idempotency key. It must not repeat an
 * `unsafeWrite`.
 */
export type Effect = 'read' | 'safeWrite' | 'unsafeWrite';

export type HttpMethod = 'GET' | 'POST' | 'PATCH' | 'PUT';

/** A limit that a service documents for one of its endpoints. */
export interface RateLimit {
	/** Requests with the same name count together. */
	name: string;
	/** So many requests may arrive within `perMs` milliseconds. */
	calls: number;
	perMs: number;
}

export interface HttpRequest {
	method: HttpMethod;
	/** Absolute, without a query string. */
	url: string;
	effect: Effect;
	query?: Query | undefined;
	/** An array is sent as an array, for services that take several records at once. */
	body?: Record<string, unknown> | readonly unknown[] | undefined;
	headers?: Record<string, string> | undefined;
	/** For one attempt, from connecting to the last byte, in milliseconds. The node gives up at most a second later. */
	timeoutMs: number;
	/** For all waits of this request together, in milliseconds. */
	maxWaitMs: number;
	/** On the monotonic clock. The node neither sends nor waits after it. For polls, whose time n8n limits. */
	deadline?: number | undefined;
	/** The service's limit for this endpoint, which the node keeps in advance. */
	rateLimit?: RateLimit | undefined;
}

/** Sends once. Throws ExecutionCancelled only. */
export type Send = (request: HttpRequest) => Promise<Outcome>;

export interface Answer {
	kind: 'answer';
	status: number;
	/** Names in lower case. */
	headers: Record<string, string>;
	/** Parsed JSON, or the text of an answer that is not JSON. */
	body: unknown;
}

/** How one attempt ended. */
export type Outcome =
	| Answer
	/** The request cannot have reached the service: no route, connection refused, name not found. */
	| { kind: 'neverLeft'; code: string }
	/**
	 * The request may have reached the service and had its effect. With a `reason` the fault lies in this n8n, not in the
	 * network.
	 */
	| { kind: 'interrupted'; code: string; reason?: string }
	/** This n8n refused to send it, and would again: a certificate, a domain rule of the credential. */
	| { kind: 'blocked'; reason: string }
	/** Not sent, because of a fault in this n8n that has nothing to do with the service or the network. */
	| { kind: 'notMade'; reason: string }
	/** Not sent: the pause that the service asked for ends after the deadline, or after what a poll may wait. */
	| { kind: 'pausedTooLong'; waitMs: number }
	/** Not sent: the deadline of the request has passed. */
	| { kind: 'outOfTime' };
