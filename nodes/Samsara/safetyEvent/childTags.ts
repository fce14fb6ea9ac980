import { ApiFailure } from '../../core/failures/failures';
import { orApiFailure } from '../../core/http/callFailure';
import { isJsonRecord } from '../../core/json';
import type { Entry } from '../directory/lists';
import { entryOf, tags } from '../directory/lists';
import { withDescendants } from '../directory/tagTree';
import { readRecords } from '../lists';
import type { SamsaraAccount, SamsaraClient } from '../service';
import type { Filters } from './filters';
import { LARGEST_FILTER, sorted } from './filters';

/** Tags that the node reads to find child tags. */
const MOST_TAGS = 10_000;

/** The token may not list tags, or something in front of the API has no such address. */
const CANNOT_LIST = new Set([401, 403, 404, 405]);

/** The tags of an account, read once a run: a run, or a poll, opens its credential anew. */
const read = new WeakMap<SamsaraAccount, Promise<Entry[] | ApiFailure>>();

/**
 * The filters with the child tags of their tags: the stream filters by direct members only (documented), and people choose a
 * region for all that belongs to it. Where the token may not list tags, the filters stay as they are, with a hint. Throws
 * ApiFailure for any other failure, and for more tags than one filter takes.
 */
export async function withChildTags(
	client: SamsaraClient,
	{ includeChildTags, ...filters }: Filters & { includeChildTags: boolean },
	hint: (text: string) => void,
): Promise<Filters> {
	const { tagIds } = filters;
	if (tagIds === undefined || !includeChildTags) return filters;
	const reading = read.get(client.account) ?? orApiFailure(readTags(client, hint));
	read.set(client.account, reading);
	const all = await reading;
	if (all instanceof ApiFailure) {
		if (!CANNOT_LIST.has(all.details.status ?? 0)) throw all;
		hint(
			'Events of child tags are missing: this credential may not list tags. Give it the permission "Read Tags" (category Setup & Administration), or add the child tags to Filters → Tags and switch Include Child Tags off.',
		);
		return filters;
	}
	const whole = withDescendants(tagIds, all);
	if (whole.length > LARGEST_FILTER) throw tooMany(whole.length);
	return { ...filters, tagIds: sorted(whole) };
}

async function readTags(client: SamsaraClient, hint: (text: string) => void): Promise<Entry[]> {
	const list = {
		call: tags.call,
		isItem: isJsonRecord,
		keyOf: ({ id }: { id?: unknown }) => String(id),
	};
	const input = { fields: tags.sweeps[0]?.fields ?? {}, withExtraFields: false };
	const found = await readRecords(client, list, input, {
		limit: MOST_TAGS,
		hint,
		keep: (record) => entryOf(record, undefined),
	});
	if (found.length === MOST_TAGS) {
		hint(
			`The node looked for child tags among the first ${MOST_TAGS} tags only. Add further child tags to Filters → Tags.`,
		);
	}
	return found.filter((entry) => entry !== undefined);
}

function tooMany(count: number): ApiFailure {
	return new ApiFailure(
		`Tags and their child tags are ${count} IDs, and Samsara takes at most ${LARGEST_FILTER} in one filter`,
		'Choose tags further down, or switch Include Child Tags in Filters off. Nothing was read.',
		{ attempts: 0, certainlyWithoutEffect: true },
	);
}
