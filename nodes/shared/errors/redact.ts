/** A secret, or the form of secrets, of which a shortened one is hidden too. */
export type Secret = string | RegExp;

/**
 * Takes secrets out of a text that a service sent back, before anybody sees it.
 *
 * @param secrets texts, and global patterns
 */
export function redact(text: string, secrets: readonly Secret[]): string {
	return secrets
		.filter((secret) => secret !== '')
		.reduce<string>((clean, secret) => clean.replaceAll(secret, '[hidden]'), text);
}
