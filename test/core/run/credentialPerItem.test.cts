import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';

import { SamsaraOAuth2Api } from '../../../credentials/SamsaraOAuth2Api.credentials.ts';
import { Samsara } from '../../../nodes/Samsara/Samsara.node.ts';
import { SetyTrigger } from '../../../nodes/Sety/SetyTrigger.node.ts';
import { TestCredentials } from '../../../harness/engine/credentials.cts';
import { runNode } from '../../../harness/engine/runNode.cts';
import { contact, safetyKitBench } from '../../../harness/engine/safetyKit.cts';
import { samsaraBench } from '../../../harness/engine/samsara.cts';
import { setyBench } from '../../../harness/engine/sety.cts';
import { TriggerHost } from '../../../harness/engine/triggerHost.cts';
import { FULL_TOKEN, READ_TOKEN } from '../../../sandbox/samsara/tokens.cts';
import { LIVE_KEY, OTHER_ORGANIZATION_KEY, TEST_KEY } from '../../../sandbox/sety/keys.cts';

const sety = setyBench();
const samsara = samsaraBench();
const safetyKit = safetyKitBench();

afterEach(() => {
	jest.restoreAllMocks();
});

const emergency = { subjectName: '={{ $json.name }}', address: '14 Bourdillon Road, Lagos' };
const keyOfItem = { credential: { apiKey: '={{ $json.key }}' } };
const rows = (...keys: string[]): IDataObject[] =>
	keys.map((key, index) => ({ key, name: `Person ${index}` }));

/** Subject and kind of key of what came to Sety. */
async function receivedBySety() {
	const received = await sety.sandbox.control.received();
	return received.map(({ headers, body }) => [
		(body as { subject: { name: string } }).subject.name,
		String(headers.authorization),
	]);
}

describe('an expression in the credential that differs from item to item', () => {
	it('each item is sent with its own key', async () => {
		const input = [rows(TEST_KEY, LIVE_KEY, TEST_KEY)];
		const result = await sety.run('incident.create', emergency, { ...keyOfItem, input });

		expect(result.error).toBeUndefined();
		expect((await receivedBySety()).sort()).toEqual([
			['Person 0', 'Bearer sety_test_'],
			['Person 1', 'Bearer sety_live_'],
			['Person 2', 'Bearer sety_test_'],
		]);
		expect(await sety.sandbox.control.sety.dispatches()).toHaveLength(1);
	});

	it('each item reads what its own account has', async () => {
		await sety.sandbox.control.sety.createIncidents({ count: 2 });
		const input = [[{ key: TEST_KEY }, { key: OTHER_ORGANIZATION_KEY }]];
		const ofA = await sety.run('incident.getAll', { returnAll: true }, { ...keyOfItem, input });
		const ofB = await sety.run(
			'incident.getAll',
			{ returnAll: true },
			{ credential: { apiKey: OTHER_ORGANIZATION_KEY } },
		);

		const byItem = (item: number) =>
			(ofA.outputs[0] ?? []).filter(
				({ pairedItem }) => (pairedItem as { item: number }).item === item,
			);
		expect(byItem(1).map(({ json }) => json)).toEqual(ofB.json);
		expect(byItem(0).length).toBeGreaterThan(ofB.json.length);
	});

	it('the safeguard judges the key of the item: a live one is refused in the editor', async () => {
		const result = await sety.run('incident.create', emergency, {
			...keyOfItem,
			input: [rows(TEST_KEY, LIVE_KEY, TEST_KEY)],
			mode: 'manual',
			onError: 'continueRegularOutput',
		});

		expect(result.json[1]).toMatchObject({
			error: expect.stringMatching(/test run, .* with a live key .*\[item 1\]$/),
		});
		expect((await receivedBySety()).map(([name]) => name).sort()).toEqual(['Person 0', 'Person 2']);
		expect(await sety.sandbox.control.sety.dispatches()).toEqual([]);
	});

	it('each item goes to its own address', async () => {
		const result = await sety.run(
			'system.healthCheck',
			{},
			{
				credential: { baseUrl: '={{ $json.url }}' },
				input: [
					[
						{ url: sety.sandbox.credentials.setyApi.baseUrl },
						{ url: `${sety.sandbox.origin}/nowhere` },
					],
				],
				onError: 'continueRegularOutput',
			},
		);

		expect(result.json).toMatchObject([{ status: expect.any(String) }, { details: { item: 1 } }]);
	});

	it('a key that is empty for one item names the item, and refuses the run', async () => {
		const result = await sety.run(
			'accessLog.create',
			{ visitorName: 'Ada' },
			{ ...keyOfItem, input: [rows(TEST_KEY, ' ')] },
		);

		expect(result.error?.message).toBe('API Key of the Sety credential is empty [item 1]');
		expect(await sety.sandbox.control.received()).toEqual([]);
	});
});

