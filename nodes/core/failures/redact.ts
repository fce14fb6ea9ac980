/** A secret, or a pattern of secrets, which also hides a shortened one. */
export type Secret = string | RegExp;

/** A key or token in a header that a service echoes, which may be one that n8n has just renewed (RFC 6750 §2.1). */
const BEARER = /(?<=\bbearer\s+)[\w.~+/=-]+/gi;

const HIDDEN = '[hidden]';
/** The shortest beginning or end of a secret that is hidden, in characters. */
const SHORTEST_END = 8;
/** The shortest other part of a secret that is hidden, in characters. */
const SHORTEST_PART = 2 * SHORTEST_END;
/** How often a text is unescaped: enough for a value in JSON in a query, and once more. */
const MOST_ESCAPES = 4;

/** A part of the text, by the positions of its first character and of the one after its last. */
type Range = readonly [from: number, to: number];

/**
 * Hides secrets in a text of a service before it is shown: in upper or lower case, backwards, in hex and base64, escaped as
 * in an address, HTML or JSON, whole or in part. It also hides text that looks like a secret by chance. Takes time in
 * proportion to the text.
 *
 * @param secrets texts, and global patterns
 */
export function redact(text: string, secrets: readonly Secret[]): string {
	const needles = secrets
		.filter((secret) => typeof secret === 'string')
		.flatMap((secret) => formsOf(secret.trim()));
	const patterns = [...secrets.filter((secret) => secret instanceof RegExp), BEARER];
	const index = indexOf(needles);
	const found = viewsOf(text).flatMap(({ seen, from }) =>
		[...matches(seen, patterns), ...parts(lowerCase(seen), index)].map(
			([start, end]): Range => [from[start] ?? 0, from[end] ?? text.length],
		),
	);
	return without(text, [...found, ...spreadParts(text, needles)]);
}

/** With each character at its place: the usual lower case of a Turkish İ, and of no other character, is two. */
function lowerCase(text: string): string {
	return text.replaceAll('İ', 'i').toLowerCase();
}

/** Between the characters of a wrapped or spread secret: white space, colons of hex, a backslash, = of a soft break. */
const SPREAD = /[\s:\\=]/;

/** A text without these, which may as well be the secret's own. */
function denseOf(text: string): View {
	const from = Array.from({ length: text.length }, (_, at) => at).filter(
		(at) => !SPREAD.test(text.charAt(at)),
	);
	return { seen: from.map((at) => text.charAt(at)).join(''), from };
}

/** Finds secrets and parts of them that are wrapped, or spread with such characters in between. */
function spreadParts(text: string, needles: readonly string[]): Range[] {
	const long = needles
		.map((needle) => denseOf(needle).seen)
		.filter((needle) => needle.length >= SHORTEST_END);
	const { seen, from } = denseOf(text);
	return parts(lowerCase(seen), indexOf(long)).map(([start, end]) => [
		from[start] ?? 0,
		(from[end - 1] ?? text.length) + 1,
	]);
}

/** The ways to write a secret, in lower case. */
function formsOf(secret: string): string[] {
	const bytes = Buffer.from(secret);
	const reversed = [...secret].reverse().join('');
	const encoded = [0, 1, 2].map((before) => base64Within(bytes, before));
	const urlSafe = encoded.map((form) => form.replaceAll('+', '-').replaceAll('/', '_'));
	const forms = [secret, reversed, bytes.toString('hex'), ...encoded, ...urlSafe];
	return [...new Set(forms.map(lowerCase))];
}

/** Base64 of the bytes inside a longer text, `before` bytes after a multiple of three, without bits of their neighbours. */
function base64Within(bytes: Buffer, before: number): string {
	const padded = Buffer.concat([Buffer.alloc(before), bytes]);
	const shared = [0, 2, 3][before] ?? 0;
	const whole = Math.floor((padded.length * 8) / 6);
	return padded.toString('base64').slice(shared, whole);
}

/** Pieces of SHORTEST_END characters, with their places in the needles. Every part to be hidden contains one of them. */
type Index = ReadonlyMap<string, ReadonlyArray<{ needle: string; at: number }>>;

/** An empty needle has no pieces. */
function indexOf(needles: readonly string[]): Index {
	const index = new Map<string, Array<{ needle: string; at: number }>>();
	for (const needle of needles) {
		const size = Math.min(SHORTEST_END, needle.length);
		const last = needle.length - size;
		for (let at = 0; at < last + size; at += size) {
			const place = Math.min(at, last);
			const piece = needle.slice(place, place + size);
			const places = index.get(piece) ?? [];
			// One place is enough to find a secret that repeats itself.
			if (!places.some((known) => known.needle === needle)) places.push({ needle, at: place });
			index.set(piece, places);
		}
	}
	return index;
}

