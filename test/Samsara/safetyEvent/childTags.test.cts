import type { INodeParameters } from 'n8n-workflow';

import { TriggerHost } from '../../../harness/engine/triggerHost.cts';
import { samsaraBench } from '../../../harness/engine/samsara.cts';
import { SamsaraTrigger } from '../../../nodes/Samsara/SamsaraTrigger.node.ts';
import { FULL_TOKEN, READ_TOKEN } from '../../../sandbox/samsara/tokens.cts';
import { picked } from '../picked.cts';

const samsara = samsaraBench();
const control = () => samsara.sandbox.control.samsara;

const EAST_COAST = '3914';
const HARBOR_DEPOT = '3916';

/** Lists the events of the last 7 days with these filters. */
const list = async (filters: INodeParameters, options = {}) =>
	await samsara.run('safetyEvent.getAll', { filters, returnAll: true }, options);

const asked = async () =>
	(await samsara.sandbox.control.received()).map(({ path, query }) => [
		path,
		(query as Record<string, string>).tagIds,
	]);

it('a tag stands for all tags below it', async () => {
	const [id = ''] = await control().createEvents({ count: 1, tagIds: [HARBOR_DEPOT] });
	const { json, hints } = await list({ tagIds: picked(EAST_COAST) });

	expect(json.map((event) => event.id)).toContain(id);
	expect(hints).toEqual([]);
	expect(await asked()).toEqual([
		['/tags', undefined],
		['/safety-events/stream', '3914,3915,3916'],
	]);
});

it('a tag chosen from the list does so too', async () => {
	const row = { id: { __rl: true, mode: 'list', value: EAST_COAST } };
	await list({ tagIds: { list: [row, row] } });

	expect((await asked()).at(-1)).toEqual(['/safety-events/stream', '3914,3915,3916']);
});

it('stands for itself alone where Include Child Tags is off', async () => {
	await list({ tagIds: picked(EAST_COAST), includeChildTags: false });

	expect(await asked()).toEqual([['/safety-events/stream', EAST_COAST]]);
});

it('tags are read once for all items of a run, and not without a tag', async () => {
	const input = [['3914', '4815', '3915'].map((tag) => ({ tag }))];
	await list({ tagIds: picked('={{ $json.tag }}') }, { input });
	const paths = (await asked()).map(([path]) => path);
	expect(paths.filter((path) => path === '/tags')).toHaveLength(1);

	await samsara.sandbox.control.clearReceived();
	await list({ driverIds: picked('5001'), includeChildTags: true });
	expect(await asked()).toEqual([['/safety-events/stream', undefined]]);
});

it.each([401, 403] as const)(
	'lists the tags alone, with a hint, after a %s for tags',
	async (status) => {
		await control().changeSettings({ missingPermission: status });
		const result = await samsara.run(
			'safetyEvent.getAll',
			{ filters: { tagIds: picked(EAST_COAST) } },
			{ credential: { accessToken: READ_TOKEN } },
		);

		expect(result.error).toBeUndefined();
		expect((await asked()).at(-1)).toEqual(['/safety-events/stream', EAST_COAST]);
		expect(result.hints.map(({ message }) => message)).toEqual([
			expect.stringMatching(
				/^Events of child tags are missing.*"Read Tags".*Include Child Tags off/,
			),
		]);
	},
);

it('an outage of the tags is a failure: a part of the events would look like all', async () => {
	await samsara.sandbox.control.addFaults({ kind: 'status', status: 501 });
	const { error, json } = await list({ tagIds: picked(EAST_COAST) });

	expect(error?.message).toContain('List tags');
	expect(json).toEqual([]);
});

it('refuses more tags than Samsara takes', async () => {
	await control().changeSettings({ rateLimits: false });
	await control().addToDirectory({ childTags: 2_000 });
	const { error } = await list({ tagIds: picked(EAST_COAST) });

	expect(error?.message).toContain(
		'Tags and their child tags are 2003 IDs, and Samsara takes at most 2000',
	);
	expect((await asked()).some(([path]) => path === '/safety-events/stream')).toBe(false);
});

describe('Samsara Trigger', () => {
	const host = (credential = {}) =>
		new TriggerHost(new SamsaraTrigger(), () => samsara.credential(credential), {
			authentication: 'accessToken',
			triggerOn: ['safetyEventCreated'],
			filters: { tagIds: picked(EAST_COAST) },
		});

	it('emits the events of child tags', async () => {
		const trigger = host();
		await trigger.activate();
		const [id = ''] = await control().createEvents({ count: 1, tagIds: [HARBOR_DEPOT] });
		await trigger.tick();

		expect(trigger.json.map(({ safetyEvent }) => (safetyEvent as { id: string }).id)).toEqual([id]);
	});

	it('warns where the token may not list tags, and follows the tags alone', async () => {
		const trigger = host({ accessToken: READ_TOKEN });
		await trigger.activate();

		expect(trigger.warnings).toContainEqual(expect.stringContaining('"Read Tags"'));
		expect((await asked()).at(-1)?.[1]).toBe(EAST_COAST);
		expect(JSON.stringify(trigger.warnings)).not.toContain(FULL_TOKEN);
	});
});