describe('reads the credential once', () => {
	const counted = () => jest.spyOn(TestCredentials.prototype, 'getDecrypted');

	it('for each item, however many requests it takes', async () => {
		await sety.sandbox.control.sety.createIncidents({ count: 120 });
		const reads = counted();
		const result = await sety.run('incident.getAll', { returnAll: true }, { input: [[{}, {}]] });

		expect(result.json.length).toBeGreaterThan(240);
		expect(reads).toHaveBeenCalledTimes(2);
	});

	it('a key that changes between two reads: the one that the safeguard saw is sent', async () => {
		const keys = [TEST_KEY, LIVE_KEY];
		const original = TestCredentials.prototype.getDecrypted;
		jest.spyOn(TestCredentials.prototype, 'getDecrypted').mockImplementation(async function (
			this: TestCredentials,
			...args
		) {
			return { ...(await original.apply(this, args)), apiKey: keys.shift() ?? LIVE_KEY };
		});
		const result = await sety.run('incident.create', emergency, {
			input: [[{ name: 'Ada' }]],
			mode: 'manual',
		});

		expect(result.error).toBeUndefined();
		expect(await receivedBySety()).toEqual([['Ada', 'Bearer sety_test_']]);
	});

	it('for a poll', async () => {
		const host = new TriggerHost(new SetyTrigger(), () => sety.credential(), {
			triggerOn: ['incidentCreated', 'incidentStatusChanged'],
		});
		await host.activate();
		const reads = counted();
		await host.tick();
		await host.stop();

		expect(reads).toHaveBeenCalledTimes(1);
	});

	it('twice for a bulk operation, for the first and the last item', async () => {
		const reads = counted();
		await safetyKit.sendBatch(Array.from({ length: 50 }, (_none, n) => contact(n)));

		expect(reads).toHaveBeenCalledTimes(2);
	});
});

describe('a bulk operation whose items need different accounts is refused', () => {
	const refused = /^The credential differs between the first and the last item/;
	const update = { safetyEventIds: '={{ $json.id }}', eventState: 'reviewed' };
	const input = [
		[
			{ id: 'a', key: FULL_TOKEN },
			{ id: 'b', key: READ_TOKEN },
		],
	];
	const credential = { accessToken: '={{ $json.key }}' };

	it('Samsara → Update, Stop', async () => {
		const result = await samsara.run('safetyEvent.update', update, { input, credential });

		expect(result.error?.message).toMatch(refused);
		expect(result.error?.description).toContain('Loop Over Items');
		expect(await samsara.sandbox.control.received()).toEqual([]);
	});

	it('SafetyKit → Send Batch, Continue: an error item for each item', async () => {
		const events = [contact(1, { key: 'sk_1' }), contact(2, { key: 'sk_2' })];
		const result = await safetyKit.sendBatch(
			events,
			{},
			{
				credential: { apiKey: '={{ $json.key }}' },
				onError: 'continueErrorOutput',
			},
		);

		expect(result.outputs[0]).toEqual([]);
		expect(result.outputs[1]).toHaveLength(2);
		expect(result.outputs[1]?.[1]?.json.error).toMatch(refused);
		expect(await safetyKit.sandbox.control.received()).toEqual([]);
	});
});

it('OAuth2: another region for another item is refused, because n8n uses one token for all', async () => {
	const data: ICredentialDataDecryptedObject = {
		region: 'custom',
		baseUrl: `={{ $json.n === 0 ? "${samsara.sandbox.credentials.samsaraApi.baseUrl}" : "http://127.0.0.1:9" }}`,
		apiVersion: '',
		oauthTokenData: { token_type: 'bearer', access_token: FULL_TOKEN },
	};
	const result = await runNode({
		node: new Samsara(),
		parameters: {
			authentication: 'oAuth2',
			resource: 'safetyEvent',
			operation: 'getAll',
			timeSpan: 'custom',
			startTime: '2025-06-01T00:00:00Z',
		},
		credentials: { samsaraOAuth2Api: { type: new SamsaraOAuth2Api(), data } },
		input: [[{ n: 0 }, { n: 1 }]],
	});

	expect(result.error?.message).toMatch(/^The Samsara OAuth2 credential has different values/);
	expect(await samsara.sandbox.control.received()).toEqual([]);
});
