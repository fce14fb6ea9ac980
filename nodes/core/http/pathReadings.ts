/** More layers of percent-encoding than any server takes off. */
const MOST_DECODINGS = 8;

/**
 * The parts of a path in every way in which a server may read it: decoded once or more often, with doubled slashes kept
 * or dropped before dots are resolved; always without matrix parameters, a format at the end, blanks, dots at the end of
 * a part, and without regard to case.
 */
export function readingsOf(path: string): string[][] {
	const readings: string[][] = [];
	let text = path;
	for (let layer = 0; layer <= MOST_DECODINGS; layer++) {
		const parts = partsOf(text);
		readings.push(
			withoutDots(parts).filter((part) => part !== ''),
			withoutDots(parts.filter((part) => part !== '')),
		);
		const decoded = decodedOnce(text);
		if (decoded === text) break;
		text = decoded;
	}
	return readings;
}

/** Also signs that look like one: of a fraction, of a division, the big one. */
const SLASH = /[/\\\u2044\u2215\u29f8]/;

function partsOf(path: string): string[] {
	// What follows is a query, a fragment, or not read by a server written in C.
	const [plain = ''] = path.normalize('NFKC').split(/[?#\0]/);
	return plain.split(SLASH).map((part) => {
		const [name = ''] = part.split(';');
		const readable = name
			.replaceAll(/[\p{Cf}\p{Cc}]/gu, '')
			.trim()
			.toLowerCase();
		return /^\.+$/.test(readable)
			? readable
			: readable.replace(/\.(?:json|xml|html?)$/, '').replace(/[.\s]+$/, '');
	});
}

function withoutDots(parts: readonly string[]): string[] {
	const kept: string[] = [];
	for (const part of parts) {
		if (part === '..') kept.pop();
		else if (part !== '.') kept.push(part);
	}
	return kept;
}

/** Takes one layer of percent-encoding off. What is no UTF-8 is left as it is. */
function decodedOnce(text: string): string {
	return text.replaceAll(/(?:%[0-9a-f]{2})+/gi, (encoded) => {
		try {
			return decodeURIComponent(encoded);
		} catch {
			return encoded;
		}
	});
}
