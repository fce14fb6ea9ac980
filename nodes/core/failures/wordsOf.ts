/** How much of what n8n says is quoted, in characters. */
export const LONGEST_WORDS = 200;

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
	if (!(reason instanceof Error) || !isMadeForUsers(reason)) return '';
	return `n8n says: ${reason.message.slice(0, LONGEST_WORDS)}`;
}

/** By the names of its classes: packages of n8n may each have a copy of them. */
function isMadeForUsers(reason: Error): boolean {
	for (let of: unknown = reason; of instanceof Error; of = Object.getPrototypeOf(of)) {
		if (MADE_FOR_USERS.has(of.constructor.name)) return true;
	}
	return false;
}
