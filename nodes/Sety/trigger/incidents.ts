import { z } from 'zod';

import type { ApiFailure } from '../../core/failures/failures';
import type { BaselineScan } from '../../core/polling/baseline';
import { baseline, scanBaseline } from '../../core/polling/baseline';
import type { Candidate, PollEvent, ReduceContext, Source } from '../../core/polling/source';
import type { NewestFirstState, Scan } from '../../core/polling/newestFirst';
import {
	fitNewestFirst,
	fromTheBeginning,
	reduceNewestFirst,
} from '../../core/polling/newestFirst';
import type { ScanTrouble } from '../../core/polling/scanNewestFirst';
import { scanNewestFirst } from '../../core/polling/scanNewestFirst';
import type { Snapshot } from '../../core/polling/snapshot';
import { bytesOf, snapshotSchema } from '../../core/polling/snapshot';
import { source } from '../../core/polling/source';
import type { SetyRecord } from '../answers';
import type { SetyClient } from '../service';
import { EMPTY_PAGE_PROMISES_MORE } from '../lists';
import { createdEvent } from './incidentEvents';
import { incidentPages, isWanted } from './incidentRecords';
import type { TriggerForm } from './form';
import type { NotFound } from './statusChanges';
import { keepActive, reduceStatuses } from './statusChanges';
import type { StatusScan } from './statusScan';
import { scanStatuses } from './statusScan';

/** What the trigger remembers of incidents between polls. */
interface IncidentState {
	feed: NewestFirstState;
	/** Last known status of the active incidents, by id; absent when the trigger does not emit changes. */
	followed?: Snapshot | undefined;
	notFound?: NotFound | undefined;
}

const incidentState = z.object({
	feed: z.object({
		cursor: z.number().nullable(),
		floor: z.number().nullable(),
		seen: z.record(z.string()),
		// Of use for speed only.
		resumePage: z.number().int().positive().safe().optional().catch(undefined),
		total: z.number().int().nonnegative().safe().optional().catch(undefined),
	}),
	followed: snapshotSchema.optional(),
	// A damaged count begins again.
	notFound: z
		.array(z.tuple([z.string(), z.number().int().positive()]))
		.optional()
		.catch(undefined),
});

/** The first scan reads a baseline: what is there is known. */
type Scanned = ({ baseline: BaselineScan } | { scan: Scan<SetyRecord> }) & {
	/** Absent when the trigger does not emit changes, or when statuses could not be read. */
	statuses?: StatusScan;
	/** Why statuses, or some of them, could not be read. */
	failure?: unknown;
};

/**
 * New incidents, and changes of their status. Changes need the new ones too: an incident can be over before a list of
 * active ones ever shows it.
 *
 * @param account the address and kind of key that the state belongs to
 */
export function incidents(client: SetyClient, account: string, form: TriggerForm): Source {
	const { triggerOn, filters, options } = form;
	const { lookbackMs, emitExisting } = options;
	return source<IncidentState, Scanned>({
		name: 'incidents',
		fingerprint: account,
		state: incidentState,
		async scan(state, context) {
			const { most, now, outOfTime, warn } = context;
			const { readPage, reportUnusable } = incidentPages(client, filters);
			const onTrouble = (trouble: ScanTrouble) => warn(TROUBLES[trouble]);
			const request = { readPage, lookbackMs, most, now, outOfTime, onTrouble };
			const read =
				state === undefined && !emitExisting
					? { baseline: await scanBaseline(request) }
					: { scan: await scanNewestFirst(state?.feed ?? fromTheBeginning, request) };
			const unusable = reportUnusable(context, { isFirstScan: state === undefined });
			const scanned = unusable === undefined ? read : { ...read, failure: unusable };
			if (!triggerOn.has('incidentStatusChanged')) return scanned;
			try {
				const statuses = await scanStatuses(client, state?.followed ?? [], context);
				const failure = unusable ?? statuses.failure;
				return { ...scanned, statuses, ...(failure === undefined ? {} : { failure }) };
			} catch (failure) {
				// It does not keep new incidents back, unless statuses were never read before.
				if (state?.followed !== undefined) return { ...scanned, failure };
				return await Promise.reject(failure as Error);
			}
		},
		reduce(state, scanned, context) {
			const reduced = reduceIncidents(state, scanned, form, context);
			const failure = scanned.failure ?? reduced.failure;
			return {
				emit: reduced.emit,
				state: fitIncidents(reduced.state, context),
				...(failure === undefined ? {} : { failure }),
			};
		},
	});
}

