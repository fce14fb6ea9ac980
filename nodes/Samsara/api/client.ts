import { z } from 'zod';

import type { Clock } from '../../core/clock';
import { isBlank } from '../../core/form/schemas';
import { readCursorList } from '../../core/paging/readList';
import { takenOut } from '../../core/paging/takenOut';
import type { JsonRecord } from '../../core/json';
import { isJsonRecord } from '../../core/json';
import type { Acknowledgement } from '../safetyEvent/acknowledgement';
import { acknowledgementOf } from '../safetyEvent/acknowledgement';
import type { Call } from './call';
import type { EndpointName } from './endpoints';
import type { EventChange } from '../safetyEvent/eventChange';
import { inPieces } from '../inPieces';
import type { SafetyEvent } from '../safetyEvent/safetyEvent';
import { isSafetyEvent } from '../safetyEvent/safetyEvent';
import { idOfScored } from '../safetyScore/safetyScore';

/** IDs that one batch update may have (documented). */
export const LARGEST_BATCH = 200;
/**
 * IDs that one read asks for. No maximum is documented: 200 would make a query of 7.4 kB, near the usual 8 kB that a
 * whole request line may have, so 50 (assumed to be safe).
 */
export const LARGEST_READ = 50;
/** IDs that one call for safety scores may have (documented). */
export const LARGEST_SCORE_QUERY = 100;
/** Calls of one kind under way at once. The limit of five a second is kept whatever it is. */
export const CONCURRENT_CALLS = 5;

/** What answers are to carry besides the event itself. */
export interface Inclusions {
	includeAsset: boolean;
	includeDriver: boolean;
	/** Events of vehicles without a camera, which are left out otherwise. */
	includeVgOnlyEvents: boolean;
}

export interface ListOptions {
	/** The most records; undefined means all. */
	limit: number | undefined;
	/** Told when the list may be incomplete. */
	hint(text: string): void;
	/** Which of the records count; all of them where nothing is said. */
	wants?(event: SafetyEvent): boolean;
	/** What is kept of each record; all of it where nothing is said. */
	keep?(event: SafetyEvent): JsonRecord;
	/** False for a look-up that the user did not ask for. */
	withExtraFields?: boolean;
}

/** What a score can be of, by the last part of the path: the name of its ids in the query. */
const SCORE_IDS = {
	drivers: 'driverIds',
	vehicles: 'vehicleIds',
	tags: 'tagIds',
	'tag-group': 'tagIds',
} as const;

export type ScoreOf = keyof typeof SCORE_IDS;

export interface OneStreamPage {
	events: SafetyEvent[];
	/** What stands on the page without an ID. */
	withoutId: JsonRecord[];
	/** Where to go on; undefined keeps the place. */
	cursor: string | undefined;
	hasMore: boolean;
	answeredAt: number | undefined;
}

/** The part of the Samsara API that is about safety. Every method throws ApiFailure when it does not end well. */
export interface SamsaraClient {
	clock: Clock;
	signal: AbortSignal | undefined;
	/** Of what stored places in the stream are only valid for: the address of the region. */
	account: string;
	/** At most LARGEST_BATCH ids, in lower case. */
	updateSafetyEvents(ids: readonly string[], change: EventChange): Promise<Acknowledgement>;
	/** By id in lower case. IDs that Samsara does not know are left out (assumed). */
	readSafetyEvents(
		ids: readonly string[],
		inclusions: Inclusions,
		options?: Partial<Pick<ListOptions, 'hint' | 'withExtraFields'>>,
	): Promise<Map<string, SafetyEvent>>;
	listSafetyEvents(filters: JsonRecord, options: ListOptions): Promise<JsonRecord[]>;
	/** One page of the stream without an end. The cursor stands in the query, as `after`. */
	readStreamPage(query: JsonRecord): Promise<OneStreamPage>;
	/** Samsara's own clock, epoch milliseconds; undefined when it does not tell. */
	serverTime(): Promise<number | undefined>;
	/**
	 * By the id of whose score it is; of all there are when no ids are given. A tag group has one score, without an id, and
	 * takes at most LARGEST_SCORE_QUERY ids.
	 */
	getSafetyScores(
		scoreOf: ScoreOf,
		ids: readonly string[],
		query: JsonRecord,
		hint: ListOptions['hint'],
	): Promise<Map<string, JsonRecord>>;
}

const NO_CONTENT = 204;

const page = z.object({
	// No copy: its members are to be taken out of the answer itself.
	data: z.custom<unknown[]>(Array.isArray),
	pagination: z
		.object({ endCursor: z.string().nullish(), hasNextPage: z.boolean().nullish() })
		.nullish(),
});

/** What a list holds, and what is kept of it. */
interface Listed<Item, Kept> {
	isItem: (record: unknown) => record is Item;
	keyOf: (record: Item) => string;
	wants?: ((record: Item) => boolean) | undefined;
	keep: (record: Item) => Kept;
}

