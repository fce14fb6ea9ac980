import { joinSentences } from './text';

/**
 * Input that the node refuses before it sends anything. The runner adds the item and makes n8n's error of it
 * (toNodeError).
 */
export class InvalidInput extends Error {
	/**
	 * @param message what is wrong, beginning with the parameter's display name
	 * @param howToGoOn what the user can do about it
	 */
	constructor(
		message: string,
		readonly howToGoOn: string,
	) {
		super(message);
		this.name = 'InvalidInput';
	}
}

/** Where n8n shows the message alone, as it does of what a credential refuses: the message then also says how to go on. */
export const refusedByCredential = (message: string, howToGoOn: string) =>
	new InvalidInput(joinSentences(message, howToGoOn), howToGoOn);

/** A fault of the node or its credential. It keeps every item from being sent, though the items may be right. */
export class NodeFault extends InvalidInput {
	constructor(message: string, howToGoOn: string) {
		super(message, howToGoOn);
		this.name = 'NodeFault';
	}
}

/** The result of `work`. An InvalidInput that it throws becomes a NodeFault. */
export function nodeFaultOf<Result>(work: () => Result): Result {
	try {
		return work();
	} catch (reason) {
		const isInput = reason instanceof InvalidInput;
		throw isInput ? new NodeFault(reason.message, reason.howToGoOn) : reason;
	}
}

export interface FailureDetails {
	/** HTTP status, if the service answered. */
	status?: number;
	/** Code of the broken connection, if it did not. */
	code?: string;
	/** The service's own message, without secrets. */
	answer?: string;
	/** ID of the record concerned, where one item can request several. */
	recordId?: string;
	/** The wait that the service asked for and that was too long, in milliseconds. */
	retryAfterMs?: number;
	attempts: number;
	/** False if the request is ambiguous: it may have had its effect, but no answer confirms it. */
	certainlyWithoutEffect: boolean;
}

/** A call that did not succeed, explained so that a user can act on it. toNodeError makes n8n's error of it. */
export class ApiFailure extends Error {
	constructor(
		message: string,
		readonly howToGoOn: string,
		readonly details: FailureDetails,
	) {
		super(message);
		this.name = 'ApiFailure';
	}
}

/** AWS answers 460, and nginx 499, when the connection closed early: they may have passed the request on before. */
const CLOSED_EARLY = [460, 499];

/** Whether a proxy may have answered in place of the service, or the service cannot say what it did. */
export function isOutage(status: number): boolean {
	return status === 408 || status === 425 || status >= 500 || CLOSED_EARLY.includes(status);
}
