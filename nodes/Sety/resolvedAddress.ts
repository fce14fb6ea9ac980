import { pathReadings } from '../core/http/address';
import type { HttpMethod } from '../core/http/request';

/** An address that does something at Sety, by the operation it belongs to. */
export interface WriteAddress {
	key: string;
	/** Below the base URL; a name in braces stands for one part. */
	path: string;
}

/** The documented address of a write that has a safeguard. */
export interface GuardedAddress extends WriteAddress {
	/** Whether a read has the same path, as the list of incidents has that of Create. */
	isAlsoRead: boolean;
}

/**
 * The write that a request carries out, other than its own: what counts is the address that leaves the node, as a server
 * may read it, and not the operation that it was written for. Undefined when there is none.
 *
 * @param request its base URL without a slash at the end, and its path below that, with its placeholders filled in
 * @param writes the addresses of the writes as this credential calls them
 * @param guarded the writes that send responders, or call them off
 */
export function foreignWrite(
	own: string,
	{ method, baseUrl, path }: { method: HttpMethod; baseUrl: string; path: string },
	writes: readonly WriteAddress[],
	guarded: readonly GuardedAddress[],
): string | undefined {
	const below = new URL(baseUrl).pathname;
	const requested = pathReadings(below + path);
	const others = method === 'GET' ? [] : writes.filter(({ key }) => key !== own);
	const meant = others.find((write) => {
		const patterns = pathReadings(below + write.path);
		return requested.some((one) => patterns.some((pattern) => isAt(one, pattern)));
	});
	if (meant !== undefined) return meant.key;
	// A base URL can hold a part of the path, so the documented addresses count wherever they end a path.
	return guarded.find(({ key, path: documented, isAlsoRead }) => {
		const segments = documented.slice(1).split('/');
		return (
			key !== own &&
			(method !== 'GET' || !isAlsoRead) &&
			requested.some((one) => isAt(one.slice(-segments.length), segments))
		);
	})?.key;
}

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
