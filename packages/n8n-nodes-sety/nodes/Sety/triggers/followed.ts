import { ApiFailure } from '../../shared/errors/ApiFailure';
import type { CollectionState } from '../../shared/polling/collection';
import type { LookContext } from '../../shared/polling/source';
import type { SetyRecord } from '../api/answers';
import type { SetyClient } from '../api/client';
import { ACTIVE_STATUSES } from '../api/statuses';
import { idOf, statusOf } from './incidentRecords';

/** Incidents that one poll reads by their ID; the others have their turn in the next one. */
export const MAX_READS_BY_ID = 200;

/** What one look at the incidents under way has found. */
export interface StatusLook {
	/** As they are now, by id: those under way, and those that vanished from the lists. */
	readonly incidents: ReadonlyMap<string, SetyRecord>;
	/** Ids of those that were read one by one. */
	readonly readById: ReadonlySet<string>;
	/** Ids that Sety does not know any more. */
	readonly gone: ReadonlySet<string>;
}

/**
 * Looks at the incidents under way, and by id at the followed ones that are not among them any more. The cost grows with
 * the incidents under way, not with history.
 */
export async function lookAtStatuses(
	client: SetyClient,
	followed: CollectionState,
	{ outOfTime, warn }: LookContext,
): Promise<StatusLook> {
	const incidents = new Map<string, SetyRecord>();
	for (const status of ACTIVE_STATUSES) {
		for (const incident of await listIn(client, status, warn)) {
			const id = idOf(incident);
			if (id !== undefined) incidents.set(id, incident);
		}
	}
	const gone = new Set<string>();
	const vanished = Object.keys(followed).filter((id) => !incidents.has(id));
	const read = new Set<string>();
	for (const id of vanished.slice(0, MAX_READS_BY_ID)) {
		if (outOfTime()) break;
		read.add(id);
		const incident = await readById(client, id);
		if (incident === undefined) gone.add(id);
		else incidents.set(id, incident);
	}
	return { incidents, readById: read, gone };
}

async function listIn(client: SetyClient, status: string, warn: (text: string) => void) {
	try {
		return await client.listIncidents({ status }, { limit: undefined, hint: warn });
	} catch (reason) {
		// A status that is only assumed may not exist. Its incidents are read by id then.
		return await unless(reason, 400, []);
	}
}

async function readById(client: SetyClient, id: string): Promise<SetyRecord | undefined> {
	try {
		return await client.getIncident(id);
	} catch (reason) {
		return await unless(reason, 404, undefined);
	}
}

/** `instead` for a refusal with this status; every other reason goes on. */
async function unless<T>(reason: unknown, status: number, instead: T): Promise<T> {
	const isIt = reason instanceof ApiFailure && reason.details.status === status;
	return isIt ? instead : await Promise.reject(reason as Error);
}

/** The statuses that were seen, by id. */
export function statusesOf(incidents: ReadonlyMap<string, SetyRecord>): Map<string, string> {
	const statuses = new Map<string, string>();
	for (const [id, incident] of incidents) {
		const status = statusOf(incident);
		if (status !== undefined) statuses.set(id, status);
	}
	return statuses;
}
