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

/** Safety events of one organization, with changes that were accepted and are not carried out yet. */
export class Events {
	#events = new Map<string, SafetyEvent>();
	#pending: Pending[] = [];

	put(event: SafetyEvent): void {
		this.#events.set(event.id, event);
	}

	get(id: string): SafetyEvent | undefined {
		return this.#events.get(id);
	}

	all(): SafetyEvent[] {
		return [...this.#events.values()];
	}

	/** Accepts a change that becomes visible at `due`. */
	accept(id: string, change: EventChange, due: number): void {
		this.#pending.push({ id, change, due });
	}

	/** Carries out what is due at `now`, in the order in which it was accepted. */
	settle(now: number): void {
		const due = this.#pending.filter((pending) => pending.due <= now);
		if (due.length === 0) return;
		this.#pending = this.#pending.filter((pending) => pending.due > now);
		for (const { id, change, due: at } of due) {
			const event = this.#events.get(id);
			if (event !== undefined) this.#events.set(id, changed(event, change, at));
		}
	}
}

/** State first, then labels; removing comes after adding (assumed). Present and absent labels are no-ops (assumed). */
export function changed(event: SafetyEvent, change: EventChange, at: number): SafetyEvent {
	const time = new Date(at).toISOString();
	const { dismissalReason, ...rest } = event;
	const after: SafetyEvent = { ...rest, updatedAtTime: time };
	const { eventState = event.eventState } = change;
	if (change.eventState !== undefined) after.updatedByUserId = AUTHOR;
	after.eventState = eventState;
	// Leaving `dismissed` clears its reason (assumed).
	const reason = change.dismissalReason ?? dismissalReason;
	if (eventState === 'dismissed' && reason !== undefined) after.dismissalReason = reason;

	const context = new Map(event.contextLabels.map((label) => [label.name, label]));
	for (const name of change.contextLabelsToAdd ?? []) {
		if (!context.has(name)) context.set(name, { name, authorId: AUTHOR, createdAtTime: time });
	}
	for (const name of change.contextLabelsToRemove ?? []) context.delete(name);
	after.contextLabels = [...context.values()];

	const behavior = new Map(event.behaviorLabels.map((entry) => [entry.label, entry]));
	for (const label of change.behaviorLabelsToAdd ?? []) {
		if (!behavior.has(label)) behavior.set(label, { label, source: 'userGenerated' });
	}
	for (const label of change.behaviorLabelsToRemove ?? []) behavior.delete(label);
	after.behaviorLabels = [...behavior.values()];
	return after;
}
