/** A secret, or the form of secrets, of which a shortened one is hidden too. */
export type Secret = string | RegExp;

/** What a service echoes of a header is a key or token, also one that n8n renewed meanwhile (RFC 6750 §2.1). */
const BEARER = /(?<=\bbearer\s+)[\w.~+/=-]+/gi;

const HIDDEN = '[hidden]';
/** The beginning or the end of a secret is hidden from this many characters on. */
const SHORTEST_END = 8;
/** Any other part of it is hidden from this many characters on. */
const SHORTEST_PART = 2 * SHORTEST_END;
/** How often a text is unescaped: a value in JSON in a query, and once more. */
const MOST_ESCAPES = 4;

/** A stretch of the text, from and up to, in characters. */
type Range = readonly [from: number, to: number];

/**
 * Takes secrets out of a text that a service sent back, before anybody sees it: in any case, backwards, in hex and base64,
 * with characters escaped as in an address, HTML or JSON, as a whole and in part. What else looks like a secret by chance
 * is hidden as well. Takes time in proportion to the text.
 *
 * @param secrets texts, and global patterns
 */
export function redact(text: string, secrets: readonly Secret[]): string {
	const needles = secrets
		.filter((secret) => typeof secret === 'string')
		.map((secret) => secret.trim())
		.filter((secret) => secret !== '')
		.flatMap(formsOf);
	const patterns = [...secrets.filter((secret) => secret instanceof RegExp), BEARER];
	const index = indexOf(needles);
	const found = viewsOf(text).flatMap(({ seen, from }) =>
		[...matches(seen, patterns), ...parts(seen.toLowerCase(), index)].map(
			([start, end]): Range => [from[start] ?? 0, from[end] ?? text.length],
		),
	);
	const long = needles.filter((needle) => needle.length >= SHORTEST_END);
	return without(text, [...found, ...spreadParts(text, indexOf(long))]);
}

/**
 * What stands between the characters of a secret that was wrapped or spread: white space, the mark of a soft line break,
 * the colons of hex, a backslash.
 */
const SPREAD = /[\s:\\]|=(?=\r?\n)/;

/** Where a text has a secret, or a part of it, with something between its characters. */
function spreadParts(text: string, index: Index): Range[] {
	const from = Array.from({ length: text.length }, (_, at) => at).filter(
		(at) => !SPREAD.test(text[at] === '=' ? text.slice(at, at + 3) : (text[at] ?? '')),
	);
	const dense = from.map((at) => text[at] ?? '').join('');
	return parts(dense.toLowerCase(), index).map(([start, end]) => [
		from[start] ?? 0,
		(from[end - 1] ?? text.length) + 1,
	]);
}

/** How a secret can be written, in lower case. */
function formsOf(secret: string): string[] {
	const bytes = Buffer.from(secret, 'utf8');
	const reversed = [...secret].reverse().join('');
	const encoded = [0, 1, 2].map((before) => base64Within(bytes, before));
	const urlSafe = encoded.map((form) => form.replaceAll('+', '-').replaceAll('/', '_'));
	const forms = [secret, reversed, bytes.toString('hex'), ...encoded, ...urlSafe];
	return [...new Set(forms.map((form) => form.toLowerCase()))].filter((form) => form !== '');
}

/** Base64 of the bytes inside a longer text, `before` bytes after a multiple of three, without what the others share. */
function base64Within(bytes: Buffer, before: number): string {
	const padded = Buffer.concat([Buffer.alloc(before), bytes]);
	const shared = [0, 2, 3][before] ?? 0;
	const whole = Math.floor((padded.length * 8) / 6);
	return padded.toString('base64').slice(shared, whole);
}

/** Where the pieces of SHORTEST_END characters stand that every hidden part of a needle has at least one of. */
type Index = ReadonlyMap<string, ReadonlyArray<{ needle: string; at: number }>>;

function indexOf(needles: readonly string[]): Index {
	const index = new Map<string, Array<{ needle: string; at: number }>>();
	for (const needle of needles) {
		const size = Math.min(SHORTEST_END, needle.length);
		const last = needle.length - size;
		for (let at = 0; at < last + size; at += size) {
			const place = Math.min(at, last);
			const piece = needle.slice(place, place + size);
			const places = index.get(piece) ?? [];
			// A secret that repeats itself is found by its first piece.
			if (!places.some((known) => known.needle === needle)) places.push({ needle, at: place });
			index.set(piece, places);
		}
	}
	return index;
}

/** Where a text has a secret, or a part of it. */
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

/** What text and needle have in common around a place, if that is enough to hide it. */
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

/** A text as it reads, with where each of its characters begins in the one that was sent. */
interface View {
	seen: string;
	from: readonly number[];
}

/** The text as it was sent, and as it reads with its escapes resolved once, twice and so on. */
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

/** Undefined where the text has no escapes. */
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

/** One character, whatever it stands for: others than those of the basic plane are in no key. */
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
