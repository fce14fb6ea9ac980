/**
 * The address that a text is, undefined if it is none. `URL.canParse` would do, but that of Node 20.20 refuses Latin letters
 * with accents, such as `https://bücher.example`, once V8 has optimized the call.
 */
export function urlOf(text: string, base?: string): URL | undefined {
	try {
		return new URL(text, base);
	} catch {
		return undefined;
	}
}
