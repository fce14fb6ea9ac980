import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { setyBench } from '../../../harness/engine/sety.cts';
import { LIVE_KEY } from '../../../sandbox/sety/keys.cts';

// An emergency goes out with what is sound of it; nothing that is doubtful keeps it back or gets lost.

const sety = setyBench();

const found = { subjectName: 'Amaka Obi', address: '14 Bourdillon Road, Ikoyi' };
const LAGOS = [3.3792, 6.5244];

async function create(parameters: INodeParameters, json: IDataObject = {}) {
	const result = await sety.run('incident.create', parameters, {
		input: [[json]],
		credential: { apiKey: LIVE_KEY },
	});
	const received = await sety.sandbox.control.received();
	return {
		...result,
		body: received[0]?.body as IDataObject & {
			location: IDataObject;
			subject: IDataObject;
			description?: string;
		},
		hints: result.hints.map(({ message }) => message).join('\n'),
	};
}

describe('a doubtful place beside an address', () => {
	it.each<[string, unknown, unknown, RegExp, string | undefined]>([
		[
			'one coordinate',
			'6.5244',
			'',
			/Latitude is given without Longitude/,
			'Latitude as given: 6.5244',
		],
		[
			'the other one',
			'',
			'3.3792',
			/Longitude is given without Latitude/,
			'Longitude as given: 3.3792',
		],
		['0, 0', 0, 0, /Latitude is 0, 0/, 'Latitude as given: 0'],
		[
			'the word null',
			'null',
			'null',
			/Latitude is not a number of degrees.*Longitude is not/,
			undefined,
		],
		['NaN', NaN, 3.3, /Latitude is not a number/, 'Longitude as given: 3.3'],
		['swapped', '120', '6', /Latitude is 120.*look swapped/, 'Latitude as given: 120'],
		['out of range', '6', '200', /Longitude is 200/, 'Longitude as given: 200'],
		['an error of a sheet', '#REF!', '#ERROR!', /Latitude is not a number/, undefined],
		['hexadecimal', '0x10', '3.3', /Latitude is not a number/, 'Latitude as given: 0x10'],
		['a list of nothing', [], [], /Latitude is not a number/, undefined],
		['a boolean', true, false, /Latitude is not a number/, undefined],
	])('%s', async (_what, lat, lng, hint, line) => {
		const { body, error, hints } = await create(
			{ ...found, latitude: '={{ $json.lat }}', longitude: '={{ $json.lng }}' },
			{ lat, lng } as IDataObject,
		);

		expect(error).toBeUndefined();
		expect(body.location).toEqual({ address: found.address });
		expect(hints).toMatch(hint);
		expect(hints).toContain('(item 0)');
		expect(hints).not.toMatch(/(?:Latitude|Longitude) is empty/);
		expect(body.description?.split('\n')[0]).toBe(line);
	});
});

describe('a place in another form is a place', () => {
	it.each<[string, unknown, unknown]>([
		['decimal commas', '6,5244', '3,3792'],
		['{lat, lng}', { lat: 6.5244, lng: 3.3792 }, ''],
		[
			'{latitude, longitude} in both',
			{ latitude: 6.5244, longitude: 3.3792 },
			{ latitude: 6.5244, longitude: 3.3792 },
		],
		['GeoJSON', { type: 'Point', coordinates: LAGOS }, ''],
		['a list', LAGOS, LAGOS],
		['a list as text', '[3.3792, 6.5244]', ''],
		['a pair as text', '6.5244, 3.3792', ''],
		['direction marks', '\u200e6.5244', '3.3792\u200f'],
	])('%s', async (_form, lat, lng) => {
		const { body, hints } = await create(
			{ subjectName: 'Amaka Obi', latitude: '={{ $json.lat }}', longitude: '={{ $json.lng }}' },
			{ lat, lng } as IDataObject,
		);

		expect(body.location).toEqual({ coordinates: LAGOS });
		expect(body.description).toBeUndefined();
		expect(hints).not.toContain('could not be used');
	});
});

