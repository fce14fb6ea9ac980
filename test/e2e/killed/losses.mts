import type { HandOver } from './handedOver.mts';
import type { JournalEntry } from './journal.mts';
import type { Trigger } from './workflow.mts';

/** A record that was made at a service while n8n was killed again and again. */
export interface MadeRecord {
	id: string;
	trigger: Trigger;
	/** Milliseconds since 1970. */
	madeAt: number;
}

export interface Death {
	/** Milliseconds since 1970. */
	at: number;
	/** The last that n8n had written into the journal. */
	place: number;
}

/** All that is known when it is over. */
export interface KilledRun {
	records: readonly MadeRecord[];
	handOvers: readonly HandOver[];
	journal: readonly JournalEntry[];
	/** Oldest first. */
	deaths: readonly Death[];
	/** Milliseconds after the saving of a state within which a death came before the execution was stored; by default GAP_MS. */
	gapMs?: number;
}

export interface Losses {
	/** Records that a poll had found when n8n died between saving the trigger's state and storing the execution. */
	lostInGap: string[];
	/** Records that are in no execution, and no death explains it. */
	lost: string[];
	/** Records that n8n has once more because it died after the first time. */
	repeated: string[];
	/** Records that n8n has more than once, and no death explains it. */
	doubled: string[];
	/** Those of them that two polls at once do not explain either: the trigger has forgotten what it handed over. */
	forgotten: string[];
}

/** In its default engine, n8n stores an execution some milliseconds after it has saved the state; a busy machine takes longer. */
export const GAP_MS = 3_000;
/** The default of *Max Items Per Poll*. */
export const LARGEST_BATCH = 500;

/** What n8n has lost and what it has twice, each by whether a death explains it. */
export function lossesOf(run: KilledRun): Losses {
	const handed = new Set(run.handOvers.flatMap(({ ids }) => ids));
	const missing = run.records.filter(({ id }) => !handed.has(id));
	const gaps = run.deaths.flatMap((death, index) => gapsAt(run, death, index));
	const inGap = new Set(
		gaps.flatMap((gap) => {
			const batch = missing.filter((record) => fits(record, gap));
			return batch.length <= LARGEST_BATCH ? batch.map(({ id }) => id) : [];
		}),
	);
	return {
		lostInGap: [...inGap],
		lost: missing.map(({ id }) => id).filter((id) => !inGap.has(id)),
		...repetitions(run),
	};
}

/** A death that came when the state of a trigger was saved and the execution with what its poll had found was not. */
interface Gap {
	trigger: Trigger;
	/** What had been handed over before was not made later than this. */
	after: number;
	savedAt: number;
}

function gapsAt(run: KilledRun, death: Death, index: number): Gap[] {
	const born = run.deaths[index - 1]?.place ?? 0;
	const life = run.journal.filter(({ place }) => place > born && place <= death.place);
	const lastSaved = new Map<Trigger, JournalEntry>();
	for (const entry of life) {
		if ('changed' in entry.what) for (const one of entry.what.changed) lastSaved.set(one, entry);
	}
	return [...lastSaved].flatMap(([trigger, { place, at }]) => {
		const own = handOversIn(run).filter((one) => one.trigger === trigger);
		const stored = own.some((one) => one.place > place && one.place <= death.place);
		if (stored || death.at - at > (run.gapMs ?? GAP_MS)) return [];
		const madeAt = new Map(run.records.map((record) => [record.id, record.madeAt]));
		const before = own.filter((one) => one.place < place).flatMap(({ ids }) => ids);
		return [
			{ trigger, savedAt: at, after: Math.max(0, ...before.map((id) => madeAt.get(id) ?? 0)) },
		];
	});
}

/** Polls hand over the oldest first, so what this one had found is newer than all that was handed over before. */
const fits = ({ trigger, madeAt }: MadeRecord, gap: Gap): boolean =>
	trigger === gap.trigger && madeAt >= gap.after && madeAt <= gap.savedAt;

interface PlacedHandOver extends HandOver {
	place: number;
}

/** In the order in which n8n has stored them; what came before the journal has the place 0. */
function handOversIn({ handOvers, journal }: KilledRun): PlacedHandOver[] {
	const places = new Map(
		journal.flatMap(({ place, what }) =>
			'executionId' in what ? [[what.executionId, place] as const] : [],
		),
	);
	return handOvers
		.map((one) => ({ ...one, place: places.get(one.executionId) ?? 0 }))
		.sort((a, b) => a.place - b.place);
}

/** A death may repeat what one poll of each trigger has handed over just before, and no more. */
function repetitions(run: KilledRun): Pick<Losses, 'repeated' | 'doubled' | 'forgotten'> {
	const repeated: string[] = [];
	const doubled: string[] = [];
	const forgotten: string[] = [];
	const latest = new Map<string, PlacedHandOver>();
	/** By death and trigger: the execution whose content it repeats. */
	const repeats = new Map<string, string>();
	const previous = new Map<Trigger, PlacedHandOver>();
	for (const now of handOversIn(run)) {
		const justBefore = previous.get(now.trigger);
		previous.set(now.trigger, now);
		for (const id of now.ids) {
			const before = latest.get(id);
			latest.set(id, now);
			if (before === undefined) continue;
			const death = run.deaths.findIndex(({ place }) => place >= before.place && place < now.place);
			const key = `${death} ${now.trigger}`;
			const batch = repeats.get(key) ?? before.executionId;
			repeats.set(key, batch);
			if (death >= 0 && batch === before.executionId) {
				repeated.push(id);
				continue;
			}
			doubled.push(id);
			// Two polls at once have read the same cursor, so one hands over what the other has handed over just before.
			if (before !== justBefore) forgotten.push(id);
		}
	}
	return { repeated, doubled, forgotten };
}

/** More than this twice would be no accident any more: of so many kills, and of polls that overlap. */
export const mostTwice = (records: number): number => Math.floor(records / 2);
