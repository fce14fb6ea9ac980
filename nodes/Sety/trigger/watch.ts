import type { IPollFunctions } from 'n8n-workflow';

import { parseInput } from '../../core/form/parseInput';
import type { CallSettings } from '../../core/run/settings';
import type { Watch } from '../../core/polling/n8nPoll';
import { readWatchForm } from '../../core/polling/readWatchForm';
import { connectSety } from '../operations';
import type { SetyClient } from '../service';
import { dangerZones } from './dangerZones';
import type { SetyEvent } from './events';
import { incidents } from './incidents';
import { sampleEvents } from './sample';
import { watchInput, watchProperties } from './watchForm';

/**
 * What a stored state is valid for: the address and the kind of key. A new key counts as the same account, because a
 * trigger that begins again would lose what came meanwhile; a key of another organization cannot be told from it.
 */
const accountOf = ({ account: { baseUrl, isTestKey } }: SetyClient) =>
	`${baseUrl} ${isTestKey ? 'test' : 'live'}`;

/** What the Sety Trigger is set to watch. Throws InvalidInput for a form or a credential that cannot work. */
export async function setyWatch(context: IPollFunctions, settings: CallSettings): Promise<Watch> {
	const form = parseInput(watchInput, readWatchForm(context, watchProperties), watchProperties);
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
		nothingToShow: {
			message: 'Sety has nothing yet that fits Trigger On and the filters',
			howToGoOn:
				'Create an incident with a test key (Sety node, Incident → Create), or use the sandbox described in the README of this package, and fetch again. Nothing is dispatched for a test key.',
		},
	};
}
