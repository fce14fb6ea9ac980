import { ApiFailure } from '../../core/failures/failures';
import { orApiFailure } from '../../core/http/callFailure';
import type { Snapshot } from '../../core/polling/snapshot';
import type { ScanContext } from '../../core/polling/source';
import { unusableRecords } from '../../core/polling/unusableRecords';
import type { SetyRecord } from '../answers';
import type { SetyClient } from '../service';
import { ACTIVE_STATUSES, isFinal, isSameStatus } from '../incident/statuses';
import { incidents as incidentList, readIncident } from '../incident/incident';
import { readRecords } from '../lists';
import { idOf, statusOf } from './incidentRecords';

/** Incidents that one poll reads by their ID; the next poll reads the others. */
export const MAX_READS_BY_ID = 200;

/** What one scan of the active incidents has found. */
export interface StatusScan {
	/** As they are now, by id: active ones, and those that vanished from the lists. */
	readonly incidents: ReadonlyMap<string, SetyRecord>;
	/** Ids of incidents that were read one by one, with or without success. */
	readonly readById: ReadonlySet<string>;
	/** Ids that Sety answered 404 for. */
	readonly gone: ReadonlySet<string>;
	/** Why an incident could not be read by its id. */
	readonly failure?: ApiFailure;
}

/**
 * Reads the active incidents, and by id the followed ones that are not among them any more. The cost grows with the active
 * incidents, not with history. One that cannot be read keeps back none of the others. Throws ApiFailure when a list cannot
 * be read.
 */
export async function scanStatuses(
	client: SetyClient,
	followed: Snapshot,
	context: ScanContext,
): Promise<StatusScan> {
	const { outOfTime, warn } = context;
	const incidents = await activeIncidents(client, warn);
	const withoutStatus = unusableRecords('incidents under way', ['a status']);
	const gone = new Set<string>();
	const readById = new Set<string>();
	let failure: ApiFailure | undefined;
	const vanished = followed.map(([id]) => id).filter((id) => !incidents.has(id));
	for (const id of vanished.slice(0, MAX_READS_BY_ID)) {
		if (outOfTime() || (failure !== undefined && concernsAll(failure))) break;
		readById.add(id);
		const incident = await orApiFailure(readIncident(client, id));
		if (!(incident instanceof ApiFailure)) {
			incidents.set(id, incident);
			if (statusOf(incident) === undefined) withoutStatus.add(incident, id);
			else withoutStatus.addUsable();
		} else if (incident.details.status === 404) gone.add(id);
		else failure ??= incident;
	}
	failure ??= withoutStatus.failure(context, { isFirstScan: false });
	if (gone.size > 0 && context.isFirst('sety 404')) failure ??= notFound(gone);
	return { incidents, readById, gone, ...(failure === undefined ? {} : { failure }) };
}

/** Polls in which Sety has to answer 404 for an incident before it is given up: one answer may be a slip. */
export const MAX_POLLS_NOT_FOUND = 5;

/** The failure for the first incident that is not found; the log names it until the trigger gives it up. */
function notFound(gone: ReadonlySet<string>): ApiFailure {
	return new ApiFailure(
		notFoundMessage(gone),
		`The trigger looks for it in ${MAX_POLLS_NOT_FOUND} polls before it gives it up. Check it in Sety: perhaps it was deleted, or the API Key belongs to another organization.`,
		{ status: 404, attempts: 1, certainlyWithoutEffect: true },
	);
}

export function notFoundMessage(gone: ReadonlySet<string>): string {
	const [example = ''] = gone;
	return `Sety answers 404 for ${gone.size} of the incidents that the trigger follows, such as ${example}`;
}

/** The active incidents by id, from one list for each status. */
async function activeIncidents(
	client: SetyClient,
	warn: (text: string) => void,
): Promise<Map<string, SetyRecord>> {
	const incidents = new Map<string, SetyRecord>();
	for (const status of ACTIVE_STATUSES) {
		const listed = await listIn(client, status, warn);
		const isNarrowed = listed.every((incident) => isSameStatus(statusOf(incident), status));
		for (const incident of isNarrowed ? listed : listed.filter(isActive)) {
			const id = idOf(incident);
			if (id !== undefined) incidents.set(id, incident);
		}
		if (isNarrowed) continue;
		warn(
			'Sety does not filter the list of incidents by status, so each poll reads all incidents to find changes.',
		);
		break;
	}
	return incidents;
}

function isActive(incident: SetyRecord): boolean {
	const status = statusOf(incident);
	return status !== undefined && !isFinal(status);
}

async function listIn(client: SetyClient, status: string, warn: (text: string) => void) {
	const listed = await orApiFailure(
		readRecords(client, incidentList, { status }, { limit: undefined, hint: warn }),
	);
	if (!(listed instanceof ApiFailure)) return listed;
	// Statuses are assumed: one may not exist. The poll reads its incidents by id then.
	return listed.details.status === 400 ? [] : await Promise.reject(listed);
}

/** Whether the request for another incident would end the same way. */
function concernsAll({ details: { status } }: ApiFailure): boolean {
	return status === undefined || status === 401 || status === 429 || status >= 500;
}
