import { createHash } from 'node:crypto';
import { z } from 'zod';

/** Cursors live 30 days (documented). */
export const CURSOR_LIFETIME_MS = 30 * 24 * 60 * 60 * 1000;

/** A place in the log: the time that is asked by, and the entry's number among those of the same time. */
export interface Place {
	readonly time: number;
	readonly seq: number;
}

/** Where a reading goes on. */
export interface Position {
	/** What lies up to here was handed out. */
	readonly after?: Place | undefined;
	/** In the order from the newest: what lies from here on was handed out, too. */
	readonly before?: Place | undefined;
	/** In that order: the newest of this reading, where the next one ends. */
	readonly top?: Place | undefined;
}

const place = z.object({ time: z.number(), seq: z.number() }).optional();
const content = z.object({
	parameters: z.string(),
	issuedAt: z.number(),
	after: place,
	before: place,
	top: place,
});

export function cursorFor(query: object, position: Position, now: number): string {
	const cursor = { parameters: fingerprint(query), issuedAt: now, ...position };
	return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

/** The position, or the vendor's words for why the cursor cannot be used (observed by third parties). */
export function readCursor(cursor: string, query: object, now: number): Position | string {
	const read = content.safeParse(jsonIn(cursor));
	if (!read.success || now - read.data.issuedAt > CURSOR_LIFETIME_MS) {
		return 'invalid or expired pagination cursor';
	}
	const { parameters, after, before, top } = read.data;
	return parameters === fingerprint(query)
		? { after, before, top }
		: 'Parameters differ from previous paginated request.';
}

/** Of everything but the cursor, as it was written: another spelling of a time or another order of ids is another parameter. */
function fingerprint(query: object): string {
	const written = Object.entries(query)
		.filter(([name]) => name !== 'after')
		.sort(([a], [b]) => (a < b ? -1 : 1));
	return createHash('sha256').update(JSON.stringify(written)).digest('hex').slice(0, 16);
}

function jsonIn(cursor: string): unknown {
	try {
		return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
	} catch {
		return undefined;
	}
}
