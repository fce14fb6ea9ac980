import type { ICredentialType } from 'n8n-workflow';

import { SafetyKitApi } from '../../credentials/SafetyKitApi.credentials.ts';
import { SamsaraApi } from '../../credentials/SamsaraApi.credentials.ts';
import { SamsaraOAuth2Api } from '../../credentials/SamsaraOAuth2Api.credentials.ts';
import { SetyApi } from '../../credentials/SetyApi.credentials.ts';
import { safetyKitBench } from '../../harness/engine/safetyKit.cts';
import { samsaraBench } from '../../harness/engine/samsara.cts';
import { setyBench } from '../../harness/engine/sety.cts';
import { LIVE_KEY, TEST_KEY } from '../../sandbox/sety/keys.cts';

const sety = setyBench();
const samsara = samsaraBench();
const safetyKit = safetyKitBench();

/** The value of an expression that n8n resolves in a credential. */
function valueOf(expression: unknown, fields: object): unknown {
	const code = String(expression).replace(/^=\{\{|\}\}$/g, '');
	// eslint-disable-next-line @typescript-eslint/no-implied-eval
	const evaluate = new Function('$credentials', '$self', `return ${code}`);
	return (evaluate as (credentials: object, self: object) => unknown)(fields, fields);
}

const addressOf = (type: ICredentialType, fields: object) =>
	valueOf(type.test?.request.baseURL, fields);
const propertyOf = (type: ICredentialType, name: string) =>
	type.properties.find((property) => property.name === name)?.default;

const fieldsFor = (baseUrl: string) => ({
	baseUrl,
	region: 'custom',
	apiKey: LIVE_KEY,
	accessToken: 'token',
});

it.each([
	['http://x.example/a', 'https://x.example/a'],
	['HTTP://x.example/a', 'https://x.example/a'],
	['http://localhost.example', 'https://localhost.example'],
	['http://127.0.0.1.example', 'https://127.0.0.1.example'],
	['http://10.0.0.7:80', 'https://10.0.0.7:80'],
	['http://localhost:4010/a', 'http://localhost:4010/a'],
	['http://127.0.0.1:4010', 'http://127.0.0.1:4010'],
	['http://[::1]:4010', 'http://[::1]:4010'],
	['https://x.example', 'https://x.example'],
])('what goes to %s with a key goes to %s', (written, address) => {
	const fields = fieldsFor(written);
	for (const type of [new SetyApi(), new SamsaraApi(), new SafetyKitApi()]) {
		expect(addressOf(type, fields)).toBe(address);
	}
	const oAuth2 = new SamsaraOAuth2Api();
	expect(valueOf(propertyOf(oAuth2, 'accessTokenUrl'), fields)).toBe(`${address}/oauth2/token`);
	expect(valueOf(propertyOf(oAuth2, 'authUrl'), fields)).toBe(`${address}/oauth2/authorize`);
});

it('a test key of Sety goes where it is told', () => {
	const fields = { ...fieldsFor('http://sandbox:4010/sety'), apiKey: ` ${TEST_KEY}` };
	expect(addressOf(new SetyApi(), fields)).toBe('http://sandbox:4010/sety');
});

describe.each(['http://10.0.0.7', 'http://service.example', 'https://x.example/v1/%2e%2e/admin'])(
	'a Base URL of %s',
	(baseUrl) => {
		const message = baseUrl.startsWith('https')
			? /Base URL of the \w+ credential is not a plain web address/
			: /Base URL of the \w+ credential starts with http/;

		it('sends no live key to Sety', async () => {
			const credential = { baseUrl, apiKey: LIVE_KEY };
			const { error, stored } = await sety.run('incident.getAll', {}, { credential });
			expect(error?.message).toMatch(message);
			expect(stored).not.toContain(LIVE_KEY);
		});

		it('sends no token to Samsara', async () => {
			const period = { startTime: '2025-06-01T00:00:00Z', endTime: '2025-07-01T00:00:00Z' };
			const { error } = await samsara.run('safetyEvent.getAll', period, {
				credential: { baseUrl },
			});
			expect(error?.message).toMatch(message);
		});

		it('sends no key to SafetyKit', async () => {
			const parameters = { namespace: 'n', requestId: 'r' };
			const run = { credential: { baseUrl } };
			const { error } = await safetyKit.run('dataObject.getStatus', parameters, run);
			expect(error?.message).toMatch(message);
		});
	},
);

describe('Extra Fields of an operation that reads', () => {
	const asked = async (bench: { sandbox: typeof sety.sandbox }) =>
		(await bench.sandbox.control.received()).map(
			({ url, query }: { url?: string; query: unknown }) => url ?? query,
		);
	const extraFields = JSON.stringify({ zone_ids: ['a', 'b'], n: null, flag: true, few: 7 });
	const nested = JSON.stringify({ zones: [{ id: 1 }] });
	const options = { extraFields };

	it('Sety: a list is its name once for each member, and null is not sent', async () => {
		await sety.run('incident.getAll', { options });
		expect(await asked(sety)).toMatchObject([{ zone_ids: ['a', 'b'], flag: 'true', few: '7' }]);
		expect(JSON.stringify(await asked(sety))).not.toMatch(/"n"|zone_ids\[|zone_ids%5B/);
	});

	it('Samsara: a list is separated by commas', async () => {
		const period = { startTime: '2025-06-01T00:00:00Z', endTime: '2025-07-01T00:00:00Z' };
		await samsara.run('safetyEvent.getAll', { ...period, options });
		expect(await asked(samsara)).toMatchObject([{ zone_ids: 'a,b', flag: 'true', few: '7' }]);
		expect(JSON.stringify(await asked(samsara))).not.toMatch(/"n"/);
	});

	it('SafetyKit: a list is its name once for each member', async () => {
		await safetyKit.run('dataObject.getStatus', { namespace: 'n', requestId: 'r', options });
		expect(await asked(safetyKit)).toMatchObject([{ zone_ids: ['a', 'b'], flag: 'true' }]);
	});

	it.each([nested, '{"zones":{"id":1}}', '{"zones":[["a"]]}'])('%s is refused', async (written) => {
		const period = { startTime: '2025-06-01T00:00:00Z', endTime: '2025-07-01T00:00:00Z' };
		const bad = { options: { extraFields: written } };
		const errors = [
			await sety.run('incident.getAll', bad),
			await samsara.run('safetyEvent.getAll', { ...period, ...bad }),
			await safetyKit.run('dataObject.getStatus', { namespace: 'n', requestId: 'r', ...bad }),
		].map(({ error }) => error?.message);

		expect(errors).toEqual(
			[0, 1, 2].map(() =>
				expect.stringContaining('Extra Fields holds "zones", which cannot be part of a query'),
			),
		);
		expect([await asked(sety), await asked(samsara), await asked(safetyKit)]).toEqual([[], [], []]);
	});
});
