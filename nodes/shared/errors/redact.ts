/** Takes secrets out of a text that a service sent back, before anybody sees it. */
export function redact(text: string, secrets: readonly string[]): string {
	return secrets
		.filter((secret) => secret.length > 0)
		.reduce((clean, secret) => clean.replaceAll(secret, '[hidden]'), text);
}
