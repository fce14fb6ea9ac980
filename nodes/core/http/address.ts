import { InvalidInput } from '../failures/failures';
import { cleaned } from '../form/cleaned';
import type { Query } from './request';

/** Characters that end or change an address on the way, also where they are encoded. */
const UNFIT = /[\s\\?#\p{Cc}\p{Cf}]|%(?:2e|2f|5c|25|3f|23|0[0-9a-f]|1[0-9a-f]|7f)/iu;
/** A part of the path that names the folder itself, or the one above; some servers drop what follows a semicolon first. */
const DOTS = /\/\.{1,2}(?:;[^/]*)?(?:\/|$)/;

/**
 * A credential's base URL, without a slash at the end. Throws InvalidInput for one that paths cannot be appended to, that
 * leads elsewhere than it reads, or that carries a password.
 *
 * @param howToGoOn an example, with its full stop
 */
export function plainBaseUrl(written: string, service: string, howToGoOn: string): string {
	const trimmed = cleaned(written).replace(/\/+$/, '');
	const isPlain =
		/^https?:\/\/[^/@]+(?:\/|$)/i.test(trimmed) &&
		!UNFIT.test(trimmed) &&
		!DOTS.test(trimmed.normalize('NFKC'));
	if (isPlain && URL.canParse(trimmed)) return trimmed;
	throw new InvalidInput(
		`Base URL of the ${service} credential is not a plain web address`,
		howToGoOn,
	);
}

/** The machine itself: what goes there leaves no wire. */
const LOOPBACK =
	/^(?:localhost|(?:[\w-]+\.)+localhost|127(?:\.\d{1,3}){3}|\[::1\]|\[::ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4}\])\.?$/i;

/**
 * Throws InvalidInput when a key or token would go over plain http to another machine, where it can be read on its way.
 *
 * @param key what would be read, "the API Token"
 * @param instead what else helps, ", or …"
 */
export function refuseReadable(baseUrl: string, service: string, key: string, instead = ''): void {
	const { protocol, hostname } = new URL(baseUrl);
	if (protocol === 'https:' || LOOPBACK.test(hostname)) return;
	throw new InvalidInput(
		`Base URL of the ${service} credential begins with http, at which ${key} can be read on its way`,
		`Use https${instead}. http is for addresses of this machine, such as http://127.0.0.1:4010. Nothing was sent.`,
	);
}

/**
 * The path with a value for each name in braces. Throws InvalidInput for a value that cannot be a part of a path: nothing,
 * dots alone, which lead to another path, and half a character.
 */
export function filledIn(path: string, values: Readonly<Record<string, string>>): string {
	return path.replaceAll(/\{(\w+)\}/g, (_placeholder, name: string) => {
		const value = values[name] ?? '';
		if (!/^\.{0,2}$/.test(value) && !LONE_SURROGATE.test(value)) return encodeURIComponent(value);
		throw new InvalidInput(
			`The ID for "${name}" cannot be a part of an address`,
			'Check the expression that gives this ID. Nothing was sent for it.',
		);
	});
}

/** Half of a character outside the basic plane, as slicing a text leaves it. */
const LONE_SURROGATE = /\p{Surrogate}/u;

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

/**
 * How a service takes a list in a query: `repeat` is `id=a&id=b`, the usual form (OpenAPI: style form, exploded); `comma`
 * is `id=a,b`.
 */
export type ListStyle = 'repeat' | 'comma';

/**
 * The fields of a query as text. What is undefined or null is left out, of a list as well, and so is an empty list.
 * Throws InvalidInput for what a query cannot hold; only Extra Fields can.
 */
export function queryOf(fields: Readonly<Record<string, unknown>>, style: ListStyle): Query {
	const unfit = unfitForQuery(fields);
	if (unfit !== undefined) {
		throw new InvalidInput(`Extra Fields ${unfit.what}`, unfit.howToGoOn);
	}
	const query: Query = {};
	for (const [name, value] of Object.entries(fields)) {
		const members = membersOf(value).map((member) => textOf(member) ?? '');
		const [first] = members;
		if (first === undefined) continue;
		if (!Array.isArray(value)) query[name] = first;
		else query[name] = style === 'comma' ? members.join(',') : members;
	}
	return query;
}

/** What is wrong with the first field that a query cannot hold; undefined where there is none. */
export function unfitForQuery(
	fields: Readonly<Record<string, unknown>>,
): { what: string; howToGoOn: string } | undefined {
	const field = Object.entries(fields).find(([, value]) =>
		membersOf(value).some((member) => textOf(member) === undefined),
	);
	if (field === undefined) return undefined;
	return {
		what: `holds "${field[0]}", which cannot stand in the address of a request`,
		howToGoOn:
			'Give it a text, a number, true or false, or a list of these. This operation reads, so its fields go into the address.',
	};
}

function membersOf(value: unknown): unknown[] {
	const members = Array.isArray(value) ? (value as unknown[]) : [value];
	return members.filter((member) => member !== undefined && member !== null);
}

function textOf(value: unknown): string | undefined {
	if (typeof value === 'string') return value;
	if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
	if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined;
	if (value instanceof Date) {
		return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
	}
	return undefined;
}
