import { z } from 'zod';

import type { CallInput } from '../core/call';
import type { JsonRecord } from '../core/json';
import type { ListEnd } from '../core/paging/pages';
import { readCursorList } from '../core/paging/readList';
import { drain } from '../core/json';
import type { SamsaraCall, SamsaraClient } from './service';

/** A list of records, which comes in pages with cursors. */
export interface SamsaraList<Item extends JsonRecord> {
	call: SamsaraCall;
	/** Whether a record has the ID by which it is known. */
	isItem(record: unknown): record is Item;
	/** What makes a record the same one on another page. */
	keyOf(record: Item): string;
}

export interface ListOptions<Item, Kept> {
	/** The most records; undefined means all. */
	limit: number | undefined;
	/** Called when the list may be incomplete. */
	hint(text: string): void;
	/** What is kept of each record. */
	keep(record: Item): Kept;
}

const NO_CONTENT = 204;

const page = z.object({
	// No copy: drain works on the answer itself.
	data: z.custom<unknown[]>(Array.isArray),
	pagination: z
		.object({ endCursor: z.string().nullish(), hasNextPage: z.boolean().nullish() })
		.nullish(),
});

/** One page of a list. Its records may be anything. Throws ApiFailure. */
export async function readPage(client: SamsaraClient, call: SamsaraCall, input: CallInput) {
	const { status, body, lacks, answeredAt } = await client.send(call, input);
	// No content: a page with nothing on it.
	const read = page.safeParse(status === NO_CONTENT ? { data: [] } : body);
	if (!read.success) throw lacks('a list in "data"');
	const { data, pagination } = read.data;
	const cursor = pagination?.endCursor ?? '';
	return {
		data,
		/** Where the next page begins; undefined keeps the place. */
		cursor: cursor === '' ? undefined : cursor,
		hasMore: pagination?.hasNextPage === true,
		/** Samsara's own clock, epoch milliseconds; undefined when it does not tell. */
		answeredAt,
		lacks,
	};
}

/**
 * The records of a list, up to the limit. Every field but the cursor stays the same, byte by byte: Samsara refuses the
 * cursor otherwise. Throws ApiFailure.
 */
export async function readRecords<Item extends JsonRecord, Kept>(
	client: SamsaraClient,
	{ call, isItem, keyOf }: SamsaraList<Item>,
	input: CallInput,
	{ limit, hint, keep }: ListOptions<Item, Kept>,
): Promise<Kept[]> {
	return await readCursorList<Item, Kept>({
		limit,
		keyOf,
		keep,
		readPage: async (after) => {
			const fields = { ...input.fields, after };
			const read = await readPage(client, call, { ...input, fields });
			const { data, cursor, hasMore, lacks } = read;
			if (!data.every(isItem)) throw lacks('an ID in every record');
			return { records: drain(data), hasMore, next: cursor };
		},
		onEnd(end) {
			if (end !== 'last') hint(INCOMPLETE[end]);
		},
	});
}

const INCOMPLETE: Readonly<Record<Exclude<ListEnd, 'last'>, string>> = {
	leadsNowhere: 'The list is incomplete: Samsara announced another page but sent no cursor for it.',
	repeats:
		'The list may be incomplete: Samsara sent the same cursor twice, so the node stopped there.',
};
