import type { Check } from './checks.mts';

/** What examples/sety-new-incidents.json says on its note, for the incident that was created while it was active. */
export const newIncidents: Check = ({ nodes }, { created }) => {
	const received = nodes.find(({ node }) => node === 'Sety Trigger')?.items ?? [];
	const told = nodes.find(({ node }) => node === 'Say What Happened')?.items ?? [];
	return [
		{
			text: 'the trigger hands over the new incident and nothing else',
			kept:
				received.length === 1 &&
				received[0]?.['event'] === 'incidentCreated' &&
				JSON.stringify(received[0]['incident'] ?? null).includes(created ?? 'no incident'),
			found: received,
		},
		{
			text: 'the next node puts it into words',
			kept: told[0]?.['incident_id'] === created && String(told[0]?.['text']).startsWith('New: '),
			found: told,
		},
	];
};
