import type { ApiFailure } from '../../core/failures/failures';
import type { FeedPage, FeedRecord } from '../../core/polling/feed';
import { lacksOffset, recordTime } from '../../core/polling/recordTime';
import { shortKey } from '../../core/polling/seenKeys';
import type { LookContext } from '../../core/polling/source';
import { unfollowed } from '../../core/polling/unfollowed';
import { fieldIn } from '../../core/spelling';
import type { SetyRecord } from '../answers';
import { idIn } from '../answers';
import type { SetyClient } from '../service';
import { isSameStatus } from '../incident/statuses';
import { isInside } from './area';
import type { WatchForm } from './watchForm';
import { readPage } from '../lists';
import { incidents as incidentList } from '../incident/incident';

export function idOf(incident: SetyRecord): string | undefined {
	return idIn(incident, 'incident_id');
}

export function statusOf(incident: SetyRecord): string | undefined {
	return typeof incident.status === 'string' && incident.status !== ''
		? incident.status
		: undefined;
}

/** When it was made, epoch milliseconds. */
export function createdAt(incident: SetyRecord): number | undefined {
	return recordTime(fieldIn(incident, 'created_at'));
}

/** When it changed last, epoch milliseconds. */
export function updatedAt(record: SetyRecord): number | undefined {
	return recordTime(fieldIn(record, 'updated_at'));
}

/**
 * Reads pages of the list of incidents as pages of a feed. An incident that no event will tell of is known by its key
 * and status only, and takes no room of those that will.
 */
export function incidentPages(client: SetyClient, filters: WatchForm['filters']) {
	const left = unfollowed('incidents', ['incident_id', 'created_at']);
	let saysNoOffset = false;

	const toFeedRecord = (incident: SetyRecord): Array<FeedRecord<SetyRecord>> => {
		const [id, time] = [idOf(incident), createdAt(incident)];
		if (id === undefined || time === undefined) {
			left.add(incident, id);
			return [];
		}
		left.follow();
		saysNoOffset ||= lacksOffset(fieldIn(incident, 'created_at'));
		const key = shortKey(id);
		if (isWanted(incident, filters)) {
			return [{ key, time, item: incident }];
		}
		const { status } = incident;
		return [{ key, time, item: { incident_id: id, status }, silent: true }];
	};

	return {
		async readPage(page: number): Promise<FeedPage<SetyRecord>> {
			const { records, ...rest } = await readPage(client, incidentList, page);
			return { records: records.flatMap(toFeedRecord), size: records.length, ...rest };
		},
		/** Tells once of all records that cannot be followed; as a failure where that has to be seen. */
		tellUnfollowed(context: LookContext, look: { isFirstLook: boolean }): ApiFailure | undefined {
			if (saysNoOffset && context.isFirst('sety offset')) context.warn(NO_OFFSET);
			return left.failure(context, look);
		},
	};
}

const NO_OFFSET = 'Sety gives times without an offset. They are taken for UTC.';

/** Whether the filters that concern every event of incidents let it through. */
export function isWanted(incident: SetyRecord, { category, severity, area }: WatchForm['filters']) {
	const accepts = (wanted: readonly string[], value: unknown) =>
		wanted.length === 0 || (typeof value === 'string' && wanted.includes(value));
	return (
		accepts(category, incident.category) &&
		accepts(severity, incident.severity) &&
		isInside(area, incident)
	);
}

/** Whether the filters let a change of status through. */
export function isWantedChange(from: string, to: string, filters: WatchForm['filters']): boolean {
	const { fromStatus, toStatus } = filters;
	const accepts = (wanted: readonly string[], status: string) =>
		wanted.length === 0 || wanted.some((one) => isSameStatus(one, status));
	return accepts(fromStatus, from) && accepts(toStatus, to);
}
