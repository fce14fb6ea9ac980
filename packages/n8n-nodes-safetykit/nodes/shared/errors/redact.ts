/** A secret, or the form of secrets, of which a shortened one is hidden too. */
export type Secret = string | RegExp;

/** What a service echoes of a header is a key or token, also one that n8n renewed meanwhile (RFC 6750 §2.1). */
const BEARER = /(?<=\bbearer\s+)[\w.~+/=-]+/gi;

/**
 * Takes secrets out of a text that a service sent back, before anybody sees it.
 *
 * @param secrets texts, and global patterns
 */
export function redact(text: string, secrets: readonly Secret[]): string {
	return [...secrets, BEARER]
		.filter((secret) => secret !== '')
		.reduce<string>((clean, secret) => clean.replaceAll(secret, '[hidden]'), text);
}
