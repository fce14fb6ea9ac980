/** What happened, and what the user can do next. */
export interface Explanation {
	message: string;
	howToGoOn: string;
}

/** A refused call, for the text about its status. */
export interface RefusedCall {
	/** "Sety" */
	service: string;
	/** What was asked for, as the service calls it: "Create incident". */
	call: string;
	status: number;
	/** The service's own message, without secrets; '' if it gave none. */
	answer: string;
	/** The same as a sentence that follows another one: " Sety says: Not found". */
	says: string;
}

/**
 * Texts by status. Undefined leaves a status to the next table: that of the call, that of the service, the general one.
 * Statuses that end retries, 429 and those of an outage, are not looked up (explain).
 */
export type StatusTexts<Refused = RefusedCall> = Readonly<
	Partial<Record<number, (refused: Refused) => Explanation | undefined>>
>;

/** The answer as a sentence that follows another one; '' if there is none. */
export function answerSentence(service: string, answer: string): string {
	return answer === '' ? '' : ` ${service} says: ${answer}`;
}

/** The answer as the reason at the end of a message; '' if there is none. */
export function because(answer: string): string {
	return answer === '' ? '' : `: ${answer}`;
}

/** The general table: what a status means with any service. */
export function explainStatus(
	status: number,
	answer: string,
	{ service, call }: Pick<RefusedCall, 'service' | 'call'>,
): Explanation {
	const refused = { service, call, status, answer, says: answerSentence(service, answer) };
	const isRedirect = status >= 300 && status < 400;
	return GENERAL_TEXTS[status]?.(refused) ?? (isRedirect ? redirected(refused) : other(refused));
}

const invalid = ({ service, call, answer }: RefusedCall): Explanation => ({
	message: `${service} refused the input of "${call}"${because(answer)}`,
	howToGoOn: 'Correct the parameter that the message names.',
});

const GENERAL_TEXTS: StatusTexts = {
	400: invalid,
	422: invalid,
	401: ({ service, says }) => ({
		message: `${service} does not accept the key of this credential`,
		howToGoOn: `Open the credential, paste the key again and press Test.${says}`,
	}),
	403: ({ service, call, says }) => ({
		message: `The key of this credential has no permission for "${call}"`,
		howToGoOn: `Give the key the missing permission at ${service}, or choose another credential.${says}`,
	}),
	404: ({ service, call, says }) => ({
		message: `${service} found nothing for "${call}"`,
		howToGoOn: `Check the ID: it may be mistyped, deleted, or belong to another organization.${says}`,
	}),
	409: ({ call, answer }) => ({
		message: `The current state of the record does not allow "${call}"${because(answer)}`,
		howToGoOn: 'Get the record again and decide by its current state.',
	}),
	413: ({ service, call, says }) => ({
		message: `${service} refused the request for "${call}" as too large`,
		howToGoOn: `Send less at once.${says}`,
	}),
};

const redirected = ({ service, call }: RefusedCall): Explanation => ({
	message: `${service} redirected "${call}" to another address`,
	howToGoOn:
		'The node does not follow redirects, because a key could reach another host. Enter the final address as Base URL in the credential.',
});

const other = ({ service, call, status, says }: RefusedCall): Explanation => ({
	message: `${service} answered "${call}" with status ${status}`,
	howToGoOn:
		says === '' ? `Ask the support of ${service} what this status means.` : says.trimStart(),
});
