/** How much of what n8n says is quoted, in characters. */
const LONGEST_WORDS = 200;

/** Errors of n8n whose words are made for users. All else may be the engine's, about code that nobody here wrote. */
const MADE_FOR_USERS = new Set([
	'ApplicationError',
	'CredentialNotFoundError',
	'NodeOperationError',
	'OperationalError',
	'UserError',
]);

/** The words of n8n about a failure, for a message; '' where they would not help. */
export function wordsOf(reason: unknown): string {
	if (!(reason instanceof Error) || !MADE_FOR_USERS.has(reason.name)) return '';
	return `n8n says: ${reason.message.slice(0, LONGEST_WORDS)}`;
}
