import type { SafetyEvent } from './model.cts';

export interface EventChange {
	eventState?: string | undefined;
	dismissalReason?: { code: string; comment?: string | undefined } | undefined;
	contextLabelsToAdd?: string[] | undefined;
	contextLabelsToRemove?: string[] | undefined;
	behaviorLabelsToAdd?: string[] | undefined;
	behaviorLabelsToRemove?: string[] | undefined;
}

interface Pending {
	readonly due: number;
	readonly id: string;
	readonly change: EventChange;
}

/** User id behind changes by a token; which one Samsara shows is not documented. */
const AUTHOR = '1234';

/** An event as it was after one of its changes. */
export interface Entry {
	readonly event: SafetyEvent;
	/** Counts all changes of all events. */
	readonly seq: number;
}

/** In which order labels are added and removed when a change does both; not documented. */
export type LabelOrder = 'addFirst' | 'removeFirst';

/** Safety events of one organization, with changes that were accepted and are not carried out yet. */
export class Events {
	#latest = new Map<string, Entry>();
	#log: Entry[] = [];
	#pending: Pending[] = [];

	put(event: SafetyEvent): void {
		const entry = { event, seq: this.#log.length };
		this.#log.push(entry);
		this.#latest.set(event.id, entry);
	}

	get(id: string): SafetyEvent | undefined {
		return this.#latest.get(id)?.event;
	}

	all(): SafetyEvent[] {
		return this.latest().map(({ event }) => event);
	}

	/** Each event once, as it is now. */
	latest(): Entry[] {
		return [...this.#latest.values()];
	}

	/** Each event once for each of its changes, as it was then. */
	log(): readonly Entry[] {
		return this.#log;
	}

	/** Accepts a change that becomes visible at `due`. */
	accept(id: string, change: EventChange, due: number): void {
		this.#pending.push({ id, change, due });
	}

	/** Carries out what is due at `now`, in the order in which it was accepted. */
	settle(now: number, order: LabelOrder): void {
		const due = this.#pending.filter((pending) => pending.due <= now);
		if (due.length === 0) return;
		this.#pending = this.#pending.filter((pending) => pending.due > now);
		for (const { id, change, due: at } of due) {
			const event = this.get(id);
			if (event !== undefined) this.put(changed(event, change, at, order));
		}
	}
}

/** State first, then labels. Present and absent labels are no-ops (assumed). */
export function changed(
	event: SafetyEvent,
	change: EventChange,
	at: number,
	order: LabelOrder,
): SafetyEvent {
	const time = new Date(at).toISOString();
	const { dismissalReason, ...rest } = event;
	const after: SafetyEvent = { ...rest, updatedAtTime: time };
	const { eventState = event.eventState } = change;
	if (change.eventState !== undefined) after.updatedByUserId = AUTHOR;
	after.eventState = eventState;
	// Leaving `dismissed` clears its reason (assumed).
	const reason = change.dismissalReason ?? dismissalReason;
	if (eventState === 'dismissed' && reason !== undefined) after.dismissalReason = reason;

	const newContext = (name: string) => ({ name, authorId: AUTHOR, createdAtTime: time });
	after.contextLabels = relabelled(event.contextLabels, ({ name }) => name, newContext, {
		add: change.contextLabelsToAdd,
		remove: change.contextLabelsToRemove,
		order,
	});
	const newBehavior = (label: string) => ({ label, source: 'userGenerated' as const });
	after.behaviorLabels = relabelled(event.behaviorLabels, ({ label }) => label, newBehavior, {
		add: change.behaviorLabelsToAdd,
		remove: change.behaviorLabelsToRemove,
		order,
	});
	return after;
}

interface Relabelling {
	readonly add: readonly string[] | undefined;
	readonly remove: readonly string[] | undefined;
	readonly order: LabelOrder;
}

function relabelled<Label>(
	labels: readonly Label[],
	nameOf: (label: Label) => string,
	create: (name: string) => Label,
	{ add = [], remove = [], order }: Relabelling,
): Label[] {
	const byName = new Map(labels.map((label) => [nameOf(label), label]));
	const addAll = () => {
		for (const name of add) if (!byName.has(name)) byName.set(name, create(name));
	};
	const removeAll = () => {
		for (const name of remove) byName.delete(name);
	};
	const steps = order === 'addFirst' ? [addAll, removeAll] : [removeAll, addAll];
	for (const step of steps) step();
	return [...byName.values()];
}
