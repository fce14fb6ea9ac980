import { z } from 'zod';

import type { CollectionState } from '../../core/polling/collection';
import { bytesOf, collectionState } from '../../core/polling/collection';
import type { FeedState } from '../../core/polling/feed';
import { fitFeed } from '../../core/polling/feed';
import type { SettleContext } from '../../core/polling/source';

/** What is remembered of incidents between polls. */
export interface IncidentState {
	feed: FeedState;
	/** Last known status of the incidents under way, by id; absent when nobody asked for changes. */
	followed?: CollectionState | undefined;
	/** In how many polls in a row Sety answered 404 for an incident that is followed, by id. */
	notFound?: ReadonlyArray<readonly [id: string, polls: number]> | undefined;
}

export const incidentState = z.object({
	feed: z.object({
		cursor: z.number().nullable(),
		floor: z.number().nullable(),
		seen: z.record(z.string()),
		// Of use for speed only.
		resumePage: z.number().int().positive().safe().optional().catch(undefined),
	}),
	followed: collectionState.optional(),
	// Counted again where it is damaged.
	notFound: z
		.array(z.tuple([z.string(), z.number().int().positive()]))
		.optional()
		.catch(undefined),
});

/** Half of the room for the incidents that are followed, the rest for the keys of those seen. */
export function fitted(
	{ feed, followed, notFound = [] }: IncidentState,
	{ bytes, warn }: SettleContext,
): IncidentState {
	const keptFollowed = followed === undefined ? undefined : lastThatFit(followed, bytes / 2, warn);
	const kept = new Map(keptFollowed);
	const counts = notFound.filter(([id]) => kept.has(id));
	const taken = bytesOf([...kept, ...counts.map(([id, polls]) => [id, String(polls)] as const)]);
	const { state, narrowed } = fitFeed(feed, bytes - taken);
	if (narrowed) {
		warn(
			'More incidents came within the lookback than can be remembered. Those that show up late may be missed: shorten Lookback.',
		);
	}
	return {
		feed: state,
		...(keptFollowed === undefined ? {} : { followed: keptFollowed }),
		...(counts.length === 0 ? {} : { notFound: counts }),
	};
}

/** The last ones: the first are those that are followed longest, and those of which nothing was told yet. */
function lastThatFit(
	followed: CollectionState,
	bytes: number,
	warn: (text: string) => void,
): CollectionState {
	let left = bytes;
	const fitting = [...followed].reverse().filter((entry) => {
		left -= bytesOf([entry]);
		return left >= 0;
	});
	const dropped = followed.length - fitting.length;
	if (dropped > 0) {
		warn(
			`${dropped} of the incidents under way cannot be followed: too many are under way at once. Their changes are not told.`,
		);
	}
	return fitting.reverse();
}
