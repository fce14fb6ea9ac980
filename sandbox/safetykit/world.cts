import type { Time } from '../clock.cts';
import { SeededRandom } from '../random.cts';

/** What the real service's form could be, made different to see whether a client gets by. */
export interface SafetyKitSettings {
	/**
	 * `strict` also refuses what guide and reference only advise against: reports and decisions without a target, a value
	 * in both metadata and resources_used, and control characters.
	 */
	mode: 'strict' | 'lenient';
	/** Which of the two names of a `product_changed` are taken; null: both. So an event can be refused that fits the contract. */
	productEventNames: string[] | null;
	/** Whether a refusal says which events of the batch are at fault. */
	issues: boolean;
	/** More events in one request are answered 413. */
	maxBatchEvents: number;
	/** A larger body is answered 413. */
	maxBodyBytes: number;
	/** How long the review of a submitted object takes, by the sandbox's clock. */
	reviewMs: number;
}

export interface StoredEvent {
	readonly event_id: string;
	readonly queued: boolean;
	readonly event: Readonly<Record<string, unknown>>;
}

export interface DataRequest {
	readonly namespace: string;
	readonly request_id: string;
	readonly at: number;
	readonly objects: ReadonlyArray<Readonly<Record<string, unknown>>>;
}

const DEFAULTS: SafetyKitSettings = {
	mode: 'strict',
	productEventNames: null,
	issues: true,
	maxBatchEvents: 1000,
	maxBodyBytes: 1024 * 1024,
	reviewMs: 0,
};

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const ID_LENGTH = 26;

/** All that the sandbox's SafetyKit knows. */
export class SafetyKitWorld {
	readonly settings: SafetyKitSettings = { ...DEFAULTS };
	readonly events: StoredEvent[] = [];
	readonly dataRequests = new Map<string, DataRequest>();
	readonly decisions: unknown[] = [];
	/** By external_request_id. */
	readonly deletions = new Map<string, string>();
	readonly warnings: string[] = [];
	readonly #byKey = new Map<string, StoredEvent>();
	readonly #random = new SeededRandom(23);

	constructor(readonly clock: Time) {}

	/** Stores the event, unless one with its key is there: then that one is given back (assumed). */
	ingest(event: Readonly<Record<string, unknown>>, queued: boolean): StoredEvent {
		const key = event.idempotency_key;
		const known = typeof key === 'string' ? this.#byKey.get(key) : undefined;
		if (known) return known;
		const stored = { event_id: this.id(), queued, event };
		this.events.push(stored);
		if (typeof key === 'string') this.#byKey.set(key, stored);
		return stored;
	}

	/** In the form of a ULID, as the examples of the guide are. */
	id(): string {
		let id = '01';
		while (id.length < ID_LENGTH) id += CROCKFORD.charAt(this.#random.integer(0, 31));
		return id;
	}
}
