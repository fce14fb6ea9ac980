import type { PollEvent } from '../../core/polling/source';
import { isJsonRecord } from '../../core/json';
import type { SetyRecord } from '../api/answers';
import type { SetyClient } from '../api/client';
import { FIRST_STATUS } from '../api/statuses';
import { simplifyDangerZone, simplifyIncident } from '../output/simplify';
import { isInside } from './area';
import type { SetyEvent } from './events';
import { isWanted, statusOf } from './incidentRecords';
import type { WatchForm } from './watchForm';

/** Samples of each kind of event. */
export const SAMPLES = 3;

/** Present records in the form of events, for Fetch Test Event. One page of each list is read. */
export async function sampleEvents(client: SetyClient, form: WatchForm): Promise<PollEvent[]> {
	const { triggerOn, filters } = form;
	const has = (...events: SetyEvent[]) => events.some((event) => triggerOn.has(event));
	const incidents = has('incidentCreated', 'incidentStatusChanged')
		? (await client.readPage('incident.getAll', 1)).records.filter((one) => isWanted(one, filters))
		: [];
	const zones = has('dangerZoneCreated', 'dangerZoneChanged', 'dangerZoneRemoved')
		? (await client.readPage('threatIntelligence.getDangerZones', 1)).records.filter((one) =>
				isInside(filters.area, one),
			)
		: [];
	return [...triggerOn].flatMap((event) => {
		const records = event.startsWith('incident') ? incidents : zones;
		return records
			.slice(0, SAMPLES)
			.map((record) => ({ time: 0, json: sampleOf(event, record, form) }));
	});
}

function sampleOf(event: SetyEvent, record: SetyRecord, { options }: WatchForm): SetyRecord {
	const incident = options.simplify ? simplifyIncident(record) : record;
	switch (event) {
		case 'incidentCreated':
			return { event, incident };
		case 'incidentStatusChanged':
			return { event, incident, previousStatus: statusBefore(record) };
		case 'dangerZoneRemoved':
			return { event, dangerZone: { zone_id: record.zone_id ?? record.id } };
		default:
			return { event, dangerZone: options.simplify ? simplifyDangerZone(record) : record };
	}
}

/** By the timeline, where there is one. */
function statusBefore(incident: SetyRecord): string {
	const timeline = Array.isArray(incident.timeline) ? incident.timeline.filter(isJsonRecord) : [];
	const statuses = timeline.map(statusOf).filter((status) => status !== incident.status);
	return statuses.at(-1) ?? FIRST_STATUS;
}