describe('a phone number', () => {
	it.each<[unknown, string]>([
		['\u202a+234 801 234 5678\u202c', '+234 801 234 5678'],
		["'+2348012345678", '+2348012345678'],
		['tel:+2348012345678', '+2348012345678'],
		['="+2348012345678"', '+2348012345678'],
		['2348012345678.0', '2348012345678'],
		[2348012345678, '2348012345678'],
		['٠٨٠١٢٣٤٥٦٧٨', '08012345678'],
		['\ufeff0801-234-5678 ', '0801-234-5678'],
		['112', '112'],
		['0801 234 5678 (wife)', '0801 234 5678 (wife)'],
		[['+2348012345678'], '+2348012345678'],
	])('%j is sent as %s', async (phone, expected) => {
		const parameters = { address: found.address, subjectPhone: '={{ $json.phone }}' };
		const { body } = await create(parameters, { phone } as IDataObject);

		expect(body.subject).toEqual({ phone: expected });
		expect(body.description).toBeUndefined();
	});

	it.each<[unknown, string | undefined]>([
		['2.34801E+12', 'Phone of Person in Danger as given: 2.34801E+12'],
		['2,34801E+12', 'Phone of Person in Danger as given: 2,34801E+12'],
		['#ERROR!', undefined],
		['N/A', undefined],
		['none', undefined],
		['+undefined8012345678', 'Phone of Person in Danger as given: +undefined8012345678'],
		['+234NaN801234', 'Phone of Person in Danger as given: +234NaN801234'],
		['ask the driver', 'Phone of Person in Danger as given: ask the driver'],
		[{ mobile: '+2348012345678' }, 'Phone of Person in Danger as given: +2348012345678'],
		[
			['+2348012345678', '+2348087654321'],
			'Phone of Person in Danger as given: +2348012345678, +2348087654321',
		],
		[NaN, undefined],
		[true, undefined],
	])('%j is no number, but not lost', async (phone, line) => {
		const parameters = { ...found, subjectPhone: '={{ $json.phone }}' };
		const { body, error, hints } = await create(parameters, { phone } as IDataObject);

		expect(error).toBeUndefined();
		expect(body.subject).toEqual({ name: 'Amaka Obi' });
		expect(body.description).toBe(line);
		expect(hints).toMatch(/Phone of Person in Danger is not a phone number \(item 0\)/);
	});
});

describe('what else is doubtful', () => {
	it.each<[string, INodeParameters, IDataObject, RegExp]>([
		[
			'metadata that is no JSON',
			{ additionalFields: { subjectMetadata: '{plate: LND-204}' } },
			{
				subject: { name: 'Amaka Obi' },
				description: 'Metadata of Person in Danger as given: {plate: LND-204}',
			},
			/Metadata of Person in Danger is not valid JSON/,
		],
		[
			'metadata that is a list',
			{ additionalFields: { subjectMetadata: '[1]' } },
			{ description: 'Metadata of Person in Danger as given: [1]' },
			/Metadata of Person in Danger is not a JSON object/,
		],
		[
			'an object as title',
			{ additionalFields: { title: '={{ {"de": "Notruf", "n": 7} }}' } },
			{ title: 'Notruf, 7' },
			/Title is an object or a list, so only the texts in it were sent/,
		],
		[
			'an address in parts',
			{ address: '={{ {"street": "14 Bourdillon Road", "city": "Ikoyi", "zip": null} }}' },
			{ location: { address: '14 Bourdillon Road, Ikoyi' } },
			/Address is an object or a list/,
		],
		[
			'an empty list as landmark',
			{ additionalFields: { landmark: '={{ [{}] }}' } },
			{ location: { address: found.address } },
			/Landmark holds no text/,
		],
		[
			'the word undefined as e-mail address',
			{ additionalFields: { subjectEmail: 'undefined' } },
			{ subject: { name: 'Amaka Obi' } },
			/Email of Person in Danger contains a missing value/,
		],
		[
			'a half-empty reference',
			{ additionalFields: { subjectReference: 'trip-undefined' } },
			{
				subject: { name: 'Amaka Obi' },
				description: 'Reference of Person in Danger as given: trip-undefined',
			},
			/Reference of Person in Danger contains a missing value/,
		],
		[
			'half a name',
			{ subjectName: 'Amaka undefined' },
			{ subject: {}, description: 'Name of Person in Danger as given: Amaka undefined' },
			/Name of Person in Danger contains a missing value/,
		],
		[
			'an unknown severity',
			{ description: 'Two men', additionalFields: { severity: 'urgent' } },
			{ description: 'Two men\nSeverity as given: urgent' },
			/Severity is none of Critical \(critical\), High \(high\), Medium \(medium\), Low \(low\)/,
		],
		[
			'a drill that is neither true nor false',
			{ additionalFields: { isDrill: 'perhaps' } },
			{ description: 'Mark As Drill as given: perhaps' },
			/Mark As Drill is neither true nor false/,
		],
		[
			'half a character and NUL',
			{ description: '={{ "abc😀".slice(0, 4) + "\\u0000" }}' },
			{ description: 'abc�' },
			/^/,
		],
	])('%s', async (_what, parameters, expected, hint) => {
		const { body, error, hints } = await create({ ...found, ...parameters });

		expect(error).toBeUndefined();
		expect(body).toMatchObject(expected);
		expect(hints).toMatch(hint);
	});

	it('an emergency with a person and no place is sent with a hint, and the other way round', async () => {
		const who = await create({ subjectName: 'Amaka Obi' });
		expect(who.body).toMatchObject({ subject: { name: 'Amaka Obi' }, location: {} });
		expect(who.hints).toContain(
			'Sent without a place. Add coordinates, address or landmark if you can: item 0',
		);

		await sety.sandbox.control.clearReceived();
		const where = await create({ address: 'Gate 4' });
		expect(where.body).toMatchObject({ subject: {}, location: { address: 'Gate 4' } });
		expect(where.hints).toContain(
			'Sent without a person in danger. Add name, phone, email or reference if you can: item 0',
		);
	});

	it('a person or place in Extra Fields counts', async () => {
		const options = {
			extraFields: '{"subject":{"name":"Amaka Obi"},"location":{"address":"Gate 4"}}',
		};
		const { body, hints } = await create({ options });

		expect(body).toMatchObject({ subject: { name: 'Amaka Obi' }, location: { address: 'Gate 4' } });
		expect(hints).toBe('');
	});

	it('a hint names the items, five of them at most', async () => {
		const input = [Array.from({ length: 7 }, (_none, n) => ({ lat: n === 1 ? '6.5' : 'north' }))];
		const result = await sety.run(
			'incident.create',
			{ ...found, latitude: '={{ $json.lat }}', longitude: '3.3792' },
			{ input },
		);

		expect(result.json).toHaveLength(7);
		const told = result.hints.map(({ message }) => message).join('\n');
		expect(told).toContain('Latitude is not a number of degrees (item 0)');
		expect(told).toMatch(/and \d+ more/);
		expect(told).not.toContain('(item 1)');
	});
});