/** Finds secrets and parts of them. */
function parts(text: string, index: Index): Range[] {
	const sizes = [...new Set([...index.keys()].map((piece) => piece.length))];
	const found: Range[] = [];
	for (let at = 0; at < text.length; at++) {
		let next = at;
		for (const size of sizes) {
			for (const place of index.get(text.slice(at, at + size)) ?? []) {
				const range = commonPart(text, at, place, size);
				if (range === undefined) continue;
				found.push(range);
				next = Math.max(next, range[1] - 1);
			}
		}
		at = next;
	}
	return found;
}

/** The longest common part of text and needle around a place, if it is long enough to be hidden. */
function commonPart(
	text: string,
	textAt: number,
	{ needle, at }: { needle: string; at: number },
	size: number,
): Range | undefined {
	let before = 0;
	while (before < at && text[textAt - before - 1] === needle[at - before - 1]) before++;
	let after = size;
	while (at + after < needle.length && text[textAt + after] === needle[at + after]) after++;
	const isEnd = before === at || at + after === needle.length;
	const isHidden = isEnd || before + after >= SHORTEST_PART;
	return isHidden ? [textAt - before, textAt + after] : undefined;
}

function matches(text: string, patterns: readonly RegExp[]): Range[] {
	return patterns.flatMap((pattern) =>
		[...text.matchAll(pattern)].map(({ index, 0: match }): Range => [index, index + match.length]),
	);
}

/** A text after unescaping or without some characters, with the position of each of its characters in the original. */
interface View {
	seen: string;
	from: readonly number[];
}

/** The original text, and the same unescaped once, twice and so on. */
function viewsOf(text: string): View[] {
	const views: View[] = [
		{ seen: text, from: Array.from({ length: text.length + 1 }, (_, n) => n) },
	];
	for (let view = views[0]; view !== undefined && views.length <= MOST_ESCAPES; ) {
		view = unescaped(view);
		if (view !== undefined) views.push(view);
	}
	return views;
}

const ESCAPE =
	/%([0-9a-f]{2})|\\u\{?([0-9a-f]{4,6})\}?|\\x([0-9a-f]{2})|&#x0*([0-9a-f]{1,6});?|&#0*(\d{1,7});?|&(amp|lt|gt|quot|apos|sol|plus|equals|lowbar|period|colon);|\\([\\/"'])/gi;
const ENTITIES: Readonly<Record<string, string>> = {
	...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" },
	...{ sol: '/', plus: '+', equals: '=', lowbar: '_', period: '.', colon: ':' },
};

/** Undefined if the text has no escapes. */
function unescaped({ seen, from }: View): View | undefined {
	const pieces: string[] = [];
	const places: number[] = [];
	let end = 0;
	const keep = (piece: string, at: number) => {
		pieces.push(piece);
		for (let n = 0; n < piece.length; n++) places.push(from[at + n] ?? 0);
	};
	for (const { index, 0: escape, ...groups } of seen.matchAll(ESCAPE)) {
		keep(seen.slice(end, index), end);
		pieces.push(characterOf(groups));
		places.push(from[index] ?? 0);
		end = index + escape.length;
	}
	if (end === 0) return undefined;
	keep(seen.slice(end), end);
	places.push(from[seen.length] ?? 0);
	return { seen: pieces.join(''), from: places };
}

/** One character. It need not be right outside the basic plane, because no key has such characters. */
function characterOf(groups: Readonly<Record<number, string | undefined>>): string {
	const hex = groups[1] ?? groups[2] ?? groups[3] ?? groups[4];
	if (hex !== undefined) return String.fromCharCode(parseInt(hex, 16));
	if (groups[5] !== undefined) return String.fromCharCode(Number(groups[5]));
	return ENTITIES[groups[6]?.toLowerCase() ?? ''] ?? groups[7] ?? '';
}

function without(text: string, ranges: readonly Range[]): string {
	let clean = '';
	let at = 0;
	for (const [from, to] of [...ranges].sort(([a], [b]) => a - b)) {
		if (from >= at) clean += text.slice(at, from) + HIDDEN;
		at = Math.max(at, to);
	}
	return clean + text.slice(at);
}
