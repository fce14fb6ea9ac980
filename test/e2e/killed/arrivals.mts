import { setTimeout as sleep } from 'node:timers/promises';
import type { Sandbox } from '../../../harness/sandbox.mts';
import { badPhase, nextPhaseAfter, nextRecords, type Random } from './plan.mts';
import { TRIGGERS } from './workflow.mts';
import type { MadeRecord } from './losses.mts';

const LOOK_WHETHER_OVER_MS = 500;

/** Sleeps; an end of the sleep ends it without a word. */
const pause = async (ms: number, stop: AbortSignal): Promise<void> =>
	await sleep(ms, undefined, { signal: stop }).catch(() => undefined);

/** Makes records of both services at random moments until `enough` and until there are at least `least` of each. */
export async function makeRecords(
	{ control }: Sandbox,
	dice: Random,
	least: number,
	{ enough, stop }: { enough: AbortSignal; stop: AbortSignal },
): Promise<string[]> {
	const ids: string[] = [];
	while (!stop.aborted && !(enough.aborted && ids.length >= 2 * least)) {
		const { count, pauseMs } = nextRecords(dice);
		ids.push(...(await control.sety.createIncidents({ count })));
		ids.push(...(await control.samsara.createEvents({ count })));
		await pause(pauseMs, stop);
	}
	return ids;
}

/** One bad phase of a service after the other; the next begins only when the one before has hit all that it should. */
export async function disturb(
	{ control }: Sandbox,
	service: 'sety' | 'samsara-us',
	dice: Random,
	stop: AbortSignal,
): Promise<void> {
	const isOver = async () =>
		(await control.pendingFaults()).every((fault) => fault.service !== service);
	for (let index = 0; !stop.aborted; index++) {
		await control.addFaults(badPhase(dice, service, index));
		while (!stop.aborted && !(await isOver())) await pause(LOOK_WHETHER_OVER_MS, stop);
		await pause(nextPhaseAfter(dice), stop);
	}
}

/** What the services have of the records, with the time at which each was made. */
export async function recordsAt(
	{ control }: Sandbox,
	ids: readonly string[],
): Promise<MadeRecord[]> {
	const wanted = new Set(ids);
	const { incidents } = await control.sety.records();
	const events = await control.samsara.events();
	const all: MadeRecord[] = [
		...incidents.map(({ incident_id: id, created_at }) => ({
			id,
			trigger: TRIGGERS.sety,
			madeAt: Date.parse(created_at),
		})),
		...events.map(({ id, createdAtTime }) => ({
			id,
			trigger: TRIGGERS.samsara,
			madeAt: Date.parse(createdAtTime),
		})),
	];
	return all.filter(({ id }) => wanted.has(id));
}
