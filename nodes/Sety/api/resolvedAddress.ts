import type { HttpMethod } from '../../shared/http/request';
import type { EndpointName } from './endpoints';
import { endpoints } from './endpoints';

/** An address that does something at Sety, by the operation it belongs to. */
export interface WriteAddress {
	name: EndpointName;
	/** Below the base URL; a name in braces stands for one part. */
	path: string;
}

/** More layers of percent-encoding than any server takes off. */
const MOST_DECODINGS = 8;

/**
 * The write that a request carries out, other than its own: what counts is the address that leaves the node, as a server
 * may read it, and not the operation that it was written for. Undefined when there is none.
 *
 * @param path below the base URL, with its placeholders filled in
 * @param writes the addresses of the writes as this credential calls them
 */
export function foreignWrite(
	own: EndpointName,
	{ method, baseUrl, path }: { method: HttpMethod; baseUrl: string; path: string },
	writes: readonly WriteAddress[],
): EndpointName | undefined {
	const below = new URL(baseUrl).pathname.replace(/\/+$/, '');
	const requested = readingsOf(below + path);
	const others = method === 'GET' ? [] : writes.filter(({ name }) => name !== own);
	const meant = others.find((write) => {
		const patterns = readingsOf(below + write.path);
		return requested.some((one) => patterns.some((pattern) => isAt(one, pattern)));
	});
	if (meant !== undefined) return meant.name;
	// A base URL can hold a part of the path, so the documented addresses count wherever they end a path.
	return DOCUMENTED.find(
		({ name, segments }) =>
			name !== own &&
			(method !== 'GET' || name === 'incident.cancel') &&
			requested.some((one) => isAt(one.slice(-segments.length), segments)),
	)?.name;
}

/** Those that send responders, or call them off. No read has the address of Cancel; Create shares that of the list. */
const DOCUMENTED = (['incident.create', 'incident.cancel'] as const).map((name) => ({
	name,
	segments: endpoints[name].path.slice(1).split('/'),
}));

function isAt(segments: readonly string[], pattern: readonly string[]): boolean {
	return (
		segments.length === pattern.length &&
		pattern.every((part, index) => fits(segments[index] ?? '', part))
	);
}

/** Whether a part of an address is one of the pattern's, which can have a placeholder in it. */
function fits(part: string, pattern: string): boolean {
	const [before = '', after] = pattern.split(/\{[^}]*\}/);
	if (after === undefined) return part === pattern;
	return part.startsWith(before) && part.endsWith(after);
}

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

function partsOf(path: string): string[] {
	// What follows is a query, a fragment, or not read by a server written in C.
	const [plain = ''] = path.split(/[?#\0]/);
	return plain.split(/[/\\]/).map((part) => {
		const [name = ''] = part.split(';');
		const readable = name
			.normalize('NFKC')
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
