import { SeededRandom } from '../random.cts';
import { seedDirectory, type Directory } from './directory.cts';
import { Events, type LabelOrder } from './events.cts';
import { RateLimit } from './rateLimit.cts';
import type { Region } from './region.cts';
import { seedEvents } from './seed.cts';
import { createTokens, type Token } from './tokens.cts';

export interface Settings {
	/** How long after the 202 a change shows; how long Samsara takes is not documented. */
	applyDelayMs: number;
	/**
	 * `refused`: the state is written, then the label step answers 400. `lost`: 202, but the labels never change.
	 */
	labelStep: 'ok' | 'refused' | 'lost';
	/** Records per page; Samsara sizes its pages itself. */
	pageSize: number;
	/** Records per page of drivers, vehicles, tags and users, at most 512. */
	listPageSize: number;
	/** Every n-th page is empty although more follow; 0 for none. */
	emptyPageEvery: number;
	/** How long an event is hidden from the stream after its last change (by id it shows at once). */
	lateIndexingMs: number;
	/** More ids than this answer 413; null for no limit. */
	largestBody: number | null;
	/** Off: nothing is ever refused for a rate limit. */
	rateLimits: boolean;
	/**
	 * What the stream has of an event that was changed several times: each change as it was then (documented: it comes back
	 * again each time it is updated), or the event once, as it is now.
	 */
	streamEntries: 'everyUpdate' | 'latest';
	/** Not documented. `mixed`: from page to page by time, within a page by id. */
	streamOrder: (typeof STREAM_ORDERS)[number];
	/** Whether tags together with ids of assets or drivers narrow each other, or add to each other. */
	tagsWithIds: 'and' | 'union';
	/** Documented as always there; other lists of the same API leave it out. */
	missingEndCursor: 'never' | 'atEnd' | 'always';
	/** Every page of the stream says that another one follows. */
	endlessPages: boolean;
	/** How the driver of an event without one looks; not documented. */
	driverless: 'emptyId' | 'null' | 'absent';
	labelOrder: LabelOrder;
	/** What a token without the permission is answered; 403 and 401 were both seen by others. */
	missingPermission: 403 | 401;
	/** How long links to media work; not documented for those of events, 8 hours for others. */
	mediaLinkLifeMs: number;
	/** The next so many events with media are read with links that have expired. */
	mediaLinksExpired: number;
	/** Whether a read of unknown ids answers 404 instead of leaving them out (not documented). */
	unknownIdsAre404: boolean;
}

export const STREAM_ORDERS = ['oldestFirst', 'newestFirst', 'mixed'] as const;

const SEED = 20_260_821;

/** Everything one region of the sandbox knows about Samsara. A reset is a new world. */
export class World {
	readonly random: SeededRandom;
	readonly tokens: Map<string, Token>;
	readonly rateLimit = new RateLimit();
	readonly events = new Events();
	readonly directory: Directory = seedDirectory();
	/** Access token of OAuth2, by its refresh token. */
	readonly refreshTokens: Map<string, string>;
	pagesServed = 0;
	linksSigned = 0;
	settings: Settings = {
		applyDelayMs: 200,
		labelStep: 'ok',
		pageSize: 50,
		listPageSize: 512,
		emptyPageEvery: 0,
		lateIndexingMs: 0,
		largestBody: null,
		rateLimits: true,
		unknownIdsAre404: false,
		streamEntries: 'everyUpdate',
		streamOrder: 'oldestFirst',
		tagsWithIds: 'and',
		missingEndCursor: 'never',
		endlessPages: false,
		driverless: 'emptyId',
		labelOrder: 'addFirst',
		missingPermission: 403,
		mediaLinkLifeMs: 8 * 3_600_000,
		mediaLinksExpired: 0,
	};

	/** The US region has the seed, the others begin with nothing. */
	constructor(region: Region, now: number) {
		this.random = new SeededRandom(SEED + region.length + region.charCodeAt(0));
		this.tokens = createTokens(region);
		this.refreshTokens = new Map([[`refresh_${region}`, '']]);
		if (region !== 'us') return;
		for (const event of seedEvents(this.random, now)) this.events.put(event);
	}
}
