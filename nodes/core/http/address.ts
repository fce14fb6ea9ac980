import { z } from 'zod';

import { InvalidInput, refusedByCredential } from '../failures/failures';
import { cleanText } from '../form/unicode';
import { urlOf } from './url';

/** Characters that end or change an address on its way to the service, plain or encoded. */
const UNFIT = /[\s\\?#\p{Cc}\p{Cf}]|%(?:2e|2f|5c|25|3f|23|0[0-9a-f]|1[0-9a-f]|7f)/iu;
/** A part of the path that means the same level or the one above. Some servers first drop what follows a semicolon. */
const DOTS = /\/\.{1,2}(?:;[^/]*)?(?:\/|$)/;

/**
 * A credential's base URL, without a slash at the end. Throws InvalidInput if the node cannot append paths to it, if it
 * leads elsewhere than it seems to, or if it contains a password.
 *
 * @param howToGoOn an example, as a sentence
 */
export function readBaseUrl(written: string, service: string, howToGoOn: string): string {
	const trimmed = cleanText(written).replace(/\/+$/, '');
	const isPlain =
		/^https?:\/\/[^/@]+(?:\/|$)/i.test(trimmed) &&
		!UNFIT.test(trimmed) &&
		!DOTS.test(trimmed.normalize('NFKC'));
	if (isPlain && urlOf(trimmed) !== undefined) return trimmed;
	throw new InvalidInput(
		`Base URL of the ${service} credential is not a plain web address`,
		howToGoOn,
	);
}

/** Names of the machine itself: requests to it stay on it. */
const LOOPBACK =
	/^(?:localhost|(?:[\w-]+\.)+localhost|127(?:\.\d{1,3}){3}|\[::1\]|\[::ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4}\])\.?$/i;

export function isOnThisMachine(address: string): boolean {
	return LOOPBACK.test(new URL(address).hostname);
}

/** Whether others can read a request to this address on its way. */
const travelsOpen = (address: string): boolean =>
	new URL(address).protocol !== 'https:' && !isOnThisMachine(address);

const useHttps = (instead: string) =>
	`Use https${instead}. Only addresses on this machine may use http, such as http://127.0.0.1:4010. Nothing was sent.`;

/**
 * Throws InvalidInput if the node would send a key or token to another machine over http, where others can read it.
 *
 * @param key "the API Token"
 * @param instead another way out, ", or …"
 */
export function requireHttps(baseUrl: string, service: string, key: string, instead = ''): void {
	if (!travelsOpen(baseUrl)) return;
	throw new InvalidInput(
		`Base URL of the ${service} credential starts with http, so ${key} would travel unencrypted`,
		useHttps(instead),
	);
}

/**
 * As requireHttps, of a request that gets its key by a credential: n8n's HTTP Request node sends to any address. A request
 * without a readable address is left to n8n, which refuses it.
 */
export function requireHttpsOf(request: object, service: string, key: string, instead = ''): void {
	const { uri, url = uri, baseURL = '' } = addressed.parse(request);
	const address = [url, baseURL + url].find((one) => urlOf(one) !== undefined);
	if (address === undefined || !travelsOpen(address)) return;
	throw refusedByCredential(
		`The URL of this request starts with http, so ${key} of the ${service} credential would travel unencrypted`,
		useHttps(instead),
	);
}

/** n8n's two kinds of request options name the address differently. */
const addressed = z.object({
	uri: z.string().catch(''),
	url: z.string().optional().catch(undefined),
	baseURL: z.string().optional().catch(undefined),
});

/**
 * The path with a value for each placeholder in braces. Throws InvalidInput for a value that cannot be a part of a path: an
 * empty one, dots alone, which lead to another path, and half a character.
 */
export function fillPath(path: string, values: Readonly<Record<string, string>>): string {
	return path.replaceAll(/\{(\w+)\}/g, (_placeholder, name: string) => {
		const value = values[name] ?? '';
		if (!/^\.{0,2}$/.test(value) && !LONE_SURROGATE.test(value)) return encodeURIComponent(value);
		throw new InvalidInput(
			`The ID for "${name}" cannot be part of a URL path`,
			'Check the expression that returns this ID. Nothing was sent for this item.',
		);
	});
}

/** Half of a character outside the basic plane. Slicing a text can leave it. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/** More layers of percent-encoding than any server decodes. */
const MOST_DECODINGS = 8;

/**
 * The parts of a path, in each way in which a server may read it: decoded once or more often, with doubled slashes kept or
 * dropped before it resolves dots. All are in lower case, without matrix parameters, blanks, dots at the end of a part, and
 * a format at the end such as ".json".
 */
export function pathReadings(path: string): string[][] {
	const readings: string[][] = [];
	let text = path;
	for (let layer = 0; layer <= MOST_DECODINGS; layer++) {
		const parts = partsOf(text);
		readings.push(
			withoutDots(parts).filter((part) => part !== ''),
			withoutDots(parts.filter((part) => part !== '')),
		);
		const decoded = decodeOnce(text);
		if (decoded === text) break;
		text = decoded;
	}
	return readings;
}

/** Also signs that look like a slash: fraction slash, division slash, big solidus. */
const SLASH = /[/\\\u2044\u2215\u29f8]/;

function partsOf(path: string): string[] {
	// The rest is a query or a fragment, or a server written in C does not read it.
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

/** Decodes one layer of percent-encoding. Leaves what is not UTF-8. */
function decodeOnce(text: string): string {
	return text.replaceAll(/(?:%[0-9a-f]{2})+/gi, (encoded) => {
		try {
			return decodeURIComponent(encoded);
		} catch {
			return encoded;
		}
	});
}
