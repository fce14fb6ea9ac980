import type { FeedPage, FeedRecord } from '../../shared/polling/feed';
import { shortKey } from '../../shared/polling/seenKeys';
import type { SetyRecord } from '../api/answers';
import type { SetyClient } from '../api/client';
import { isInside } from './area';
import type { WatchForm } from './watchForm';

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

/**
 * Reads pages of the list of incidents as pages of a feed. An incident that no event will tell of is known by its key
 * and status only, and takes no room of those that will.
 */
export function incidentPages(client: SetyClient, filters: WatchForm['filters']) {
	let skipped = 0;
	let example: SetyRecord | undefined;

	const toFeedRecord = (incident: SetyRecord): Array<FeedRecord<SetyRecord>> => {
		const [id, time] = [idOf(incident), timeOf(incident.created_at)];
		if (id === undefined || time === undefined) {
			skipped++;
			example ??= incident;
			return [];
		}
		const key = shortKey(id);
		if (isWanted(incident, filters)) {
			return [{ key, time, item: incident }];
		}
		const { incident_id, status } = incident;
		return [{ key, time, item: { incident_id, status }, silent: true }];
	};

	return {
		async readPage(page: number): Promise<FeedPage<SetyRecord>> {
			const { records, hasMore, serverNow } = await client.readPage('incident.getAll', page);
			return { records: records.flatMap(toFeedRecord), size: records.length, hasMore, serverNow };
		},
		/** Tells once of all records that cannot be followed. */
		tellSkipped(warn: (text: string) => void): void {
			if (example === undefined) return;
			// What a record says of a person does not belong into the log.
			const id = idOf(example) ?? 'one without an incident_id';
			const fields = Object.keys(example).join(', ');
			warn(
				`${skipped} incidents without incident_id or created_at were skipped, such as ${id} with the fields ${fields}`,
			);
		},
	};
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