export function samsaraClient(
	call: Call,
	{ clock, signal, account }: Pick<SamsaraClient, 'clock' | 'signal' | 'account'>,
): SamsaraClient {
	const rawPage = async (name: EndpointName, input: Parameters<Call>[1]) => {
		const { status, body, lacks, answeredAt } = await call(name, input);
		// No content: a page with nothing on it.
		const read = page.safeParse(status === NO_CONTENT ? { data: [] } : body);
		if (!read.success) throw await lacks('a list in "data"');
		const { data, pagination } = read.data;
		const cursor = pagination?.endCursor ?? '';
		return {
			data,
			lacks,
			cursor: cursor === '' ? undefined : cursor,
			hasMore: pagination?.hasNextPage === true,
			answeredAt,
		};
	};

	const onePage = async <Item>(
		name: EndpointName,
		input: Parameters<Call>[1],
		isItem: (record: unknown) => record is Item,
	) => {
		const { data, lacks, ...rest } = await rawPage(name, input);
		if (!data.every(isItem)) throw await lacks('an ID in every record');
		return { records: takenOut(data), ...rest };
	};

	/** All pages. Every parameter but the cursor stays what it was, byte by byte: Samsara refuses the cursor otherwise. */
	const list = async <Item, Kept>(
		name: EndpointName,
		input: Parameters<Call>[1],
		{ isItem, keyOf, wants = () => true, keep }: Listed<Item, Kept>,
		{ limit, hint }: Pick<ListOptions, 'limit' | 'hint'>,
	): Promise<Kept[]> => {
		let endsInTheMiddle = false;
		const kept = await readCursorList<Item, Kept>({
			limit,
			keyOf,
			keep,
			readPage: async (after) => {
				const fields = { ...input.fields, after };
				const { records, cursor, hasMore } = await onePage(name, { ...input, fields }, isItem);
				endsInTheMiddle = hasMore && cursor === undefined;
				return { records: records.filter(wants), next: hasMore ? cursor : undefined };
			},
			onRepeatedCursor: () =>
				hint('Samsara sent the same cursor twice, so the list ends there and may be incomplete.'),
		});
		if (endsInTheMiddle && kept.length < (limit ?? Infinity)) {
			hint(
				'Samsara said that there is more, but not where, so the list ends there and is incomplete.',
			);
		}
		return kept;
	};

	const readPieces = inPieces(LARGEST_READ);
	const scorePieces = inPieces(LARGEST_SCORE_QUERY);

	return {
		clock,
		signal,
		account,
		async updateSafetyEvents(ids, change) {
			const fields = { safetyEventIds: ids, ...change };
			const { body, lacks } = await call('safetyEvent.update', { fields });
			const acknowledgement = acknowledgementOf(ids, body);
			if (acknowledgement === undefined) throw await lacks('a readable acknowledgement');
			return acknowledgement;
		},
		async readSafetyEvents(ids, inclusions, { hint = () => {}, withExtraFields = true } = {}) {
			const events = await readPieces(ids, async (some) => {
				const fields = { safetyEventIds: some, ...onlyTrue(inclusions) };
				return await list(
					'safetyEvent.get',
					{ fields, withExtraFields },
					{ isItem: isSafetyEvent, keyOf: ({ id }) => id.toLowerCase(), keep: (event) => event },
					{ limit: undefined, hint },
				);
			});
			return new Map(events.map((event) => [event.id.toLowerCase(), event]));
		},
		async listSafetyEvents(filters, { wants, keep = (event) => event, ...options }) {
			return await list(
				'safetyEvent.getAll',
				{ fields: filters, withExtraFields: options.withExtraFields ?? true },
				{ isItem: isSafetyEvent, keyOf: ({ id }) => id, wants, keep },
				options,
			);
		},
		async readStreamPage(query) {
			const { data, cursor, hasMore, answeredAt } = await rawPage('safetyEvent.getAll', {
				fields: query,
			});
			const records = takenOut(data).map(withTextId);
			const events = records.filter(isSafetyEvent);
			const withoutId = records.filter((record) => !isSafetyEvent(record)).filter(isJsonRecord);
			return { events, withoutId, cursor, hasMore, answeredAt };
		},
		async serverTime() {
			// An empty window of long ago is the cheapest thing to ask for.
			const fields = { startTime: '2020-01-01T00:00:00.000Z', endTime: '2020-01-01T00:00:00.001Z' };
			return (await call('safetyEvent.getAll', { fields, withExtraFields: false })).answeredAt;
		},
		async getSafetyScores(scoreOf, ids, query, hint) {
			const inputFor = (some: readonly string[] | undefined) => ({
				path: { scoreOf },
				fields: { ...query, [SCORE_IDS[scoreOf]]: some },
			});
			if (scoreOf === 'tag-group') {
				// The combined score is one object, without pages.
				const input = inputFor(ids.length === 0 ? undefined : ids);
				const { body, lacks } = await call('safetyScore.get', input);
				const data = isJsonRecord(body) ? body.data : undefined;
				if (!isJsonRecord(data) || isBlank(data.combinedScore)) {
					throw await lacks('a combinedScore in "data"');
				}
				return new Map([['', data]]);
			}
			const scores = async (some: readonly string[] | undefined) =>
				await list(
					'safetyScore.get',
					inputFor(some),
					{ isItem: isScore, keyOf: idOfScore, keep: (score) => score },
					{ limit: undefined, hint },
				);
			const all = ids.length === 0 ? await scores(undefined) : await scorePieces(ids, scores);
			return new Map(all.map((score) => [idOfScore(score), score]));
		},
	};
}

/** An ID that came as a number. */
function withTextId(record: unknown): unknown {
	if (!isJsonRecord(record) || !Number.isSafeInteger(record.id)) return record;
	return { ...record, id: String(record.id) };
}

/** False is the default of all three, and is not sent. */
export function onlyTrue(inclusions: Inclusions): JsonRecord {
	return Object.fromEntries(Object.entries(inclusions).filter(([, value]) => value === true));
}

function isScore(record: unknown): record is JsonRecord {
	return isJsonRecord(record) && !isBlank(idOfScored(record));
}

const idOfScore = (score: JsonRecord) => String(idOfScored(score));