const TROUBLES: Record<ScanTrouble, string> = {
	repeatedPages:
		'Sety sends the same incidents for every page number, so the trigger sees only the newest ones.',
	emptyPage: EMPTY_PAGE_PROMISES_MORE,
	oldestFirst:
		'Sety lists the oldest incidents first, so each poll reads the list to its end to find the new ones.',
	tooManyPages:
		'The list of incidents is longer than the pages that one poll reads. The next poll continues from there.',
	clockAhead:
		'The stored time lies in the future: a clock was ahead, or the stored state is damaged. The trigger reads the lookback before the present time again and may emit its incidents twice.',
};

function reduceIncidents(
	state: IncidentState | undefined,
	scanned: Scanned,
	form: TriggerForm,
	context: ReduceContext,
): { state: IncidentState; emit: PollEvent[]; failure?: ApiFailure } {
	const { lookbackMs } = form.options;
	const { statuses } = scanned;
	const firstFollowed = statuses === undefined ? {} : { followed: keepActive(statuses) };
	if ('baseline' in scanned) {
		// Another poll may have set the baseline meanwhile.
		const feed = state?.feed ?? baseline(scanned.baseline, lookbackMs);
		const followed = state?.followed;
		return {
			state: { feed, ...(followed === undefined ? firstFollowed : { followed }) },
			emit: [],
		};
	}
	const limits = { lookbackMs, most: context.room };
	const { state: feed, fresh } = reduceNewestFirst(
		state?.feed ?? fromTheBeginning,
		scanned.scan,
		limits,
	);
	const created = form.triggerOn.has('incidentCreated') ? createdEvents(fresh, form) : [];
	if (!form.triggerOn.has('incidentStatusChanged')) return { state: { feed }, emit: created };
	if (state?.followed === undefined) {
		return { state: { feed, ...firstFollowed }, emit: created };
	}
	const { emit, failure, ...followed } = reduceStatuses(
		{ followed: state.followed, notFound: state.notFound },
		{ fresh, statuses, feed },
		form,
		{ ...context, room: context.room - created.length },
	);
	return {
		state: { feed, ...followed },
		emit: [...created, ...emit],
		...(failure === undefined ? {} : { failure }),
	};
}

function createdEvents(
	fresh: ReadonlyArray<Candidate<SetyRecord>>,
	{ filters, options }: TriggerForm,
): PollEvent[] {
	return fresh
		.filter(({ item }) => isWanted(item, filters))
		.map(({ item }) => createdEvent(item, options));
}

/** A state that fits: half of the room is for the incidents that are followed, the rest for the keys of those seen. */
function fitIncidents(
	{ feed, followed, notFound = [] }: IncidentState,
	{ bytes, warn }: ReduceContext,
): IncidentState {
	const keptFollowed = followed === undefined ? undefined : lastThatFit(followed, bytes / 2, warn);
	const kept = new Map(keptFollowed);
	const counts = notFound.filter(([id]) => kept.has(id));
	const taken = bytesOf([...kept, ...counts.map(([id, polls]) => [id, String(polls)] as const)]);
	const { state, narrowed } = fitNewestFirst(feed, bytes - taken);
	if (narrowed) {
		warn(
			'There are more incidents within the lookback than the trigger can store. It may miss incidents that Sety lists late. Shorten Lookback.',
		);
	}
	return {
		feed: state,
		...(keptFollowed === undefined ? {} : { followed: keptFollowed }),
		...(counts.length === 0 ? {} : { notFound: counts }),
	};
}

/** The last ones: the first are those that are followed longest, and those of which no event was emitted yet. */
function lastThatFit(followed: Snapshot, bytes: number, warn: (text: string) => void): Snapshot {
	let left = bytes;
	const fitting = [...followed].reverse().filter((entry) => {
		left -= bytesOf([entry]);
		return left >= 0;
	});
	const dropped = followed.length - fitting.length;
	if (dropped > 0) {
		warn(
			`The trigger cannot follow ${dropped} of the active incidents, because there are too many. It does not emit their changes.`,
		);
	}
	return fitting.reverse();
}
