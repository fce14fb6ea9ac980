import type { INodeParameters } from 'n8n-workflow';

import { byId, setyBench } from '../../harness/engine/sety.cts';

const sety = setyBench();

const person = { subjectName: 'Amaka Obi' };
const place = { latitude: '6.5244', longitude: '3.3792' };
const emergency = { category: 'sos', ...person, ...place };
const lagosToIkoyi = { origin: '6.5244, 3.3792', destination: '6.4281, 3.4219' };

/** A required field left empty is refused by n8n itself; an expression may still come to nothing. */
const nothing = '={{ $json.missing }}';

/** What is refused before any request: operation, parameters, the message, and a word of the way on. */
const refused: Array<[string, INodeParameters, string, string]> = [
	['incident.get', { incidentId: byId(nothing) }, 'Incident is empty', 'Enter a value'],
	['incident.get', { incidentId: byId('   ') }, 'Incident is empty', 'map one'],
	['incident.get', { incidentId: byId('..') }, 'Incident is "..", which is not an ID', 'Enter'],
	['incident.cancel', { incidentId: byId(nothing) }, 'Incident is empty', 'Enter'],
	['incident.addNote', { incidentId: byId('inc_1'), note: ' ' }, 'Note is empty', 'Enter'],
	['accessLog.checkOut', { logId: byId(' ') }, 'Visitor is empty', 'Enter'],
	['accessLog.create', { visitorName: nothing }, 'Visitor Name is empty', 'Enter'],
	[
		'incident.create',
		{},
		'Name of Person in Danger is empty, and no other field says who',
		'phone',
	],
	[
		'incident.create',
		{ subjectPhone: 'N/A', latitude: '6.5' },
		'Phone of Person in Danger is not a phone number, and no other field says who is in danger or where',
		'Latitude is given without Longitude',
	],
	[
		'incident.create',
		{ latitude: '120', longitude: '6' },
		'Latitude is 120, outside -90 to 90: Latitude and Longitude look swapped',
		'address',
	],
	[
		'incident.create',
		{ latitude: '0', longitude: '0' },
		'Latitude is 0, 0, which a device without a position reports',
		'address',
	],
	[
		'incident.create',
		{ ...emergency, category: 'Robbery', options: { ifCategoryIsUnknown: 'refuse' } },
		'Category is "Robbery", which Sety does not know',
		'Location Threat (location_threat), Medical (medical), SOS (sos), Vehicle (vehicle)',
	],
	[
		'incident.create',
		{ ...emergency, category: '', options: { ifCategoryIsUnknown: 'refuse' } },
		'Category is empty',
		'SOS',
	],
	[
		'incident.create',
		{ ...emergency, options: { extraFields: '7' } },
		'Extra Fields is not a JSON object',
		'braces',
	],
	...(
		[
			['incident.getAll', 'category', 'Robbery', 'Location Threat (location_threat), Medical'],
			['incident.getAll', 'severity', 'urgent', 'Critical (critical)'],
			['incident.getAll', 'status', 'gone', 'On Scene (on_scene)'],
			['accessLog.getAll', 'status', 'gone', 'Checked In (checked_in)'],
		] as const
	).map(([operation, field, value, choices]): (typeof refused)[number] => [
		operation,
		{ filters: { [field]: value } },
		`is "${value}", which is not an option`,
		choices,
	]),
	['incident.getAll', { limit: 0 }, 'Limit is 0, less than 1', '1 or more'],
	['incident.getAll', { limit: 1.5 }, 'Limit is not a whole number', 'decimals'],
	[
		'incident.getAll',
		{ filters: { fromDate: 'yesterday' } },
		'From is not an ISO 8601 date',
		'2026',
	],
	['incident.getAll', { filters: { toDate: '10/03/2026' } }, 'To is not an ISO 8601 date', '2026'],
	[
		'incident.getAll',
		{ filters: { fromDate: '2026-02-30' } },
		'From is not an ISO 8601 date',
		'2026',
	],
	[
		'incident.getAll',
		{ filters: { fromDate: '2026-03-11T00:00:00Z', toDate: '2026-03-10T00:00:00Z' } },
		'To is before the start',
		'Swap',
	],
	// Without the filter everything would be listed.
	...(
		[
			['incident.getAll', { filters: { status: nothing } }, 'Status'],
			['accessLog.getAll', { filters: { toDate: nothing } }, 'To'],
			['accessLog.getStats', { fromDate: nothing }, 'From'],
			['threatIntelligence.getDangerZones', { filters: { ...place, radiusKm: nothing } }, 'Radius'],
			['threatIntelligence.getHeatmap', { filters: { fromDate: nothing } }, 'From'],
		] as const
	).map(([operation, parameters, field]): (typeof refused)[number] => [
		operation,
		parameters,
		`${field} has an expression that returns nothing`,
		'clear the field',
	]),
	['incident.getAll', { output: 'pdf' }, 'Output is "pdf"', 'geoJson'],
	['incident.getAll', { options: { timeout: 0 } }, 'Request Timeout is 0', '1 to 300'],
	[
		'incident.getAll',
		{ options: { maxRateLimitWait: -1 } },
		'Max Wait For Rate Limits is -1',
		'0 to',
	],
	['incident.getAll', { options: { concurrency: 99 } }, 'Concurrency is 99', '1 to 20'],
	[
		'accessLog.getStats',
		{ fromDate: '2026-03-11T00:00:00Z', toDate: '2026-03-10T00:00:00Z' },
		'To is before the start',
		'Swap',
	],
	[
		'threatIntelligence.getSafetyScore',
		{ latitude: nothing, longitude: '3' },
		'Latitude is empty',
		'Enter',
	],
	[
		'threatIntelligence.getSafetyScore',
		{ latitude: '120', longitude: '6' },
		'Latitude is 120',
		'swapped',
	],
	[
		'threatIntelligence.getDangerAnalytics',
		{ ...place, additionalFields: { days: 0 } },
		'Days is 0',
		'1 to',
	],
	[
		'threatIntelligence.getDangerZones',
		{ filters: { latitude: '6.5' } },
		'Longitude is empty',
		'both',
	],
	[
		'threatIntelligence.getHeatmap',
		{ filters: { ...place, radiusKm: -1 } },
		'Radius is -1',
		'0 to',
	],
	[
		'threatIntelligence.analyzeRoute',
		{ ...lagosToIkoyi, origin: nothing },
		'Origin is not a pair',
		'6.5244',
	],
	[
		'threatIntelligence.analyzeRoute',
		{ ...lagosToIkoyi, destination: 'Lagos' },
		'Destination is not',
		'6.5244',
	],
	[
		'threatIntelligence.analyzeRoute',
		{ ...lagosToIkoyi, destination: '120, 6' },
		'Destination is 120',
		'swapped',
	],
	[
		'threatIntelligence.analyzeRoute',
		{ ...lagosToIkoyi, waypoints: '1,2|3' },
		'Waypoints is not a pair',
		'6.5244',
	],
];

