import { createHash } from 'node:crypto';

import { readList } from '../core/paging/readList';
import type { Call } from '../core/call';
import type { SetyRecord } from './answers';
import { idIn, NO_CONTENT, refuseFailure } from './answers';
import { hasMorePages, statedTotal, takeRecords } from './listEnvelope';
import { resolveCall } from './call';
import type { SetyClient } from './service';

/** A list of records in numbered pages. */
export interface SetyList {
	call: Call;
	/** Names under which the list may stand in an answer. Assumed. */
	names: readonly string[];
	/** The field that holds the ID of a record. */
	idField: string;
}

export interface ListOptions {
	/** The most records; undefined means all. */
	limit: number | undefined;
	/** Called when the list may be incomplete. */
	hint(text: string): void;
	/** What the list keeps of a record; by default, all of it. */
	keep?(record: SetyRecord): SetyRecord;
}

export interface OnePage {
	records: SetyRecord[];
	/** Whether more follow, as Sety says; undefined where it does not say. */
	hasMore: boolean | undefined;
	/** Records of the whole list, as Sety states it; undefined where it does not. */
	total: number | undefined;
	/** Requests that the plan still admits in this minute; undefined where Sety does not say. */
	requestsLeft: number | undefined;
	/** Sety's own clock, epoch milliseconds; undefined if the answer has no time. */
	serverNow: number | undefined;
}

/** For a list that may be incomplete. */
export const EMPTY_PAGE_PROMISES_MORE =
	'Sety sent an empty page although it says that more pages follow. The list ends there and may be incomplete.';

/** The most records on one page of a list. */
export function pageSizeOf({ account }: SetyClient, { call }: SetyList): number {
	return resolveCall(call, account.overrides).pageSize;
}

/** One page of a list, for pickers and triggers. Pages begin with 1. Throws ApiFailure. */
export async function readPage(client: SetyClient, list: SetyList, page: number): Promise<OnePage> {
	const limit = pageSizeOf(client, list);
	return await pageOf(client, list, { page, limit }, (page - 1) * limit);
}

/** The records of a list, up to the limit. Throws ApiFailure. */
export async function readRecords(
	client: SetyClient,
	list: SetyList,
	filters: SetyRecord,
	{ limit, hint, keep = (record) => record }: ListOptions,
): Promise<SetyRecord[]> {
	/** Records on each page; a page may be read again, or before the one in front of it. */
	const sizes: number[] = [];
	return await readList({
		limit,
		pageSize: pageSizeOf(client, list),
		readPage: async (page, size) => {
			const readBefore = Array.from(
				{ length: page - 1 },
				(_none, at) => sizes[at] ?? sizes[0] ?? 0,
			);
			const read = await pageOf(client, list, { ...filters, page, limit: size }, sumOf(readBefore));
			sizes[page - 1] = read.records.length;
			return read;
		},
		keyOf: (record) => keyOfRecord(record, list.idField),
		keep,
		onEnd(end) {
			if (end === 'leadsNowhere') hint(EMPTY_PAGE_PROMISES_MORE);
			if (end === 'repeats')
				hint('Sety sent the same page twice. The list ends there and may be incomplete.');
		},
	});
}

const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0);

async function pageOf(
	client: SetyClient,
	{ call, names }: SetyList,
	fields: SetyRecord,
	readBefore: number,
): Promise<OnePage> {
	const answer = await client.send(call, { fields });
	const { status, body, lacks, answeredAt, requestsLeft } = answer;
	refuseFailure(answer);
	const records = status === NO_CONTENT ? [] : takeRecords(body, names);
	if (records === undefined) {
		throw lacks(`a list that can be told from others (expected under "${names[0]}")`);
	}
	const hasMore = hasMorePages(body, Number(fields.page), readBefore + records.length);
	return { records, hasMore, total: statedTotal(body), requestsLeft, serverNow: answeredAt };
}

/** The ID of a record, or a hash of its content: a danger zone may have no ID. */
function keyOfRecord(record: SetyRecord, idField: string): string {
	return idIn(record, idField) ?? createHash('sha256').update(JSON.stringify(record)).digest('hex');
}
