import { calls } from '../../nodes/Sety/operations.ts';
import { openSety } from '../../nodes/Sety/service.ts';

const baseUrl = 'https://intel-api.sety.io/v1/external';
const apiKey = 'sety_test_0123456789';

describe('a credential', () => {
	it('is read without the blanks around its fields', () => {
		const data = { apiKey: ` ${apiKey}\n`, baseUrl: ` ${baseUrl}/ `, webhookSecret: ' secret ' };

		expect(openSety(data, calls)).toEqual({
			account: {
				baseUrl,
				isTestKey: true,
				overrides: new Map(),
				calls,
				webhookSecret: 'secret',
				secrets: [apiKey, expect.any(RegExp), 'secret'],
			},
			sharedBy: `${baseUrl} ${apiKey}`,
		});
	});

	it('without a webhook secret hides the keys alone', () => {
		const { account } = openSety({ apiKey, baseUrl, webhookSecret: null }, calls);

		expect(account).toMatchObject({ webhookSecret: '' });
		expect(account.secrets).toEqual([apiKey, expect.any(RegExp)]);
	});

	it.each([
		['sety_live_0123456789', false],
		['another_sety_test_key', false],
		['sety_test_1', true],
	])('with the key %s is for tests: %s', (key, isTestKey) => {
		expect(openSety({ apiKey: key, baseUrl }, calls).account).toMatchObject({ isTestKey });
	});

	it('reads Endpoint Overrides', () => {
		const endpointOverrides = { 'accessLog.getAll': '/visitors' };
		const { overrides } = openSety({ apiKey, baseUrl, endpointOverrides }, calls).account;

		expect(overrides.get('accessLog.getAll')).toMatchObject({ path: '/visitors' });
	});

	it.each<[string, object, string, RegExp]>([
		[
			'without a key',
			{ apiKey: ' ' },
			'API Key of the Sety credential is empty',
			/^Open the credential and paste the key\.$/,
		],
		['whose key is no text', { apiKey: 7 }, 'API Key of the Sety credential is empty', /paste/],
		[
			'without an address',
			{ baseUrl: undefined },
			'Base URL of the Sety credential is not a plain web address',
			/^Enter an address such as https:\/\/intel-api\.sety\.io\/v1\/external, without/,
		],
		[
			'with a live key over http',
			{ apiKey: 'sety_live_1', baseUrl: 'http://intel-api.sety.io' },
			'Base URL of the Sety credential starts with http, so a live key would travel unencrypted',
			/^Use https, or a test key \(sety_test_…\)\./,
		],
	])('%s is refused', (_what, changed, message, howToGoOn) => {
		expect(() => openSety({ apiKey, baseUrl, ...changed }, calls)).toThrow(
			expect.objectContaining({
				message,
				howToGoOn: expect.stringMatching(howToGoOn) as string,
			}) as Error,
		);
	});

	it('with a test key may use http', () => {
		expect(openSety({ apiKey, baseUrl: 'http://intel-api.sety.io' }, calls).account).toMatchObject({
			baseUrl: 'http://intel-api.sety.io',
		});
	});
});