describe('the category', () => {
	it.each([
		['SOS', 'sos'],
		[' sos ', 'sos'],
		['Medical', 'medical'],
		['Location Threat', 'location_threat'],
		['location-threat', 'location_threat'],
		['LOCATION_THREAT', 'location_threat'],
		['Vehicle\u200b', 'vehicle'],
	])('%j is %s', async (category, expected) => {
		const { body, hints } = await create(
			{ ...found, category: '={{ $json.category }}' },
			{ category },
		);

		expect(body.category).toBe(expected);
		expect(body.description).toBeUndefined();
		expect(hints).toBe('');
	});

	it.each<[unknown, string | undefined, RegExp]>([
		[
			'Robbery',
			'Robbery (Category as given)\nTwo men',
			/Category is "Robbery", which Sety does not know, so the emergency was sent as SOS \(item 0\)/,
		],
		['', 'Two men', /Category is empty, so the emergency was sent as SOS/],
		[null, 'Two men', /Category is empty/],
		['undefined', 'Two men', /Category is empty/],
		[{ name: 'Robbery' }, 'Robbery (Category as given)\nTwo men', /Category is "Robbery"/],
		[7, '7 (Category as given)\nTwo men', /Category is "7"/],
	])('%j is sent as SOS', async (category, description, hint) => {
		const { body, hints } = await create(
			{
				...found,
				category: '={{ $json.category }}',
				description: 'Two men',
			},
			{ category } as IDataObject,
		);

		expect(body).toMatchObject({ category: 'sos', description });
		expect(hints).toMatch(hint);
	});

	it('a setting that cannot be read keeps no emergency back', async () => {
		const options = { ifCategoryIsUnknown: '={{ $json.missing }}' };
		const { body } = await create({ ...found, category: 'Robbery', options });

		expect(body).toMatchObject({ category: 'sos' });
	});

	it.each([
		['Critical', 'critical'],
		[' HIGH', 'high'],
		[' critical ', 'critical'],
	])('severity %j is %s', async (severity, expected) => {
		const additionalFields = { severity: '={{ $json.severity }}' };
		const { body } = await create({ ...found, additionalFields }, { severity });

		expect(body.severity).toBe(expected);
	});
});

it.each([
	['incident.getAll', { category: 'Location Threat' }, { category: 'location_threat' }],
	[
		'incident.getAll',
		{ status: 'On Scene', severity: 'LOW' },
		{ status: 'on_scene', severity: 'low' },
	],
	['accessLog.getAll', { status: 'Checked In' }, { status: 'checked_in' }],
])('%s: a filter %j is sent as %j', async (operation, filters, expected) => {
	await sety.run(operation, { filters });

	const [received] = await sety.sandbox.control.received();
	expect(received?.query).toMatchObject(expected);
});

it('a name that is an expression in a field that is not set to Expression is no name', async () => {
	const { error, body, hints } = await create({ ...found, subjectName: 'Caller {{ $json.name }}' });

	expect(error).toBeUndefined();
	expect(body.subject).not.toHaveProperty('name');
	expect(body.description).toBe('Name of Person in Danger as given: Caller {{ $json.name }}');
	expect(hints).toMatch(/Name of Person in Danger contains .* an unresolved expression \(item 0\)/);
});
