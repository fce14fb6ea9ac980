import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Emergency } from './workflows.mts';

/** A person who has pressed the button is not kept waiting for longer; the app asks again with the same trip. */
export const PATIENCE_MS = 20_000;
const PAUSE_MS = 1_000;
/** More than a dead worker can cost, since another one takes the next call. */
export const MOST_ATTEMPTS = 6;

const answer = z.object({ incident_id: z.string() });

/** What became of one emergency, as its caller knows it. */
export interface Reported {
	trip: string;
	/** Undefined when every attempt went without an answer. */
	incidentId: string | undefined;
	/** Of every attempt before, why it was not the last one: a status, or that there was no answer. */
	unanswered: string[];
}

/** Reports all emergencies, so many callers at once; `onReported` is called after each with their number so far. */
export async function reportAll(
	url: string,
	emergencies: readonly Emergency[],
	callers: number,
	signal: AbortSignal,
	onReported: (count: number) => void,
): Promise<Reported[]> {
	const waiting = [...emergencies];
	const reported: Reported[] = [];
	const caller = async () => {
		for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
			reported.push(await untilAnswered(url, one, signal));
			onReported(reported.length);
		}
	};
	await Promise.all(Array.from({ length: callers }, caller));
	return reported;
}

async function untilAnswered(
	url: string,
	emergency: Emergency,
	signal: AbortSignal,
): Promise<Reported> {
	const unanswered: string[] = [];
	const result = (incidentId: string | undefined): Reported => ({
		trip: emergency.trip,
		incidentId,
		unanswered,
	});
	while (unanswered.length < MOST_ATTEMPTS) {
		if (unanswered.length > 0) await sleep(PAUSE_MS);
		const attempt = await report(url, emergency);
		signal.throwIfAborted();
		if ('incidentId' in attempt) return result(attempt.incidentId);
		unanswered.push(attempt.reason);
	}
	return result(undefined);
}

async function report(
	url: string,
	emergency: Emergency,
): Promise<{ incidentId: string } | { reason: string }> {
	try {
		const response = await fetch(url, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(emergency),
			signal: AbortSignal.timeout(PATIENCE_MS),
		});
		const text = await response.text();
		if (response.status !== 200) return { reason: `status ${response.status}` };
		const parsed = answer.safeParse(JSON.parse(text));
		return parsed.success ? { incidentId: parsed.data.incident_id } : { reason: text };
	} catch {
		return { reason: 'no answer' };
	}
}
