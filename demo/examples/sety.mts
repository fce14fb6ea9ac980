import { isDeepStrictEqual } from 'node:util';
import type { ReceivedRequest } from '../../sandbox/recorder.cts';
import type { Check } from './checks.mts';
import { itemsOf } from './execution.mts';

/** The calls that the workflow is to make, in this order. */
const callsFor = (id: string) => [
	'POST /incidents',
	`GET /incidents/${id}`,
	`POST /incidents/${id}/notes`,
	`POST /incidents/${id}/cancel`,
	'GET /incidents',
];

const bodyOf = (request: ReceivedRequest | undefined): object =>
	typeof request?.body === 'object' && request.body !== null ? request.body : {};

/** What the fields of the form become on their way: a person, and a place as [longitude, latitude]. */
const report = {
	category: 'sos',
	severity: 'critical',
	title: 'Panic button pressed during a ride',
	description: 'The passenger pressed the panic button and does not answer the phone.',
	subject: {
		name: 'Amaka Obi',
		phone: '+2348012345678',
		reference: 'USER-9921',
		metadata: { vehicle_plate: 'LND-204-KJA' },
	},
	location: {
		coordinates: [3.3792, 6.5244],
		address: '14 Bourdillon Road, Ikoyi, Lagos',
		landmark: 'Opposite the filling station',
	},
};
const note = 'Reached the passenger on a second number: false alarm.';

/** What examples/sety-incident-life.json says on its note: created, read, noted, cancelled, listed. */
export const incidentLife: Check = (result, { received }) => {
	const [created = {}] = itemsOf(result, 'Create Incident');
	const [read = {}] = itemsOf(result, 'Get Incident');
	const [cancelled = {}] = itemsOf(result, 'Cancel Incident');
	const listed = itemsOf(result, 'List Newest Incidents');
	const id = String(created['incident_id']);
	const inList = listed.find(({ incident_id }) => incident_id === id);
	const [sent] = received.map(bodyOf);
	const calls = received.map(({ method, path }) => `${method} ${path}`);
	return [
		{
			text: 'an incident is created, and not taken for a repeat',
			met: id.startsWith('inc_') && created['is_new'] === true,
			found: created,
		},
		{
			text: 'every field of the form reaches the API',
			met: isDeepStrictEqual({ ...sent, ...report }, sent),
			found: sent,
		},
		{ text: 'the incident read is the one created', met: read['incident_id'] === id, found: read },
		{
			text: 'the note stands in its timeline',
			met: JSON.stringify(cancelled['timeline'] ?? null).includes(note),
			found: cancelled['timeline'],
		},
		{
			text: 'it is cancelled in the end',
			met: cancelled['incident_id'] === id && cancelled['status'] === 'cancelled',
			found: cancelled['status'],
		},
		{
			text: 'the list has it, as cancelled',
			met: inList?.['status'] === 'cancelled',
			found: listed.map(({ incident_id, status }) => ({ incident_id, status })),
		},
		{
			text: 'the API received exactly these five calls, in order',
			met: isDeepStrictEqual(calls, callsFor(id)),
			found: calls,
		},
		{
			text: 'every call came with a test key and was accepted',
			met: received.every(
				({ status, headers }) =>
					status !== null &&
					status < 300 &&
					String(headers['authorization']).startsWith('Bearer sety_test_'),
			),
			found: received.map(({ status, headers }) => [status, headers['authorization']]),
		},
	];
};

/** What examples/sety-new-incidents.json says on its note, for the incident that was created while it was active. */
export const newIncidents: Check = (result, { created }) => {
	const received = itemsOf(result, 'Sety Trigger');
	const asNew = received.filter(({ event }) => event === 'incidentCreated');
	const told = itemsOf(result, 'Say What Happened').filter(
		(item) => item['incident_id'] === created,
	);
	return [
		{
			text: 'the new incident arrives once, and no other one as new',
			met:
				asNew.length === 1 &&
				JSON.stringify(asNew[0]?.['incident'] ?? null).includes(created ?? 'no incident'),
			found: received,
		},
		{
			text: 'the next node puts it into words',
			met: String(told[0]?.['text']).startsWith('New: '),
			found: told,
		},
	];
};
