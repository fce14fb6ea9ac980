import type { Check } from './checks.mts';
import { itemsOf } from './execution.mts';

/** What examples/sety-new-incidents.json says on its note, for the incident that was created while it was active. */
export const newIncidents: Check = (result, { created }) => {
	const received = itemsOf(result, 'Sety Trigger');
	const told = itemsOf(result, 'Say What Happened');
	return [
		{
			text: 'the trigger hands over the new incident and nothing else',
			met:
				received.length === 1 &&
				received[0]?.['event'] === 'incidentCreated' &&
				JSON.stringify(received[0]['incident'] ?? null).includes(created ?? 'no incident'),
			found: received,
		},
		{
			text: 'the next node puts it into words',
			met: told[0]?.['incident_id'] === created && String(told[0]?.['text']).startsWith('New: '),
			found: told,
		},
	];
};
