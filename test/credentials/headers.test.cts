import type { ICredentialType, IDataObject, IExecuteFunctions, INodeType } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { SafetyKitApi } from '../../credentials/SafetyKitApi.credentials.ts';
import { SamsaraApi } from '../../credentials/SamsaraApi.credentials.ts';
import { SetyApi } from '../../credentials/SetyApi.credentials.ts';
import type { Credential } from '../../harness/engine/credentials.cts';
import { runNode } from '../../harness/engine/runNode.cts';
import { safetyKitBench } from '../../harness/engine/safetyKit.cts';
import { samsaraBench } from '../../harness/engine/samsara.cts';
import { setyBench } from '../../harness/engine/sety.cts';
import { TEST_KEY } from '../../sandbox/sety/keys.cts';

const sety = setyBench();
const samsara = samsaraBench();
const safetyKit = safetyKitBench();

/** Asks as n8n's HTTP Request node does with a predefined credential. */
function httpRequest(credentialType: string): INodeType {
	return {
		description: {
			displayName: 'Asker',
			name: 'asker',
			group: ['input'],
			version: 1,
			description: 'Sends one GET',
			defaults: { name: 'Asker' },
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			credentials: [{ name: credentialType, required: true }],
			properties: [],
		},
		async execute(this: IExecuteFunctions) {
			const { url, headers } = this.getInputData()[0]?.json as {
				url: string;
				headers: Record<string, string>;
			};
			await this.helpers.httpRequestWithAuthentication.call(this, credentialType, {
				url,
				headers,
				ignoreHttpStatusErrors: true,
			});
			return [[]];
		},
	};
}

/** The headers that came to the sandbox of the service. */
async function headersSent(
	{ sandbox }: Pick<typeof sety, 'sandbox'>,
	credentials: Record<string, Credential>,
	url: string,
	headers: IDataObject = {},
) {
	const [type = ''] = Object.keys(credentials);
	await sandbox.control.clearReceived();
	const result = await runNode({
		node: httpRequest(type),
		parameters: {},
		credentials,
		input: [[{ url, headers }]],
	});
	expect(result.error).toBeUndefined();
	const [request] = await sandbox.control.received();
	return request?.headers;
}

it.each([[new SetyApi()], [new SamsaraApi()], [new SafetyKitApi()]])(
	'%# the key is put in by a function: n8n has one place for expressions per workflow',
	(type: ICredentialType) => {
		expect(typeof type.authenticate).toBe('function');
	},
);

it('HTTP Request gets the key, without the white space around it', async () => {
	const credential = sety.credential({ apiKey: ` ${TEST_KEY}\n` });
	const url = `${sety.sandbox.credentials.setyApi.baseUrl}/incidents`;

	expect(await headersSent(sety, credential, url)).toMatchObject({
		authorization: 'Bearer sety_test_',
	});
	expect(await sety.sandbox.control.received()).toMatchObject([{ status: 200 }]);
});

it('a header of that name in the request does not come beside it', async () => {
	const url = `${safetyKit.sandbox.credentials.safetyKitApi.baseUrl}/v1/events`;
	const headers = await headersSent(safetyKit, safetyKit.credential({ apiKey: 'sk_abc' }), url, {
		authorization: 'Bearer mine',
		'x-other': '1',
	});

	expect(headers).toMatchObject({ authorization: 'Bearer sk_abc', 'x-other': '1' });
});

it.each([null, undefined, 7, { a: 1 }])(
	'a key that resolved to %p is sent as none',
	async (key) => {
		const options = { url: 'http://service.test', headers: {} };
		const { headers } = await new SetyApi().authenticate({ apiKey: key as never }, options);

		expect(headers?.Authorization).toBe(key === 7 ? 'Bearer 7' : 'Bearer ');
	},
);

describe('the version of the Samsara API', () => {
	const url = () =>
		`${samsara.sandbox.credentials.samsaraApi.baseUrl}/safety-events/stream?startTime=2025-01-01T00:00:00Z`;
	const dated = () => samsara.credential({ apiVersion: ' 2025-10-23 ' });

	it('HTTP Request sends the header that the node sends', async () => {
		expect(await headersSent(samsara, dated(), url())).toMatchObject({
			'x-samsara-version': '2025-10-23',
		});
		await samsara.sandbox.control.clearReceived();
		await samsara.run(
			'safetyEvent.getAll',
			{ startTime: '2025-01-01T00:00:00Z' },
			{ credential: { apiVersion: '2025-10-23' } },
		);
		const [request] = await samsara.sandbox.control.received();
		expect(request?.headers).toMatchObject({ 'x-samsara-version': '2025-10-23' });
	});

	it('none where the credential has none, and that of the request where it has one', async () => {
		expect(await headersSent(samsara, samsara.credential(), url())).not.toHaveProperty(
			'x-samsara-version',
		);
		const own = { 'X-Samsara-Version': '2026-01-01' };
		expect(await headersSent(samsara, dated(), url(), own)).toMatchObject({
			'x-samsara-version': '2026-01-01',
		});
	});
});
