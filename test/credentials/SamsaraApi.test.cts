import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { SamsaraApi } from '../../credentials/SamsaraApi.credentials.ts';
import { openSamsara } from '../../nodes/Samsara/service.ts';
import { samsaraBench } from '../../harness/engine/samsara.cts';
import { testCredential } from '../../harness/engine/testCredential.cts';
import { FULL_TOKEN, READ_TOKEN, WRITE_TOKEN } from '../../sandbox/samsara/tokens.cts';

const samsara = samsaraBench();
const samsaraApi = new SamsaraApi();

const verdict = async (credential: ICredentialDataDecryptedObject = {}) =>
	await testCredential(samsara.credential(credential));

it.each([FULL_TOKEN, READ_TOKEN])(
	'accepts a token that may read safety events',
	async (accessToken) => {
		expect(await verdict({ accessToken })).toBe('ok');
		const [request] = await samsara.sandbox.control.received();
		const { startTime, endTime } = (request?.query ?? {}) as Record<string, string>;
		// A minute, and what n8n needs from one expression to the next.
		const span = Date.parse(endTime ?? '') - Date.parse(startTime ?? '');
		expect(span).toBeGreaterThanOrEqual(60_000);
		expect(span).toBeLessThan(120_000);
	},
);

it('accepts a base URL with a slash and white space at its end', async () => {
	expect(await verdict({ baseUrl: `${samsara.sandbox.credentials.samsaraApi.baseUrl}/ ` })).toBe(
		'ok',
	);
});

it('tells a wrong token, a missing permission, a used up limit and a wrong address apart', async () => {
	expect(await verdict({ accessToken: 'wrong' })).toMatch(/does not accept this API Token/);
	expect(await verdict({ accessToken: WRITE_TOKEN })).toMatch(/lacks the permission "Read Safety/);
	await samsara.sandbox.control.addFaults({ kind: 'rateLimited', hint: 'decimal', seconds: 1 });
	expect(await verdict()).toMatch(/has reached its rate limit/);
	expect(await verdict({ baseUrl: `${samsara.sandbox.origin}/elsewhere` })).toMatch(/Check Region/);
});

it('refuses an address at which a web page answers', async () => {
	await samsara.sandbox.control.addFaults({ kind: 'html' });

	expect(await verdict()).toMatch(/answers at this Base URL, not the API/);
});

it.each([
	['us', 'https://api.samsara.com'],
	['eu', 'https://api.eu.samsara.com'],
	['ca', 'https://api.ca.samsara.com'],
])('the region %s is %s, in the node and in the test', (region, host) => {
	const { account } = openSamsara({ accessToken: 'x', region }, false);
	expect(account.baseUrl).toBe(host);
	expect(samsaraApi.test.request.baseURL).toContain(`${region}: "${host}"`);
});

it('hides the token in the form', () => {
	const token = samsaraApi.properties.find(({ name }) => name === 'accessToken');
	expect(token?.typeOptions).toMatchObject({ password: true });
});
