import '../../../harness/engine/environment.cts';

import { LoadOptionsContext } from 'n8n-core';
import type { ICredentialDataDecryptedObject, ILoadOptionsFunctions } from 'n8n-workflow';
import { Workflow } from 'n8n-workflow';

import { MAX_PAGES_PER_SEARCH } from '../../../nodes/Samsara/directory/listSearch.ts';
import { Samsara } from '../../../nodes/Samsara/Samsara.node.ts';
import { SamsaraTrigger } from '../../../nodes/Samsara/SamsaraTrigger.node.ts';
import { additionalDataOf, nodeOf, nodeTypesOf } from '../../../harness/engine/runNode.cts';
import { samsaraBench } from '../../../harness/engine/samsara.cts';
import { FULL_TOKEN, READ_TOKEN } from '../../../sandbox/samsara/tokens.cts';

const samsara = samsaraBench();
const control = () => samsara.sandbox.control.samsara;

/** n8n's own context for lists in the editor. */
function editor(credential: ICredentialDataDecryptedObject = {}): ILoadOptionsFunctions {
	const node = {
		...nodeOf('Samsara', 'samsara', { authentication: 'accessToken' }),
		credentials: { samsaraApi: { id: '1', name: 'samsaraApi' } },
	};
	const workflow = new Workflow({
		id: 'workflow',
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: nodeTypesOf({ samsara: new Samsara() }),
	});
	const additionalData = additionalDataOf(samsara.credential(credential), '1', 'internal');
	const context = new LoadOptionsContext(workflow, node, additionalData, '');
	// The two packages of n8n disagree on whether a workflow may be without a name.
	return context as unknown as ILoadOptionsFunctions;
}

const { searchDrivers, searchVehicles, searchTags, searchCoaches } = new Samsara().methods
	.listSearch;

it('lists drivers by name, those who left too, and marks these', async () => {
	const { results, paginationToken } = await searchDrivers.call(editor());

	expect(results).toEqual([
		{ name: 'Ada Lowe · ada.lowe', value: '5001' },
		{ name: 'Ben Okoro · ben.okoro', value: '5002' },
		{ name: 'Carla Ruiz · carla.ruiz', value: '5003' },
		{ name: 'Dan Petrov · dan.petrov', value: '5004' },
		{ name: 'Esi Mensah · esi.mensah', value: '5005' },
		{ name: 'Finn Adler · finn.adler (deactivated)', value: '5006' },
		{ name: 'Gia Moretti · gia.moretti (deactivated)', value: '5007' },
	]);
	expect(paginationToken).toBeUndefined();
	// Samsara sends telephone numbers as well.
	expect(JSON.stringify(results)).not.toContain('555');
});

it('lists vehicles with their plates, tags with their paths, and coaches with their addresses', async () => {
	expect((await searchVehicles.call(editor())).results[0]).toEqual({
		name: 'Truck 1 · SBX101',
		value: '281474978683353',
	});
	expect((await searchTags.call(editor())).results).toEqual([
		{ name: 'East Coast', value: '3914' },
		{ name: 'East Coast / Boston', value: '3915' },
		{ name: 'East Coast / Boston / Harbor Depot', value: '3916' },
		{ name: 'West Coast', value: '4815' },
	]);
	expect((await searchCoaches.call(editor())).results[0]).toEqual({
		name: 'Omar Haddad · omar.haddad@haulage.example',
		value: '102',
	});
});

it.each([
	['PETROV', ['5004']],
	['5006', ['5006']],
	['deactivated', ['5006', '5007']],
	['nobody', []],
])('finds drivers by %s', async (filter, ids) => {
	const { results } = await searchDrivers.call(editor(), filter);
	expect(results.map(({ value }) => value)).toEqual(ids);
});

it('finds a tag by the name of its region', async () => {
	const { results } = await searchTags.call(editor(), 'east coast / b');
	expect(results.map(({ value }) => value)).toEqual(['3915', '3916']);
});

it('gives a page at a time, and goes on where it stopped, through those who left', async () => {
	await control().addToDirectory({ drivers: 1_000, deactivatedDrivers: 600 });
	const found: unknown[] = [];
	const sizes: number[] = [];
	let token: string | undefined;
	do {
		const one = await searchDrivers.call(editor(), '', token);
		found.push(...one.results.map(({ value }) => value));
		sizes.push(one.results.length);
		token = one.paginationToken;
	} while (token !== undefined);

	expect(sizes).toEqual([512, 493 + 512, 90]);
	expect(new Set(found).size).toBe(1_607);
});

it('looks through further pages for a name, but reads a bounded number of them', async () => {
	await control().changeSettings({ listPageSize: 100, rateLimits: false });
	await control().addToDirectory({ vehicles: 800 });
	const { results } = await searchVehicles.call(editor(), 'NEW600300');
	expect(results.map(({ value }) => value)).toEqual(['600300']);

	await samsara.sandbox.control.clearReceived();
	const nothing = await searchVehicles.call(editor(), 'NEW600799');
	expect(nothing.results).toEqual([]);
	expect(await samsara.sandbox.control.received()).toHaveLength(MAX_PAGES_PER_SEARCH);
	const rest = await searchVehicles.call(editor(), 'NEW600799', String(nothing.paginationToken));
	expect(rest.results.map(({ value }) => value)).toEqual(['600799']);
	expect(rest.paginationToken).toBeUndefined();
});

/** Of no other error does n8n show the description in place of a list (2.41.1). */
const SHOWN_WHOLE = { name: 'NodeApiError' };

describe.each([
	['drivers', searchDrivers, 'Read Drivers', 'Drivers'],
	['vehicles', searchVehicles, 'Read Vehicles', 'Vehicles'],
	['tags', searchTags, 'Read Tags', 'Setup & Administration'],
	['users', searchCoaches, 'Read Users', 'Setup & Administration'],
] as const)('a token that may not list %s', (records, search, permission, category) => {
	it('names the permission, and says that an ID can be entered', async () => {
		await expect(search.call(editor({ accessToken: READ_TOKEN }))).rejects.toMatchObject({
			...SHOWN_WHOLE,
			message: `This credential may not list ${records}: it lacks the permission "${permission}" (category ${category})`,
			description: expect.stringContaining('Choose "By ID" and enter the ID'),
		});
	});

	it('also where Samsara answers 401', async () => {
		await control().changeSettings({ missingPermission: 401 });
		await expect(search.call(editor({ accessToken: READ_TOKEN }))).rejects.toMatchObject({
			...SHOWN_WHOLE,
			message: `Samsara does not let this credential list ${records}`,
			description: expect.stringContaining(`"${permission}" (category ${category}) is missing`),
		});
	});
});

it('keeps the token out of the messages, and passes on what else goes wrong', async () => {
	await samsara.sandbox.control.addFaults({ kind: 'status', status: 400, body: FULL_TOKEN });
	const failed = searchTags.call(editor());
	await expect(failed).rejects.toMatchObject({
		message: expect.stringContaining('Samsara refused the input of "List tags"'),
	});
	await expect(failed).rejects.not.toMatchObject({
		message: expect.stringContaining(FULL_TOKEN),
	});
});

it('the trigger has the same lists', () => {
	expect(new SamsaraTrigger().methods.listSearch).toBe(new Samsara().methods.listSearch);
});
