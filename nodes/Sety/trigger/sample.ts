import type { PollEvent } from '../../core/polling/source';
import { isJsonRecord } from '../../core/json';
import type { SetyRecord } from '../answers';
import type { SetyClient } from '../service';
import { FIRST_STATUS } from '../incident/statuses';
import { isInside } from './area';
import type { SetyEvent } from './events';
import { isWanted, statusOf } from './incidentRecords';
import type { WatchForm } from './watchForm';
import { readPage } from '../lists';
import { incidents as incidentList, simpleIncident } from '../incident/incident';
import { dangerZones as zoneList, simpleDangerZone } from '../threatIntelligence/dangerZone';

/** Samples of each kind of event. */
export const SAMPLES = 3;

/** Present records in the form of events, for Fetch Test Event. One page of each list is read. */
export async function sampleEvents(client: SetyClient, form: WatchForm): Promise<PollEvent[]> {
	const { triggerOn, filters } = form;
	const has = (...events: SetyEvent[]) => events.some((event) => triggerOn.has(event));
	const incidents = has('incidentCreated', 'incidentStatusChanged')
		? (await readPage(client, incidentList, 1)).records.filter((one) => isWanted(one, filters))
		: [];
	const zones = has('dangerZoneCreated', 'dangerZoneChanged', 'dangerZoneRemoved')
		? (await readPage(client, zoneList, 1)).records.filter((one) => isInside(filters.area, one))
		: [];
	return [...triggerOn].flatMap((event) => {
		const records = event.startsWith('incident') ? incidents : zones;
		return records
			.slice(0, SAMPLES)
			.map((record) => ({ time: 0, json: sampleOf(event, record, form) }));
	});
}

function sampleOf(event: SetyEvent, record: SetyRecord, { options }: WatchForm): SetyRecord {
	const incident = options.simplify ? simpleIncident.simplify(record) : record;
	switch (event) {
		case 'incidentCreated':
			return { event, incident };
		case 'incidentStatusChanged':
			return { event, incident, previousStatus: statusBefore(record) };
		case 'dangerZoneRemoved':
			return { event, dangerZone: { zone_id: record.zone_id ?? record.id } };
		default:
			return { event, dangerZone: options.simplify ? simpleDangerZone.simplify(record) : record };
	}
}

/** By the timeline, where there is one. */
function statusBefore(incident: SetyRecord): string {
	const timeline = Array.isArray(incident.timeline) ? incident.timeline.filter(isJsonRecord) : [];
	const statuses = timeline.map(statusOf).filter((status) => status !== incident.status);
	return statuses.at(-1) ?? FIRST_STATUS;
}
