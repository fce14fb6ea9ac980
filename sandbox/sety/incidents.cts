import { RecordList, type Page, type PageRequest } from '../recordList.cts';
import { nextStepAt, progressed } from './lifecycle.cts';
import type { Incident } from './model.cts';

interface Kept {
	readonly createdAt: number;
	incident: Incident;
}

export interface IncidentFilter {
	readonly status?: string | undefined;
	readonly category?: string | undefined;
	readonly severity?: string | undefined;
	/** Milliseconds, inclusive. */
	readonly from?: number | undefined;
	readonly to?: number | undefined;
	/** Only what was created up to this moment, for late indexing. */
	readonly indexedUntil?: number | undefined;
}

/** The incidents of one organization. */
export class Incidents {
	#list = new RecordList<Kept>(({ createdAt }) => createdAt);
	#byId = new Map<string, Kept>();
	#byIdempotencyKey = new Map<string, Kept>();
	/** Those that still change by themselves, and when the first of them does. */
	#moving = new Set<Kept>();
	#nextStepAt = Infinity;

	/** @param changed called for each new incident and each change of a status */
	constructor(private readonly changed: (incident: Incident) => void = () => {}) {}

	/** Incidents that move go through their lifecycle by themselves; the others stay as they are. */
	add(incidents: readonly Incident[], { moving }: { moving: boolean }): void {
		const kept = incidents.map((incident) => ({
			createdAt: Date.parse(incident.created_at),
			incident,
		}));
		this.#list.addAll(kept);
		for (const each of kept) {
			this.#byId.set(each.incident.incident_id, each);
			const key = each.incident.idempotency_key;
			if (key !== null && !this.#byIdempotencyKey.has(key)) this.#byIdempotencyKey.set(key, each);
			if (moving) this.#keepMoving(each);
			this.changed(each.incident);
		}
	}

	get(id: string, now: number): Incident | undefined {
		this.#letTimePass(now);
		return this.#byId.get(id)?.incident;
	}

	withIdempotencyKey(key: string, now: number): Incident | undefined {
		this.#letTimePass(now);
		return this.#byIdempotencyKey.get(key)?.incident;
	}

	/** Puts a changed incident in the place of the one with its id. */
	replace(incident: Incident, { moving }: { moving: boolean }): void {
		const kept = this.#byId.get(incident.incident_id);
		if (!kept) return;
		const { status } = kept.incident;
		kept.incident = incident;
		if (status !== incident.status) this.changed(incident);
		if (!moving) this.#moving.delete(kept);
	}

	/** Oldest first. */
	all(now: number): Incident[] {
		this.#letTimePass(now);
		return this.#list.all().map(({ incident }) => incident);
	}

	page(filter: IncidentFilter, request: PageRequest, now: number): Page<Incident> {
		this.#letTimePass(now);
		const page = this.#list.page(request, {
			matches: matcher(filter),
			until: filter.indexedUntil,
		});
		return { ...page, items: page.items.map(({ incident }) => incident) };
	}

	#keepMoving(kept: Kept): void {
		const due = nextStepAt(kept.incident);
		if (due === Infinity) this.#moving.delete(kept);
		else this.#moving.add(kept);
		this.#nextStepAt = Math.min(this.#nextStepAt, due);
	}

	/** Nothing ticks: what fell due is caught up with before a read. */
	#letTimePass(now: number): void {
		if (now < this.#nextStepAt) return;
		this.#nextStepAt = Infinity;
		for (const kept of this.#moving) {
			const { status } = kept.incident;
			kept.incident = progressed(kept.incident, now);
			if (status !== kept.incident.status) this.changed(kept.incident);
			this.#keepMoving(kept);
		}
	}
}

/** Undefined when the filter lets everything through, which makes pages cheap. */
function matcher(filter: IncidentFilter): ((kept: Kept) => boolean) | undefined {
	const { status, category, severity, from = -Infinity, to = Infinity } = filter;
	const timed = from !== -Infinity || to !== Infinity;
	if (!timed && status === undefined && category === undefined && severity === undefined) {
		return undefined;
	}
	return ({ createdAt, incident }) =>
		createdAt >= from &&
		createdAt <= to &&
		(status === undefined || incident.status === status) &&
		(category === undefined || incident.category === category) &&
		(severity === undefined || incident.severity === severity);
}
