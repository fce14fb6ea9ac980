import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { SetyApi } from '../../credentials/SetyApi.credentials.ts';
import { setyBench } from '../../harness/engine/sety.cts';
import { testCredential } from '../../harness/engine/testCredential.cts';
import { LIVE_KEY, TEST_KEY } from '../../sandbox/sety/keys.cts';

const sety = setyBench();
const setyApi = new SetyApi();

const verdict = async (credential: ICredentialDataDecryptedObject = {}) =>
	await testCredential(sety.credential(credential));

it.each([TEST_KEY, LIVE_KEY])('accepts a good key', async (apiKey) => {
	expect(await verdict({ apiKey })).toBe('ok');
});

it('accepts a base URL with a slash and white space at its end', async () => {
	expect(await verdict({ baseUrl: `${sety.sandbox.credentials.setyApi.baseUrl}/ ` })).toBe('ok');
});

it('reads only, one record', async () => {
	await verdict();

	expect(await sety.sandbox.control.received()).toMatchObject([
		{ method: 'GET', path: '/incidents', query: { page: '1', limit: '1' } },
	]);
});

it('tells a wrong key, a missing scope, a plan without access, a used up limit and a wrong address apart', async () => {
	const { changeKey } = sety.sandbox.control.sety;
	expect(await verdict({ apiKey: 'sety_test_wrong' })).toMatch(/does not accept this API Key/);

	await changeKey(TEST_KEY, { deniedOperations: ['incident.getAll'] });
	expect(await verdict()).toMatch(/key is right, but lacks the scope/);

	await changeKey(TEST_KEY, { deniedOperations: [], suspended: true });
	expect(await verdict()).toMatch(/no API access/);

	await sety.sandbox.control.addFaults({ kind: 'rateLimited', hint: 'none', seconds: 1 });
	expect(await verdict()).toMatch(/rate limit/);

	expect(await verdict({ baseUrl: `${sety.sandbox.origin}/elsewhere` })).toMatch(/this Base URL/);
});

it.each<[number, RegExp]>([
	[301, /redirects to another address/],
	[308, /redirects to another address/],
	[500, /Sety reports an internal fault/],
	[503, /Sety is not available/],
])('status %d: %s', async (status, expected) => {
	await sety.sandbox.control.addFaults({ kind: 'status', status, times: 'always' });

	expect(await verdict()).toMatch(expected);
});

it('refuses an address at which a web page answers', async () => {
	await sety.sandbox.control.addFaults({ kind: 'html' });

	expect(await verdict()).toMatch(/answers at this Base URL, not the API/);
});

it('hides the key in the form', () => {
	const key = setyApi.properties.find(({ name }) => name === 'apiKey');
	expect(key?.typeOptions).toMatchObject({ password: true });
});

describe('with Endpoint Overrides', () => {
	it.each<[string, unknown, object]>([
		[
			'a path',
			'/v2/emergencies',
			{ method: 'GET', path: '/v2/emergencies', query: { page: '1', limit: '1' } },
		],
		[
			'a path and names',
			{ path: '/v2/emergencies', rename: { page: 'p', limit: 'per_page' } },
			{ method: 'GET', path: '/v2/emergencies', query: { p: '1', per_page: '1' } },
		],
		[
			'a search by POST',
			{ method: 'POST', path: '/incidents/search', rename: { limit: 'size' } },
			{
				method: 'POST',
				path: '/incidents/search',
				query: {},
				headers: { 'content-type': 'application/json' },
				body: { page: 1, size: 1 },
			},
		],
	])('the test follows %s', async (_what, override, expected) => {
		await sety.sandbox.control.addFaults({ kind: 'status', status: 200, body: { results: [] } });
		const endpointOverrides = JSON.stringify({ 'incident.getAll': override });

		expect(await verdict({ endpointOverrides })).toBe('ok');
		const [received] = await sety.sandbox.control.received();
		expect(received).toMatchObject(expected);
		expect(JSON.stringify(received)).not.toContain('credential-test');
	});

	it.each([
		['{', /cannot be read/],
		['[]', /cannot be read/],
		['{"incident.getAll":7}', /cannot be read/],
		['{"incident.getAll":"//evil.example/x"}', /cannot be read/],
		['{"incident.getAll":"/%2e%2e/admin"}', /cannot be read/],
		['{"incident.getAll":"https://evil.example/x"}', /cannot be read/],
		['{"incident.getAll":{"method":"PUT"}}', /cannot be read/],
		['{"incident.getAll":{"method":"POST"}}', /could change data/],
		['{"incident.getAll":{"method":"POST","path":"/Incidents%20"}}', /could change data/],
		['{"incident.getAll":{"method":"POST","path":"/incidents/x/cancel;a"}}', /could change data/],
	])('the test refuses %s', async (endpointOverrides, message) => {
		expect(await verdict({ apiKey: LIVE_KEY, endpointOverrides })).toMatch(message);
		expect(await sety.sandbox.control.received()).toEqual([]);
	});

	it.each([
		[
			'{',
			/\. Write it as in \{"incident\.getAll": \{.*"\/incidents", .*\}\}\. Nothing was sent\.$/,
		],
		[
			'{"incident.getAll":{"method":"POST"}}',
			/\. Correct the entry "incident\.getAll" in Endpoint Overrides\. Nothing was sent\.$/,
		],
	])('says how to go on from %s, since n8n shows the message alone', async (written, howToGoOn) => {
		expect(await verdict({ endpointOverrides: written })).toMatch(howToGoOn);
	});
});
