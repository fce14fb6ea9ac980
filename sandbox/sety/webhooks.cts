import axios from 'axios';
import { z } from 'zod';
import type { Incident } from './model.cts';

/**
 * How the body names the incident. Sety documents that it posts on every change of a status, and not what; all of these
 * are invented.
 */
const BODIES = {
	incident: ({ incident, event, timestamp }: Change) => ({ event, timestamp, incident }),
	flat: ({ incident: { incident_id, status }, timestamp }: Change) => ({
		incident_id,
		status,
		timestamp,
	}),
	nested: ({ incident: { incident_id: id, status }, event }: Change) => ({
		type: event,
		data: { incident: { id, status } },
	}),
	text: ({ incident: { incident_id } }: Change) => ({
		text: `Something happened to ${incident_id}.`,
	}),
};

export const webhookOrder = z.strictObject({
	url: z.string().url(),
	headers: z.record(z.string()).default({}),
	body: z.enum(['incident', 'flat', 'nested', 'text']).default('incident'),
	/** Further deliveries of each change. */
	duplicates: z.number().int().min(0).max(10).default(0),
	/** Each delivery waits up to so long, so that they arrive in another order. */
	shuffleMs: z.number().min(0).default(0),
	/** Further attempts after an answer that is not 2xx, and the wait before each. */
	retries: z.number().int().min(0).max(100).default(3),
	retryAfterMs: z.number().min(0).default(200),
	/** Deliveries under way at the same time. */
	concurrency: z.number().int().min(1).max(1_000).default(20),
});

export const forgeryOrder = z.strictObject({ count: z.number().int().min(1).max(10_000) });

export type SetyWebhookOrder = z.input<typeof webhookOrder>;

type Registered = z.output<typeof webhookOrder>;

interface Change {
	readonly incident: Incident;
	readonly event: string;
	readonly timestamp: string;
}

export interface SentDelivery {
	readonly incident_id: string;
	/** The status of the change; null for an invented incident. */
	readonly status: string | null;
	/** What the receiver answered to each attempt; 0 for none at all. */
	readonly answers: number[];
}

const TICK_MS = 250;

const sleep = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));

/** The webhooks that were registered, and what was sent to them. */
export class Webhooks {
	#registered: Registered[] = [];
	readonly #sent: SentDelivery[] = [];
	readonly #waiting: Array<() => Promise<void>> = [];
	#underWay = 0;
	#ticking: NodeJS.Timeout | undefined;

	/** @param letTimePass lets incidents change that are due, so that their changes are sent although nobody reads them */
	register(order: Registered, letTimePass: () => void): void {
		this.#registered.push(order);
		this.#ticking ??= setInterval(letTimePass, TICK_MS).unref();
	}

	/** Sends a change to all of them. */
	announce(incident: Incident, random: () => number): void {
		const { status } = incident;
		const change = {
			incident,
			event: `incident.${status}`,
			timestamp: incident.timeline.at(-1)?.timestamp ?? incident.updated_at,
		};
		for (const one of this.#registered) {
			const body = BODIES[one.body](change);
			for (let copy = 0; copy <= one.duplicates; copy++) {
				const delivery = { incident_id: incident.incident_id, status, answers: [] };
				this.#enqueue(one, delivery, body, one.shuffleMs * random());
			}
		}
	}

	/** Sends deliveries about incidents that do not exist. */
	forge(count: number, newId: () => string): void {
		for (const one of this.#registered) {
			for (let n = 0; n < count; n++) {
				const incident_id = newId();
				const body = { event: 'incident.created', incident: { incident_id, status: 'created' } };
				this.#enqueue(one, { incident_id, status: null, answers: [] }, body, 0);
			}
		}
	}

	/** What was sent, once all is. */
	async sent(): Promise<readonly SentDelivery[]> {
		while (this.#underWay > 0 || this.#waiting.length > 0) await sleep(20);
		return this.#sent;
	}

	stop(): void {
		clearInterval(this.#ticking);
		this.#registered = [];
		this.#waiting.length = 0;
	}

	#enqueue(to: Registered, delivery: SentDelivery, body: object, delayMs: number): void {
		this.#sent.push(delivery);
		this.#waiting.push(async () => {
			if (delayMs > 0) await sleep(delayMs);
			await deliver(to, delivery, body);
		});
		void this.#work(to.concurrency);
	}

	async #work(concurrency: number): Promise<void> {
		if (this.#underWay >= concurrency) return;
		this.#underWay++;
		for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) await next();
		this.#underWay--;
	}
}

async function deliver(
	{ url, headers, retries, retryAfterMs }: Registered,
	{ answers }: SentDelivery,
	body: object,
): Promise<void> {
	for (let attempt = 0; attempt <= retries; attempt++) {
		if (attempt > 0) await sleep(retryAfterMs);
		const status = await axios
			.post(url, body, { headers, proxy: false, timeout: 60_000, validateStatus: () => true })
			.then((answer) => answer.status)
			.catch(() => 0);
		answers.push(status);
		if (status >= 200 && status < 300) return;
	}
}
