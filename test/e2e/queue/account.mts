import type { Reported } from './callers.mts';
import type { MadeIncident } from './setyIncidents.mts';
import type { StoredExecution } from './storedExecutions.mts';
import type { WorkerLog } from './workerLog.mts';
import type { Emergency } from './workflows.mts';

/** Everything that is known of the calls, by all who took part. */
export interface Evidence {
	emergencies: readonly Emergency[];
	/** What the callers know. */
	reported: readonly Reported[];
	/** All incidents that were made meanwhile, whoever made them. */
	incidents: readonly MadeIncident[];
	/** By id: how the executions ended, as n8n has stored it. */
	executions: ReadonlyMap<string, StoredExecution>;
	logs: readonly WorkerLog[];
	/** The log of the worker that was killed, one of `logs`. */
	killed: WorkerLog;
	/** How many executions a worker has under way at most. */
	concurrency: number;
}

export interface Account {
	/** Emergencies without an incident. */
	lost: string[];
	/** Emergencies with more than one. */
	doubled: string[];
	/** Incidents that belong to no emergency, for want of a key or by another one. */
	uncalledFor: string[];
	/** Callers who never got an answer. */
	withoutAnswer: string[];
	/** Callers who were told another incident than Sety has for them. */
	misinformed: string[];
	/** Calls of all callers together, without those that n8n turned away before it stored an execution. */
	taken: number;
	/** Of every call that was repeated, why. */
	unanswered: string[];
	callersWhoAskedAgain: number;
	/** Executions that the dead worker had taken and did not end. */
	cutOff: StoredExecution[];
	/** Executions that a worker has begun although one had before. */
	startedTwice: string[];
	/** Executions that did not succeed and that no dead worker explains. */
	unexplained: string[];
}

/** What n8n answers while its database is not ready. */
const TURNED_AWAY = 'status 503';

/** Compares what the callers, Sety, n8n's database and the logs of the workers say. */
export function account(evidence: Evidence): Account {
	const { emergencies, reported, executions, logs } = evidence;
	const byTrip = new Map(emergencies.map(({ trip }) => [trip, [] as string[]]));
	const uncalledFor: string[] = [];
	for (const { id, key } of evidence.incidents) (byTrip.get(key ?? '') ?? uncalledFor).push(id);
	const incidentsOf = (trip: string) => byTrip.get(trip) ?? [];
	const trips = [...byTrip.keys()];
	const started = tally(logs.flatMap((log) => log.started()));
	const ids = [...executions.keys()];
	const taken = takenByTheDead(evidence, started);
	const unanswered = reported.flatMap((one) => one.unanswered);
	const answered = reported.filter(({ incidentId }) => incidentId !== undefined);
	const calls = unanswered.length + answered.length;
	return {
		lost: trips.filter((trip) => incidentsOf(trip).length === 0),
		doubled: trips.filter((trip) => incidentsOf(trip).length > 1),
		uncalledFor,
		withoutAnswer: reported
			.filter(({ incidentId }) => incidentId === undefined)
			.map(({ trip }) => trip),
		misinformed: reported
			.filter(({ trip, incidentId }) => incidentId && !incidentsOf(trip).includes(incidentId))
			.map(({ trip }) => trip),
		taken: calls - unanswered.filter((reason) => reason === TURNED_AWAY).length,
		unanswered,
		callersWhoAskedAgain: reported.filter((one) => one.unanswered.length > 0).length,
		cutOff: [...executions].filter(([id]) => taken.has(id)).map(([, execution]) => execution),
		startedTwice: ids.filter((id) => (started.get(id) ?? 0) > 1),
		unexplained: ids.filter((id) => executions.get(id)?.status !== 'success' && !taken.has(id)),
	};
}

/**
 * What the dead worker had taken out of the queue. When it dies between taking a job and saying so, nobody has begun that
 * execution; but with what it has begun, it cannot have held more than it may have under way.
 */
function takenByTheDead(
	{ executions, killed, concurrency }: Evidence,
	started: ReadonlyMap<string, number>,
): Set<string> {
	const begun = killed.unfinished();
	const begunByNobody = [...executions.keys()].filter((id) => !started.has(id));
	const room = concurrency - begun.length;
	return new Set(begunByNobody.length <= room ? [...begun, ...begunByNobody] : begun);
}

/** How often each value is there. */
export function tally(values: readonly string[]): Map<string, number> {
	const counts = new Map<string, number>();
	for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
	return counts;
}

/** "3 error, 1 success", or "none". */
export const inWords = (values: readonly string[]): string =>
	[...tally(values)].map(([what, count]) => `${count} ${what}`).join(', ') || 'none';
