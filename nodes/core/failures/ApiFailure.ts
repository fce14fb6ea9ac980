export interface FailureDetails {
	/** HTTP status, where the service answered. */
	status?: number;
	/** Code of the broken connection, where it did not. */
	code?: string;
	/** The service's own words, with secrets removed. */
	answer?: string;
	/** ID of the record that it is about, where one item can ask for several. */
	recordId?: string;
	/** The wait that the service asked for and that was too long, in milliseconds. */
	retryAfterMs?: number;
	attempts: number;
	/** False when the request may have had its effect although nobody confirmed it. */
	certainlyWithoutEffect: boolean;
}

/** A request that did not end well, in words a user can act on. The runner turns it into n8n's error. */
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
