import '../../harness/engine/environment.cts';

import { LoadOptionsContext } from 'n8n-core';
import type { ICredentialDataDecryptedObject, ILoadOptionsFunctions } from 'n8n-workflow';
import { Workflow } from 'n8n-workflow';

import { MAX_PAGES_PER_SEARCH } from '../../nodes/Sety/listSearch.ts';
import { Sety } from '../../nodes/Sety/Sety.node.ts';
import { additionalDataOf, nodeOf, nodeTypesOf } from '../../harness/engine/runNode.cts';
import { setyBench } from '../../harness/engine/sety.cts';
import { TEST_KEY } from '../../sandbox/sety/keys.cts';

const sety = setyBench();

/** n8n's own context for pickers in the editor. */
function editor(credential: ICredentialDataDecryptedObject = {}): ILoadOptionsFunctions {
	const node = {
		...nodeOf('Sety', 'sety', { resource: 'incident', operation: 'get' }),
		credentials: { setyApi: { id: '1', name: 'setyApi' } },
	};
	const workflow = new Workflow({
		id: 'workflow',
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: nodeTypesOf({ sety: new Sety() }),
	});
	const additionalData = additionalDataOf(sety.credential(credential), '1', 'internal');
	const context = new LoadOptionsContext(workflow, node, additionalData, '');
	// The two packages of n8n disagree on whether a workflow may be without a name.
	return context as unknown as ILoadOptionsFunctions;
}

const { searchActiveIncidents, searchIncidents, searchVisitors } = new Sety().methods.listSearch;

it('lists incidents, the newest first, in words a person knows them by', async () => {
	await sety.sandbox.control.reset({ now: '2026-03-10T12:00:00.000Z', frozen: true });
	const [id = ''] = await sety.sandbox.control.sety.createIncidents({
		count: 1,
		category: 'location_threat',
		subject: { name: 'Amaka Obi' },
		location: { coordinates: [3.3792, 6.5244], address: '14 Bourdillon Road' },
	});
	const { results } = await searchIncidents.call(editor());

	const [name = ''] = results.map((one) => one.name);
	expect(results[0]).toMatchObject({ value: id });
	expect(name).toMatch(
		/^Location Threat · 10 Mar 2026, 08:00 · Amaka Obi · 14 Bourdillon Road · Created · inc_/,
	);
});

it('offers the active incidents alone to Cancel, whatever else is newer', async () => {
	const { sety: control } = sety.sandbox.control;
	const [active = '', resolved = '', cancelled = ''] = await control.createIncidents({ count: 3 });
	await control.setStatus(resolved, { status: 'resolved' });
	await control.setStatus(cancelled, { status: 'cancelled' });
	const offered = (await searchActiveIncidents.call(editor())).results.map(({ value }) => value);

	expect(offered).toContain(active);
	expect(offered).not.toContain(resolved);
	expect(offered).not.toContain(cancelled);
	const { incidents } = await control.records();
	const over = incidents.filter(({ status }) => ['resolved', 'cancelled'].includes(String(status)));
	expect(offered).toHaveLength(incidents.length - over.length);
});

it('goes on where it stopped', async () => {
	await sety.sandbox.control.sety.createIncidents({ count: 150 });
	const first = await searchIncidents.call(editor());
	const second = await searchIncidents.call(editor(), undefined, String(first.paginationToken));

	expect(first.results).toHaveLength(100);
	expect(first.paginationToken).toBe('2');
	// 25 are there from the start.
	expect(second.results).toHaveLength(75);
	expect(second.paginationToken).toBeUndefined();
	const ids = [...first.results, ...second.results].map(({ value }) => value);
	expect(new Set(ids).size).toBe(ids.length);
});

it('finds by any of the words, whatever their case, on later pages too', async () => {
	const [wanted = ''] = await sety.sandbox.control.sety.createIncidents({ count: 1 });
	await sety.sandbox.control.sety.createIncidents({ count: 220 });
	const { results } = await searchIncidents.call(editor(), wanted.toUpperCase());

	expect(results.map(({ value }) => value)).toEqual([wanted]);
});

it('finds by a word that stands in the description alone', async () => {
	const [wanted = ''] = await sety.sandbox.control.sety.createIncidents({
		count: 1,
		description: 'Smoke in the stairwell',
	});
	const { results } = await searchIncidents.call(editor(), 'stairwell');

	expect(results.map(({ value }) => value)).toEqual([wanted]);
});

it('reads a bounded number of pages for one search, and can go on', async () => {
	await sety.sandbox.control.sety.createIncidents({ count: 700 });
	const { results, paginationToken } = await searchIncidents.call(editor(), 'nobody is called so');

	expect(results).toEqual([]);
	expect(await sety.sandbox.control.received()).toHaveLength(MAX_PAGES_PER_SEARCH);
	expect(paginationToken).toBe(String(MAX_PAGES_PER_SEARCH + 1));
});

it('lists the visitors who are still there', async () => {
	const { results } = await searchVisitors.call(editor());

	const { access_logs } = await sety.sandbox.control.sety.records();
	const inside = access_logs.filter(({ status }) => status === 'checked_in').reverse();
	expect(inside).toHaveLength(8);
	expect(results.map(({ value }) => value)).toEqual(inside.map(({ log_id }) => log_id));
	for (const [index, { visitor_name }] of inside.entries()) {
		expect(results[index]?.name).toContain(visitor_name);
	}
});

/** Of no other error does n8n show the description in place of a list (2.41.1). */
const SHOWN_WHOLE = { name: 'NodeApiError' };

it('says what to do when the key may not list', async () => {
	const deniedOperations = ['incident.getAll', 'accessLog.getCurrentVisitors'];
	await sety.sandbox.control.sety.changeKey(TEST_KEY, { deniedOperations });

	await expect(searchIncidents.call(editor())).rejects.toMatchObject({
		...SHOWN_WHOLE,
		message: 'This key may not list incidents',
		description: 'Choose By ID and enter the ID, or give the key the scope to list them.',
	});
	await expect(searchVisitors.call(editor())).rejects.toMatchObject({
		...SHOWN_WHOLE,
		message: 'This key may not list current visitors',
		description: expect.stringContaining('By ID'),
	});
});

it('says what to do when the key would travel unencrypted', async () => {
	const open = editor({ apiKey: `sety_live_${'0'.repeat(32)}`, baseUrl: 'http://sety.example/v1' });
	await expect(searchIncidents.call(open)).rejects.toMatchObject({
		...SHOWN_WHOLE,
		message: expect.stringMatching(/starts with http.* unencrypted$/),
		description: expect.stringMatching(/^Use https/),
	});
});

it('passes on what else goes wrong', async () => {
	await expect(searchIncidents.call(editor({ apiKey: 'wrong' }))).rejects.toMatchObject({
		message: expect.stringContaining('does not accept the API Key'),
		description: expect.stringContaining('paste the key again'),
	});
});
