import { ApiFailure } from '../../core/failures/failures';
import { orApiFailure } from '../../core/http/callFailure';
import type { CollectionState } from '../../core/polling/collection';
import type { LookContext } from '../../core/polling/source';
import { unfollowed } from '../../core/polling/unfollowed';
import type { SetyRecord } from '../answers';
import type { SetyClient } from '../service';
import { ACTIVE_STATUSES, isFinal, isSameStatus } from '../incident/statuses';
import { idOf, statusOf } from './incidentRecords';
import { readRecords } from '../lists';
import { incidents as incidentList, readIncident } from '../incident/incident';

/** Incidents that one poll reads by their ID; the others have their turn in the next one. */
export const MAX_READS_BY_ID = 200;

/** What one look at the incidents under way has found. */
export interface StatusLook {
	/** As they are now, by id: those under way, and those that vanished from the lists. */
	readonly incidents: ReadonlyMap<string, SetyRecord>;
	/** Ids of those that were asked for one by one, whether they could be read or not. */
	readonly askedById: ReadonlySet<string>;
	/** Ids that Sety answered 404 for. */
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
	context: LookContext,
): Promise<StatusLook> {
	const { outOfTime, warn } = context;
	const incidents = await underWay(client, warn);
	const withoutStatus = unfollowed('incidents under way', ['a status']);
	const gone = new Set<string>();
	const asked = new Set<string>();
	let failure: ApiFailure | undefined;
	const vanished = followed.map(([id]) => id).filter((id) => !incidents.has(id));
	for (const id of vanished.slice(0, MAX_READS_BY_ID)) {
		if (outOfTime() || (failure !== undefined && concernsAll(failure))) break;
		asked.add(id);
		const incident = await orApiFailure(readIncident(client, id));
		if (!(incident instanceof ApiFailure)) {
			incidents.set(id, incident);
			if (statusOf(incident) === undefined) withoutStatus.add(incident, id);
			else withoutStatus.follow();
		} else if (incident.details.status === 404) gone.add(id);
		else failure ??= incident;
	}
	failure ??= withoutStatus.failure(context, { isFirstLook: false });
	if (gone.size > 0 && context.isFirst('sety 404')) failure ??= notFound(gone);
	return { incidents, askedById: asked, gone, ...(failure === undefined ? {} : { failure }) };
}

/** Polls in which Sety has to answer 404 for an incident before it is given up: one answer may be a slip. */
export const MAX_POLLS_NOT_FOUND = 5;

/** For the first one that is not found: until it is given up, the log names it. */
function notFound(gone: ReadonlySet<string>): ApiFailure {
	return new ApiFailure(
		notFoundIn(gone),
		`It is looked for in ${MAX_POLLS_NOT_FOUND} polls before it is given up. Look it up in Sety: perhaps it was deleted, or the API Key belongs to another organization.`,
		{ status: 404, attempts: 1, certainlyWithoutEffect: true },
	);
}

export function notFoundIn(gone: ReadonlySet<string>): string {
	const [example = ''] = gone;
	return `Sety answers 404 for ${gone.size} of the incidents that are followed, such as ${example}`;
}

/** For those that are given up: what becomes of them will not be handed over. */
export function givenUp(ids: readonly string[]): ApiFailure {
	return new ApiFailure(
		`${ids.length} incidents are not followed any more, such as ${ids[0] ?? ''}: Sety answered 404 in ${MAX_POLLS_NOT_FOUND} polls`,
		'What becomes of them is not handed over. Look them up in Sety: perhaps they were deleted, or the API Key belongs to another organization.',
		{ status: 404, attempts: MAX_POLLS_NOT_FOUND, certainlyWithoutEffect: true },
	);
}

/** Incidents under way, by id, from one list for each status. */
async function underWay(
	client: SetyClient,
	warn: (text: string) => void,
): Promise<Map<string, SetyRecord>> {
	const incidents = new Map<string, SetyRecord>();
	for (const status of ACTIVE_STATUSES) {
		const listed = await listIn(client, status, warn);
		const isNarrowed = listed.every((incident) => isSameStatus(statusOf(incident), status));
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
		readRecords(client, incidentList, { status }, { limit: undefined, hint: warn }),
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
