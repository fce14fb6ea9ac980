import type { IPollFunctions } from 'n8n-workflow';

import { parseInput } from '../../core/form/parseInput';
import type { CallSettings } from '../../core/run/settings';
import type { Watch } from '../../core/polling/pollNode';
import { readTriggerForm } from '../../core/polling/triggerForm';
import type { PollEvent } from '../../core/polling/source';
import type { SetyRecord } from '../answers';
import type { SetyClient } from '../service';
import { incidents as incidentList } from '../incident/incident';
import { readPage } from '../lists';
import { connectSety } from '../operations';
import { dangerZones as zoneList } from '../threatIntelligence/dangerZone';
import { FIRST_STATUS } from '../incident/statuses';
import { isInside } from './area';
import { dangerZones, keyOf, zoneEvent } from './dangerZones';
import { createdEvent, statusEvent, statusPeriod } from './incidentEvents';
import { incidents } from './incidents';
import { isWanted } from './incidentRecords';
import type { SetyEvent, TriggerForm } from './form';
import { triggerInput, triggerProperties } from './form';

/**
 * What a stored state is valid for: the address and the kind of key. A new key counts as the same account, because a
 * trigger that begins again would lose what came meanwhile; a key of another organization cannot be told from it.
 */
const accountOf = ({ account: { baseUrl, isTestKey } }: SetyClient) =>
	`${baseUrl} ${isTestKey ? 'test' : 'live'}`;

/** What the Sety Trigger watches. Throws InvalidInput for a form or a credential that cannot work. */
export async function setyWatch(context: IPollFunctions, settings: CallSettings): Promise<Watch> {
	const form = parseInput(
		triggerInput,
		readTriggerForm(context, triggerProperties),
		triggerProperties,
	);
	const client = (await connectSety(context)(0)).clientFor(settings);
	const has = (...events: SetyEvent[]) => events.some((event) => form.triggerOn.has(event));
	return {
		sources: [
			...(has('incidentCreated', 'incidentStatusChanged')
				? [incidents(client, accountOf(client), form)]
				: []),
			...(has('dangerZoneCreated', 'dangerZoneChanged', 'dangerZoneRemoved')
				? [dangerZones(client, accountOf(client), form)]
				: []),
		],
		most: form.options.maxItems,
		sample: async () => await sampleEvents(client, form),
		noSample: {
			message: 'Sety has no record yet that matches Trigger On and the filters',
			howToGoOn:
				'Create an incident with a test key (Sety node, Incident → Create), or use the sandbox that the README of this package describes, and fetch again. A test key dispatches no responders.',
		},
	};
}

/** Samples of each kind of event. */
const SAMPLES = 3;

/** Present records in the form of events, for Fetch Test Event. Reads one page of each list. */
async function sampleEvents(client: SetyClient, form: TriggerForm): Promise<PollEvent[]> {
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
		return records.slice(0, SAMPLES).map((record) => sampleOf(event, record, form.options));
	});
}

function sampleOf(
	event: SetyEvent,
	record: SetyRecord,
	options: TriggerForm['options'],
): PollEvent {
	switch (event) {
		case 'incidentCreated':
			return createdEvent(record, options);
		case 'incidentStatusChanged':
			return statusEvent(record, statusPeriod(record).earlier[0] ?? FIRST_STATUS, options);
		default:
			return zoneEvent(event, { kind: 'created', key: keyOf(record) }, record, options);
	}
}