it.each(refused)('%s %j: "%s"', async (operation, parameters, message, wayOn) => {
	const result = await sety.run(operation, parameters);

	expect(result.error?.name).toBe('NodeOperationError');
	expect(result.error?.message).toContain(message);
	expect(result.error?.message).toContain('[item 0]');
	expect(result.error?.description).toContain(wayOn);
	expect(await sety.sandbox.control.received()).toEqual([]);
});

it('names the item, and sends nothing for the good ones before it', async () => {
	const input = [[{ id: 'inc_1' }, { id: '' }]];
	const incidentId = { __rl: true, mode: 'id', value: '={{ $json.id }}' };
	const result = await sety.run('incident.cancel', { incidentId }, { input });

	expect(result.error?.message).toBe('Incident is empty [item 1]');
	expect(result.error?.context).toMatchObject({ itemIndex: 1 });
	expect(await sety.sandbox.control.received()).toEqual([]);
});

it('refuses a link without an incident in it', async () => {
	const incidentId = { __rl: true, mode: 'url', value: 'https://dashboard.example.com/incidents' };
	const result = await sety.run('incident.get', { incidentId });

	expect(result.error?.message).toBe('Incident has no ID in its link [item 0]');
	expect(result.error?.description).toBe(
		'Paste the whole link of one record, or select By ID. Nothing was sent for this item.',
	);
	expect(await sety.sandbox.control.received()).toEqual([]);
});

it('tells all that is wrong with an item at once', async () => {
	const result = await sety.run('incident.create', { latitude: '95', longitude: '200' });

	expect(result.error?.description).toContain('Also: ');
});

it.each([
	['an empty key', { apiKey: ' ' }, 'API Key of the Sety credential is empty'],
	['a base URL that is none', { baseUrl: 'intel-api.sety.io' }, 'Base URL of the Sety credential'],
	[
		'a base URL with a query',
		{ baseUrl: 'https://a.example/?x=1' },
		'Base URL of the Sety credential',
	],
	['overrides that are no JSON', { endpointOverrides: '{' }, 'Endpoint Overrides'],
])('refuses a credential with %s', async (_what, credential, message) => {
	const result = await sety.run('system.healthCheck', {}, { credential });

	expect(result.error?.message).toContain(message);
	expect(await sety.sandbox.control.received()).toEqual([]);
});

it('refuses an operation that the resource does not have', async () => {
	const result = await sety.run('incident.getStats', {});

	expect(result.status).toBe('error');
	expect(await sety.sandbox.control.received()).toEqual([]);
});
