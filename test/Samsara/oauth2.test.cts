import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { SamsaraOAuth2Api } from '../../credentials/SamsaraOAuth2Api.credentials.ts';
import { Samsara } from '../../nodes/Samsara/Samsara.node.ts';
import { openSamsara } from '../../nodes/Samsara/service.ts';
import { redact } from '../../nodes/core/failures/redact.ts';
import { runNode } from '../../harness/engine/runNode.cts';
import { samsaraBench } from '../../harness/engine/samsara.cts';
import { APP } from '../../sandbox/samsara/oauth.cts';
import { FULL_TOKEN, READ_TOKEN } from '../../sandbox/samsara/tokens.cts';

const samsara = samsaraBench();
const parameters = {
	authentication: 'oAuth2',
	resource: 'safetyEvent',
	operation: 'getAll',
	timeSpan: 'custom',
	startTime: '2025-06-01T00:00:00Z',
	endTime: '2025-07-01T00:00:00Z',
};

/** As n8n hands it over after the consent, the addresses filled in. */
const credential = (tokens: object): ICredentialDataDecryptedObject => ({
	region: 'custom',
	baseUrl: samsara.sandbox.credentials.samsaraApi.baseUrl,
	apiVersion: '',
	grantType: 'authorizationCode',
	clientId: APP.id,
	clientSecret: APP.secret,
	accessTokenUrl: `${samsara.sandbox.credentials.samsaraApi.baseUrl}/oauth2/token`,
	authentication: 'header',
	scope: '',
	oauthTokenData: { token_type: 'bearer', ...tokens },
});

const run = async (tokens: object, changes = {}) => {
	const samsaraOAuth2Api = { type: new SamsaraOAuth2Api(), data: credential(tokens) };
	const result = await runNode({
		node: new Samsara(),
		parameters: { ...parameters, ...changes },
		credentials: { samsaraOAuth2Api },
	});
	return { ...result, tokens: samsaraOAuth2Api.data.oauthTokenData as Record<string, string> };
};

const EXPIRED = { access_token: 'expired', refresh_token: 'refresh_us' };

it('sends the access token', async () => {
	const result = await run({ access_token: FULL_TOKEN, refresh_token: 'refresh_us' });

	expect(result.error).toBeUndefined();
	expect(await samsara.sandbox.control.received()).toMatchObject([{ status: 200 }]);
});

it('renews a token that has expired, and goes on', async () => {
	const result = await run(EXPIRED);

	expect(result.error).toBeUndefined();
	expect(await samsara.sandbox.control.received()).toMatchObject([
		{ path: '/safety-events/stream', status: 401 },
		{ method: 'POST', path: '/oauth2/token', status: 200 },
		{ path: '/safety-events/stream', status: 200 },
	]);
});

describe('a token that was renewed meanwhile never shows', () => {
	/** The sandbox counts its tokens. */
	const nextAfter = (token = '') => token.replace(/\d+$/, (number) => String(Number(number) + 1));

	it.each([
		['is quoted without "Bearer"', 418, (token: string) => `Token ${token} is of another app`],
		['is cut off by the end of the quote', 418, (token: string) => 'x '.repeat(95) + token],
		['is cut off after four characters', 418, (token: string) => 'x '.repeat(98) + token],
		['stands in an answer that is no list', 200, (token: string) => `{"token": "${token}"}`],
	])('when it %s', async (_where, status, answer) => {
		const { tokens } = await run(EXPIRED);
		const renewed = nextAfter(tokens.access_token);
		await samsara.sandbox.control.addFaults({
			kind: 'status',
			method: 'GET',
			skip: 1,
			status,
			body: answer(renewed),
		});
		const result = await run({ ...EXPIRED, refresh_token: tokens.refresh_token });

		expect(result.tokens.access_token).toBe(renewed);
		expect(`${result.error?.message} ${result.error?.description}`).toMatch(/x x x|Token|token/);
		expect(result.stored).not.toContain(renewed.slice(0, 8));
	});
});

