import { createHash } from 'node:crypto';
import { z } from 'zod';

/** Cursors live 30 days (documented). */
export const CURSOR_LIFETIME_MS = 30 * 24 * 60 * 60 * 1000;

/** The last record that was handed out: its time in milliseconds, and its id among those of the same time. */
export interface Position {
	readonly time: number;
	readonly id: string;
}

const content = z.object({
	parameters: z.string(),
	issuedAt: z.number(),
	time: z.number(),
	id: z.string(),
});

export function cursorFor(query: object, { time, id }: Position, now: number): string {
	const cursor = { parameters: fingerprint(query), issuedAt: now, time, id };
	return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

/** The position, or the vendor's words for why the cursor cannot be used (observed by third parties). */
export function readCursor(cursor: string, query: object, now: number): Position | string {
	const read = content.safeParse(jsonIn(cursor));
	if (!read.success || now - read.data.issuedAt > CURSOR_LIFETIME_MS) {
		return 'invalid or expired pagination cursor';
	}
	const { parameters, time, id } = read.data;
	if (parameters !== fingerprint(query)) return 'Parameters differ from previous paginated request';
	return { time, id };
}

/** Of everything but the cursor, as it was written: another spelling of the same time is another parameter. */
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
