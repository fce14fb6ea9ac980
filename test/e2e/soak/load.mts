import { setTimeout as sleep } from 'node:timers/promises';
import { SAFETYKIT_WEBHOOK_SECRET, type Sandbox } from '../../../harness/sandbox.mts';
import { MOST_ATTEMPTS, reportAll, type Reported } from '../queue/callers.mts';
import type { Emergency } from '../queue/workflows.mts';

/** From one emergency, webhook of SafetyKit, or pair of safety events to the next. */
const EMERGENCY_EVERY_MS = 1_500;
const WEBHOOK_EVERY_MS = 1_500;
const EVENTS_EVERY_MS = 3_000;
const EVENTS_AT_ONCE = 2;
const RETRY_AFTER_MS = 1_000;

/** Where n8n listens. */
export interface Targets {
	emergencyUrl: string;
	safetyKitUrl: string;
}

/** What was made so far. */
export class Made {
	readonly emergencies: Emergency[] = [];
	readonly reported: Reported[] = [];
	readonly events: string[] = [];
	/** Ids of deliveries, as Standard Webhooks has them. */
	readonly webhooks: string[] = [];
}

/** Makes records of every kind at an even pace for so long. Afterwards, no incident changes by itself. */
export async function underLoad(
	sandbox: Sandbox,
	targets: Targets,
	made: Made,
	ms: number,
	signal: AbortSignal,
): Promise<void> {
	const end = performance.now() + ms;
	/** A busy n8n slows it down, and is not made busier by what it has missed. */
	const steadily = async (everyMs: number, work: () => Promise<void>) => {
		while (performance.now() < end) {
			const next = performance.now() + everyMs;
			await work();
			await sleep(Math.max(0, next - performance.now()), undefined, { signal });
		}
	};
	let open: string | undefined;
	const resolve = async () => {
		if (open !== undefined) await sandbox.control.sety.setStatus(open, { status: 'resolved' });
		open = undefined;
	};
	await Promise.all([
		steadily(EMERGENCY_EVERY_MS, async () => {
			const emergency = emergencyOf(made.emergencies.length);
			made.emergencies.push(emergency);
			const [one] = await reportAll(targets.emergencyUrl, [emergency], 1, signal, () => {});
			if (one !== undefined) made.reported.push(one);
			await resolve();
			open = one?.incidentId;
		}),
		steadily(WEBHOOK_EVERY_MS, async () => {
			made.webhooks.push(await send(sandbox, targets.safetyKitUrl, made.webhooks.length, signal));
		}),
		steadily(EVENTS_EVERY_MS, async () => {
			const count = EVENTS_AT_ONCE;
			made.events.push(...(await sandbox.control.samsara.createEvents({ count })));
		}),
	]);
	await resolve();
}

const emergencyOf = (index: number): Emergency => ({
	trip: `soak-${index}`,
	passenger: `Passenger ${index}`,
	latitude: 6.5 + index / 100_000,
	longitude: 3.3 + index / 100_000,
});

/** Sends a result of SafetyKit, again under the same id as long as n8n is too busy. Returns the id. */
async function send(
	{ control }: Sandbox,
	url: string,
	index: number,
	signal: AbortSignal,
): Promise<string> {
	const id = `msg_soak_${index}`;
	const body = {
		type: 'workflow.succeeded',
		namespace: 'listings',
		id: `listing-${index}`,
		request_id: `request-${index}`,
		output: { actions: [], labels: [{ label: 'counterfeit', confidence: 'high' }] },
	};
	for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
		const { status } = await control.safetyKit.sendWebhook({
			url,
			secret: SAFETYKIT_WEBHOOK_SECRET,
			id,
			body,
		});
		if (status === 200) return id;
		await sleep(RETRY_AFTER_MS, undefined, { signal });
	}
	throw new Error(`n8n refused the webhook ${id} ${MOST_ATTEMPTS} times.`);
}