describe('in an answer to a node with OAuth2', () => {
	const { secrets } = openSamsara({}, true).account;

	it.each([
		['an opaque token', '9f8Bq2xLz0TnVwUe5KpYs7RdGh1Jm3Ac'],
		['a JSON Web Token', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl'],
		['base64', 'q83vASNFZ4mrze8BI0VniavN7wEjRWeJ+/=='],
	])('%s is hidden', (_what, token) => {
		expect(redact(`Not ${token}, please`, secrets)).toMatch(/^Not \[hidden\](==)?, please$/);
	});

	it.each([
		'No safety event bb2ff5ab-30ad-49ec-9d2d-55ec30bbf590.',
		'No events bb2ff5ab-30ad-49ec-9d2d-55ec30bbf590,BB2FF5AB-30ad-49ec-9d2d-55ec30bbf591',
		'startTime 2026-03-02T08:00:00.000Z is in the future',
		'VulnerableRoadUserCollisionWarning is not a label of assets 281474978683353,281474978683354',
		'GET /safety-events/stream is not for you',
	])('"%s" stays readable', (answer) => {
		expect(redact(answer, secrets)).toBe(answer);
	});
});

it.each([
	['the client secret', APP.secret],
	['the refresh token', 'refresh_us'],
	['the access token', FULL_TOKEN],
	[
		'the client secret as HTTP Basic has it',
		Buffer.from(`${APP.id}:${APP.secret}`).toString('base64'),
	],
	['the refresh token in an address', encodeURIComponent(encodeURIComponent('refresh_us'))],
	['another token of the answer', 'id_token_of_samsara'],
])('%s is hidden, whoever quotes it', async (_what, quoted) => {
	const body = { message: `Not this one: ${quoted}.` };
	await samsara.sandbox.control.addFaults({ kind: 'status', status: 418, body });
	const tokens = {
		access_token: FULL_TOKEN,
		refresh_token: 'refresh_us',
		id_token: 'id_token_of_samsara',
		scope: null,
	};
	const { error } = await run(tokens);

	expect(error?.description).toContain('Not this one: ');
	expect(error?.description).toContain('[hidden]');
	expect(`${error?.message} ${error?.description}`).not.toContain(quoted.slice(-10));
});

it('says to connect again when the token cannot be renewed', async () => {
	const result = await run({ access_token: 'expired', refresh_token: 'revoked' });

	expect(`${result.error?.message} ${result.error?.description}`).toMatch(/reconnected|connect/);
	expect(result.stored).not.toContain(APP.secret);
});

it('says what the app lacks', async () => {
	const result = await run(
		{ access_token: READ_TOKEN, refresh_token: 'refresh_us' },
		{
			operation: 'update',
			safetyEventIds: 'bb2ff5ab-30ad-49ec-9d2d-55ec30bbf590',
			eventState: 'reviewed',
		},
	);

	expect(result.error?.message).toContain(
		'The Samsara app of this credential has no permission for',
	);
});

it.each(['us', 'eu', 'ca'])('the addresses follow the region %s', (region) => {
	const { properties } = new SamsaraOAuth2Api();
	const expressions = ['authUrl', 'accessTokenUrl'].map(
		(name) => (properties.find((property) => property.name === name)?.default ?? '') as string,
	);
	const host = region === 'us' ? 'https://api.samsara.com' : `https://api.${region}.samsara.com`;
	const [authorize, token] = expressions.map((expression) => {
		const code = expression.replace(/^=\{\{|\}\}$/g, '').replaceAll('$self', 'self');
		// eslint-disable-next-line @typescript-eslint/no-implied-eval
		return (new Function('self', `return ${code}`) as (self: object) => unknown)({
			region,
			baseUrl: '',
		});
	});
	expect(authorize).toBe(`${host}/oauth2/authorize`);
	expect(token).toBe(`${host}/oauth2/token`);
});
