import type { FeedPage, FeedRecord } from '../../shared/polling/feed';
import { shortKey } from '../../shared/polling/seenKeys';
import type { SetyRecord } from '../api/answers';
import type { SetyClient } from '../api/client';
import { isInside } from './area';
import type { WatchForm } from './watchForm';

/** After these nothing follows: a resolved incident cannot be reopened (documented), a cancelled one not (assumed). */
const FINAL_STATUSES = new Set(['resolved', 'cancelled']);

/** The state in which incidents begin (documented). */
export const FIRST_STATUS = 'created';

export function isFinal(status: string): boolean {
	return FINAL_STATUSES.has(status);
}

export function idOf(incident: SetyRecord): string | undefined {
	const { incident_id: id } = incident;
	return typeof id === 'string' && id !== '' ? id : undefined;
}

export function statusOf(incident: SetyRecord): string | undefined {
	return typeof incident.status === 'string' ? incident.status : undefined;
}

/** Epoch milliseconds; undefined for what is no time. */
export function timeOf(value: unknown): number | undefined {
	const time = typeof value === 'string' ? Date.parse(value) : NaN;
	return Number.isNaN(time) ? undefined : time;
}

/** A page of the list of incidents as a page of a feed; tells about records that cannot be followed. */
export async function readIncidentPage(
	client: SetyClient,
	page: number,
	warn: (text: string) => void,
): Promise<FeedPage<SetyRecord>> {
	const { records, hasMore, serverNow } = await client.readPage('incident.getAll', page);
	const usable: Array<FeedRecord<SetyRecord>> = [];
	for (const incident of records) {
		const [id, time] = [idOf(incident), timeOf(incident.created_at)];
		if (id !== undefined && time !== undefined) {
			usable.push({ key: shortKey(id), time, item: incident });
		} else {
			warn(
				`An incident without incident_id or created_at was skipped: ${JSON.stringify(incident).slice(0, 200)}`,
			);
		}
	}
	return { records: usable, hasMore, serverNow };
}

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
	return (
		(fromStatus.length === 0 || fromStatus.includes(from)) &&
		(toStatus.length === 0 || toStatus.includes(to))
	);
}
