import type { IPollFunctions } from 'n8n-workflow';

import { parseInput } from '../../core/form/parseInput';
import type { CallSettings } from '../../core/run/settings';
import type { Watch } from '../../core/polling/n8nPoll';
import { readWatchForm } from '../../core/polling/readWatchForm';
import { connectSety } from '../api/connect';
import { dangerZones } from './dangerZones';
import type { SetyEvent } from './events';
import { incidents } from './incidents';
import { sampleEvents } from './sample';
import { watchInput, watchProperties } from './watchForm';

/** What the Sety Trigger is set to watch. Throws InvalidInput for a form or a credential that cannot work. */
export async function setyWatch(context: IPollFunctions, settings: CallSettings): Promise<Watch> {
	const form = parseInput(watchInput, readWatchForm(context, watchProperties), watchProperties);
	const client = (await connectSety(context)(0)).clientFor(settings);
	const has = (...events: SetyEvent[]) => events.some((event) => form.triggerOn.has(event));
	return {
		sources: [
			...(has('incidentCreated', 'incidentStatusChanged')
				? [incidents(client, client.account, form)]
				: []),
			...(has('dangerZoneCreated', 'dangerZoneChanged', 'dangerZoneRemoved')
				? [dangerZones(client, client.account, form)]
				: []),
		],
		most: form.options.maxItems,
		sample: async () => await sampleEvents(client, form),
		nothingToShow: {
			message: 'Sety has nothing yet that fits Trigger On and the filters',
			howToGoOn:
				'Create an incident with a test key (Sety node, Incident → Create), or use the sandbox described in the README of this package, and fetch again. Nothing is dispatched for a test key.',
		},
	};
}
