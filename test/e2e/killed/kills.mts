import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningN8n } from '../../../harness/n8n/process.mts';
import type { Shutdown } from '../../../harness/process/shutdown.mts';
import { within } from '../../../harness/process/timeLimit.mts';
import { N8N_3, NO_EDITOR, startIn, type Stage } from '../stage.mts';
import type { N8nDatabase } from './database.mts';
import { lastPlace } from './journal.mts';
import { nextLife, type Random } from './plan.mts';
import { isPoll } from './polls.mts';
import type { Death } from './losses.mts';

export interface Kill extends Death {
	/** Milliseconds since the last request of a poll had come. */
	afterPollMs: number;
}

/** A kill that comes so soon after the request of a poll has met that poll, or what became of it. */
export const MET_MS = 500;
/** Half of the kills are aimed at a poll; a busy machine may miss some. */
export const LEAST_MET = 3;
/** For each kill of the plan. The run fails when so many have not met enough polls. */
const MOST_FOR_EACH = 2;

export const metPoll = (kills: ReadonlyArray<Pick<Kill, 'afterPollMs'>>): number =>
	kills.filter(({ afterPollMs }) => afterPollMs <= MET_MS).length;

/** Whether n8n has died often enough: as often as planned, and in enough polls. */
export function isEnough(
	kills: ReadonlyArray<Pick<Kill, 'afterPollMs'>>,
	planned: number,
): boolean {
	if (kills.length < planned) return false;
	if (metPoll(kills) >= LEAST_MET) return true;
	assert.ok(
		kills.length < MOST_FOR_EACH * planned,
		`Of ${kills.length} kills only ${metPoll(kills)} have met a poll.`,
	);
	return false;
}

/**
 * n8n polls once a minute. A poll of the durable engine that went wrong is put off longer each time; and when n8n 2.41 dies
 * while it switches a workflow on, it tries again after two minutes at the earliest.
 */
const NEXT_POLL = { name: 'waiting for a poll to kill n8n in', ms: 8 * 60_000 };
/** After the first poll of a life, until those that n8n begins with are over. */
const SETTLED_MS = 5_000;

/** Kills n8n so many times, and on until enough have met a poll; starts it again each time. Returns the n8n that is left alive, too. */
export async function killAgainAndAgain(
	stage: Stage,
	database: N8nDatabase,
	plan: { times: number; dice: Random; environment: Record<string, string> },
	shutdown: Shutdown,
): Promise<{ kills: Kill[]; alive: RunningN8n }> {
	const { signal } = shutdown;
	const { sandbox } = stage;
	const kills: Kill[] = [];
	let { n8n } = stage;
	while (!isEnough(kills, plan.times)) {
		const life = nextLife(plan.dice, kills.length);
		if ('poll' in life) {
			await within(NEXT_POLL, signal, async (abort) => {
				await sandbox.nextRequest(isPoll, abort);
				if (life.poll === 'first') return;
				await sleep(SETTLED_MS, undefined, { signal: abort });
				await sandbox.nextRequest(isPoll, abort);
			});
		}
		await sleep(life.ms, undefined, { signal });
		let afterPollMs = Infinity;
		const { death, alive } = await dieAndLive(stage, database, {
			n8n,
			environment: plan.environment,
			logName: `n8n-${kills.length + 1}.log`,
			async meanwhile(at) {
				const last = (await sandbox.control.received()).findLast(isPoll);
				if (last !== undefined) afterPollMs = at - Date.parse(last.at);
			},
			shutdown,
		});
		kills.push({ ...death, afterPollMs });
		n8n = alive;
	}
	return { kills, alive: n8n };
}

/** Ends n8n by SIGKILL and starts it again where it was; `meanwhile` gets the moment of its death. */
export async function dieAndLive(
	{ host, userFolder }: Stage,
	database: N8nDatabase,
	how: {
		n8n: RunningN8n;
		environment: Record<string, string>;
		logName: string;
		meanwhile: (at: number) => Promise<void>;
		shutdown: Shutdown;
	},
): Promise<{ death: Death; alive: RunningN8n }> {
	const dead = how.n8n.kill();
	const at = Date.now();
	await dead;
	const death = { at, place: await lastPlace(database) };
	await how.meanwhile(at);
	const environment = { ...N8N_3, ...NO_EDITOR, ...how.environment };
	const program = { environment, logName: how.logName };
	const port = Number(new URL(how.n8n.origin).port);
	return { death, alive: await startIn(host, userFolder, how.shutdown, program, port) };
}
