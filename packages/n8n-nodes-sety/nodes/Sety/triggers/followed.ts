import { ApiFailure } from '../../shared/errors/ApiFailure';
import { orApiFailure } from '../../shared/errors/orApiFailure';
import type { CollectionState } from '../../shared/polling/collection';
import type { LookContext } from '../../shared/polling/source';
import type { SetyRecord } from '../api/answers';
import type { SetyClient } from '../api/client';
import { ACTIVE_STATUSES, isFinal } from '../api/statuses';
import { idOf, statusOf } from './incidentRecords';

/** Incidents that one poll reads by their ID; the others have their turn in the next one. */
export const MAX_READS_BY_ID = 200;

/** What one look at the incidents under way has found. */
export interface StatusLook {
	/** As they are now, by id: those under way, and those that vanished from the lists. */
	readonly incidents: ReadonlyMap<string, SetyRecord>;
	/** Ids of those that were asked for one by one, whether they could be read or not. */
	readonly askedById: ReadonlySet<string>;
	/** Ids that Sety does not know any more. */
	readonly gone: ReadonlySet<string>;
	/** Why one that was asked for by its id could not be read. */
	readonly failure?: ApiFailure;
}

/**
 * Looks at the incidents under way, and by id at the followed ones that are not among them any more. The cost grows with
 * the incidents under way, not with history. One that cannot be read keeps back none of the others.
 */
export async function lookAtStatuses(
	client: SetyClient,
	followed: CollectionState,
	{ outOfTime, warn }: LookContext,
): Promise<StatusLook> {
	const incidents = await underWay(client, warn);
	const gone = new Set<string>();
	const asked = new Set<string>();
	let failure: ApiFailure | undefined;
	const vanished = Object.keys(followed).filter((id) => !incidents.has(id));
	for (const id of vanished.slice(0, MAX_READS_BY_ID)) {
		if (outOfTime() || (failure !== undefined && concernsAll(failure))) break;
		asked.add(id);
		const incident = await orApiFailure(client.getIncident(id));
		if (!(incident instanceof ApiFailure)) incidents.set(id, incident);
		else if (incident.details.status === 404) gone.add(id);
		else failure ??= incident;
	}
	return { incidents, askedById: asked, gone, ...(failure === undefined ? {} : { failure }) };
}

/** Incidents under way, by id, from one list for each status. */
async function underWay(
	client: SetyClient,
	warn: (text: string) => void,
): Promise<Map<string, SetyRecord>> {
	const incidents = new Map<string, SetyRecord>();
	for (const status of ACTIVE_STATUSES) {
		const listed = await listIn(client, status, warn);
		const isNarrowed = listed.every((incident) => statusOf(incident) === status);
		for (const incident of isNarrowed ? listed : listed.filter(isUnderWay)) {
			const id = idOf(incident);
			if (id !== undefined) incidents.set(id, incident);
		}
		if (isNarrowed) continue;
		warn(
			'Sety does not narrow the list of incidents by status, so each poll reads all of them to find changes.',
		);
		break;
	}
	return incidents;
}

function isUnderWay(incident: SetyRecord): boolean {
	const status = statusOf(incident);
	return status !== undefined && !isFinal(status);
}

async function listIn(client: SetyClient, status: string, warn: (text: string) => void) {
	const listed = await orApiFailure(
		client.listIncidents({ status }, { limit: undefined, hint: warn }),
	);
	if (!(listed instanceof ApiFailure)) return listed;
	// A status that is only assumed may not exist. Its incidents are read by id then.
	return listed.details.status === 400 ? [] : await Promise.reject(listed);
}

/** Whether asking for another incident would end the same way. */
function concernsAll({ details: { status } }: ApiFailure): boolean {
	return status === undefined || status === 401 || status === 429 || status >= 500;
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
