import type { ICredentialType, IDataObject, IExecuteFunctions, INodeType } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { SafetyKitApi } from '../../credentials/SafetyKitApi.credentials.ts';
import { SamsaraApi } from '../../credentials/SamsaraApi.credentials.ts';
import { SamsaraOAuth2Api } from '../../credentials/SamsaraOAuth2Api.credentials.ts';
import { SetyApi } from '../../credentials/SetyApi.credentials.ts';
import type { Credential } from '../../harness/engine/credentials.cts';
import { runNode } from '../../harness/engine/runNode.cts';
import { safetyKitBench } from '../../harness/engine/safetyKit.cts';
import { samsaraBench } from '../../harness/engine/samsara.cts';
import { setyBench } from '../../harness/engine/sety.cts';
import { FULL_TOKEN } from '../../sandbox/samsara/tokens.cts';
import { TEST_KEY } from '../../sandbox/sety/keys.cts';

const sety = setyBench();
const samsara = samsaraBench();
const safetyKit = safetyKitBench();

/** What HTTP Request accepts by itself, by its Response Format: autodetected or a file, text, JSON (n8n 2.41.1). */
const ACCEPTS = [
	'application/json,text/html,application/xhtml+xml,application/xml,text/*;q=0.9, image/*;q=0.8, */*;q=0.7',
	'application/json,text/html,application/xhtml+xml,application/xml,text/*;q=0.9, */*;q=0.1',
	'application/json,text/*;q=0.99',
];

/** Sends as n8n's HTTP Request node (version 4.5) does with a predefined credential: the same helper and options. */
function httpRequest(credentialType: string): INodeType {
	return {
		description: {
			displayName: 'Asker',
			name: 'asker',
			group: ['input'],
			version: 1,
			description: 'Sends one request',
			defaults: { name: 'Asker' },
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			credentials: [{ name: credentialType, required: true }],
			properties: [],
		},
		async execute(this: IExecuteFunctions) {
			const { url, headers, body } = (this.getInputData()[0]?.json ?? {}) as {
				url: string;
				headers: Record<string, string>;
				body?: IDataObject;
			};
			await this.helpers.requestWithAuthentication.call(
				this,
				credentialType,
				{
					method: body === undefined ? 'GET' : 'POST',
					uri: url,
					headers: { accept: ACCEPTS[0], ...headers },
					gzip: true,
					rejectUnauthorized: true,
					followRedirect: true,
					followAllRedirects: true,
					resolveWithFullResponse: true,
					simple: false,
					timeout: 300_000,
					encoding: null,
					useStream: true,
					json: body !== undefined,
					...(body === undefined ? {} : { body }),
				},
				undefined,
				0,
			);
			return [[]];
		},
	};
}

/** The headers that came to the sandbox of the service. */
async function headersSent(
	{ sandbox }: Pick<typeof sety, 'sandbox'>,
	credentials: Record<string, Credential>,
	url: string,
	{ headers = {}, body }: { headers?: IDataObject; body?: IDataObject } = {},
) {
	const [type = ''] = Object.keys(credentials);
	await sandbox.control.clearReceived();
	const result = await runNode({
		node: httpRequest(type),
		parameters: {},
		credentials,
		input: [[{ url, headers, ...(body === undefined ? {} : { body }) }]],
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
		headers: { authorization: 'Bearer mine', 'x-other': '1' },
	});

	expect(headers).toMatchObject({ authorization: 'Bearer sk_abc', 'x-other': '1' });
});

it.each([null, undefined, 7, { a: 1 }])(
	'a key that resolved to %p is sent as none',
	async (key) => {
		const options = { url: 'https://service.test', headers: {} };
		const { headers } = await new SetyApi().authenticate({ apiKey: key as never }, options);

		expect(headers?.Authorization).toBe(key === 7 ? 'Bearer 7' : 'Bearer ');
	},
);

describe('HTTP Request sends every header that the node sends, and no other', () => {
	const lastOfNode = async (bench: typeof sety) => {
		const [request] = await bench.sandbox.control.received();
		return request?.headers;
	};

	it('Sety', async () => {
		await sety.run('system.healthCheck', {});
		const ofNode = await lastOfNode(sety);
		const url = `${sety.sandbox.credentials.setyApi.baseUrl}/health`;

		expect(ofNode).toMatchObject({ accept: 'application/json', 'user-agent': 'n8n' });
		expect(await headersSent(sety, sety.credential(), url)).toEqual(ofNode);
	});

	it('Samsara', async () => {
		const startTime = '2025-01-01T00:00:00Z';
		const changes = { apiVersion: '2025-10-23' };
		await samsara.run('safetyEvent.getAll', { startTime }, { credential: changes });
		const ofNode = await lastOfNode(samsara);
		const { baseUrl } = samsara.sandbox.credentials.samsaraApi;
		const url = `${baseUrl}/safety-events/stream?startTime=${startTime}`;

		expect(await headersSent(samsara, samsara.credential(changes), url)).toEqual(ofNode);
	});

	it('SafetyKit', async () => {
		const [referenceId, contentType, policyId, decision] = ['a', 'b', 'c', 'match'];
		const form = { referenceId, contentType, policyId, decision };
		await safetyKit.run('agentDecision.create', form);
		const [{ headers: ofNode, body } = {}] = await safetyKit.sandbox.control.received();
		const url = `${safetyKit.sandbox.credentials.safetyKitApi.baseUrl}/v1/agent_decisions`;
		const sent = { body: body as IDataObject };

		expect(await headersSent(safetyKit, safetyKit.credential(), url, sent)).toEqual(ofNode);
	});
});

it.each(ACCEPTS)('accepts JSON alone where HTTP Request would accept %s', async (accept) => {
	const url = `${sety.sandbox.credentials.setyApi.baseUrl}/incidents`;
	const headers = await headersSent(sety, sety.credential(), url, { headers: { accept } });

	expect(headers?.accept).toBe('application/json');
});

it.each(['text/csv', '*/*', 'application/json', 'application/json;v=2'])(
	'accepts %s where the user says so',
	async (accept) => {
		const options = { url: 'https://service.test', headers: { Accept: accept } };
		const { headers } = await new SetyApi().authenticate({ apiKey: 'x' }, options);

		expect(headers).toEqual({ Accept: accept, Authorization: 'Bearer x' });
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

	it('n8n itself signs requests of OAuth2, so HTTP Request needs the header in the node', async () => {
		const { baseUrl } = samsara.sandbox.credentials.samsaraApi;
		const oauthTokenData = { token_type: 'bearer', access_token: FULL_TOKEN };
		const data = { region: 'custom', baseUrl, apiVersion: '2025-10-23', oauthTokenData };
		const samsaraOAuth2Api = { type: new SamsaraOAuth2Api(), data };
		const headers = await headersSent(samsara, { samsaraOAuth2Api }, url());

		expect(headers).toHaveProperty('authorization');
		expect(headers).not.toHaveProperty('x-samsara-version');
	});

	it('none where the credential has none, and that of the request where it has one', async () => {
		expect(await headersSent(samsara, samsara.credential(), url())).not.toHaveProperty(
			'x-samsara-version',
		);
		const own = { 'X-Samsara-Version': '2026-01-01' };
		expect(await headersSent(samsara, dated(), url(), { headers: own })).toMatchObject({
			'x-samsara-version': '2026-01-01',
		});
	});
});
