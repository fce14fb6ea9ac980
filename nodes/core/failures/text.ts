/** How much of a message of n8n the node quotes, in characters. */
export const LONGEST_QUOTE = 200;

/** n8n writes the messages of these errors for users. Others may come from the engine, about code that no user wrote. */
const MADE_FOR_USERS = new Set([
	'ApplicationError',
	'CredentialNotFoundError',
	'NodeOperationError',
	'OperationalError',
	'UserError',
]);

/** n8n's own message about a failure, for a message of the node; '' where it would not help a user. */
export function quoteN8n(reason: unknown): string {
	if (!(reason instanceof Error) || !isMadeForUsers(reason)) return '';
	return `n8n says: ${reason.message.slice(0, LONGEST_QUOTE)}`;
}

/** By the names of its classes, because several packages of n8n may each bundle a copy of them. */
function isMadeForUsers(reason: Error): boolean {
	for (let of: unknown = reason; of instanceof Error; of = Object.getPrototypeOf(of)) {
		if (MADE_FOR_USERS.has(of.constructor.name)) return true;
	}
	return false;
}

/** The name of an error, for a message. A name that is not a plain word may hold anything: then it is "Error". */
export function errorName(reason: unknown): string {
	return reason instanceof Error && /^\w{1,40}$/.test(reason.name) ? reason.name : 'Error';
}

/** Joins texts to one, each a sentence: messages of services often have no full stop. */
export function joinSentences(...parts: string[]): string {
	const texts = parts.map((part) => part.trim()).filter((part) => part !== '');
	return texts.map((text) => (/[.!?…]$/.test(text) ? text : `${text}.`)).join(' ');
}

/**
 * The text with another character for `<`. n8n (2.41.1) shows notices, descriptions and hints as HTML: a text from outside
 * could be a link there, and a description ends at a `<`.
 */
export function withoutTags(text: string): string {
	return text.replaceAll('<', '‹');
}

/** The first names of a list, for a message: "a, b and 3 more". */
export function joinNames(names: ReadonlyArray<string | number>, most: number): string {
	const first = names.slice(0, most).join(', ');
	return names.length > most ? `${first} and ${names.length - most} more` : first;
}
