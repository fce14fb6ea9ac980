import type { INodeParameters } from 'n8n-workflow';

/** A row as it comes out of a table. */
export const incidentItem = (number: number) => ({
	json: {
		trip: `TRIP-${number}`,
		name: `Person ${number}`,
		phone: `+23480${String(10_000_000 + number)}`,
		lat: 6.5 + (number % 100) / 1_000,
		lng: 3.3 + (number % 90) / 1_000,
		street: `${number} Bourdillon Road, Lagos`,
	},
});

/** The fields of the Sety node that are mapped, and those that are not. */
export const incidentFields: INodeParameters = {
	category: 'sos',
	subjectName: '={{ $json.name }}',
	subjectPhone: '={{ $json.phone }}',
	latitude: '={{ $json.lat }}',
	longitude: '={{ $json.lng }}',
	address: '={{ $json.street }}',
	idempotencyKey: '={{ $json.trip }}',
	additionalFields: { severity: 'high' },
};

/** The same content for HTTP Request, in one expression: its fastest form. */
export const incidentBody = `={{ {
	category: 'sos',
	severity: 'high',
	subject: { name: $json.name, phone: $json.phone },
	location: { coordinates: [$json.lng, $json.lat], address: $json.street },
	idempotency_key: $json.trip,
} }}`;
