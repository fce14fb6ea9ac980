import type { IAdditionalCredentialOptions, IExecuteFunctions } from 'n8n-workflow';

import { systemClock } from '../../../nodes/core/clock.ts';
import type { Fetch } from '../../../nodes/core/http/client.ts';
import { connector } from '../../../nodes/core/http/connect.ts';
import type { HttpRequest } from '../../../nodes/core/http/request.ts';

const request: HttpRequest = {
	method: 'GET',
	url: 'http://service.test/records',
	effect: 'read',
	timeoutMs: 1_000,
	maxWaitMs: 60_000,
};
const words = { service: 'Service', call: 'List records', secrets: [] };

/** A run whose items have the keys and labels given; the first request with the key "a" is refused by the rate limit. */
function runOf(credentials: Array<{ key: string; label: string }>) {
	const sent: string[] = [];
	const context = {
		getNode: () => ({ credentials: { serviceApi: { id: '7', name: 'My key' } } }),
		getCredentials: async (_type: string, item: number) => ({ ...credentials[item] }),
		helpers: {
			async httpRequestWithAuthentication(
				_type: string,
				_options: unknown,
				{ credentialsDecrypted }: IAdditionalCredentialOptions,
			) {
				const key = credentialsDecrypted?.data?.key as string;
				sent.push(key);
				const isRefused = key === 'a' && sent.filter((one) => one === 'a').length === 1;
				return isRefused
					? { statusCode: 429, headers: { 'retry-after': '5' }, body: {} }
					: { statusCode: 200, headers: {}, body: {} };
			},
		},
	} as unknown as IExecuteFunctions;
	const connect = connector<Fetch>(context, {
		name: 'Service',
		credentialType: 'serviceApi',
		open: (data, fetchFor) => {
			const fetch = fetchFor(data.key as string);
			return () => fetch;
		},
	});
	const fetchAs = async (item: number) => {
		const { clientFor } = await connect(item);
		return await clientFor({} as never)(request, words);
	};
	return { sent, connect, fetchAs };
}

afterEach(() => {
	jest.restoreAllMocks();
});

/** Waits last until they are let go. */
function heldClock(): { letGo(): void } {
	let letGo = () => {};
	let now = 0;
	const released = new Promise<void>((resolve) => (letGo = resolve));
	jest.spyOn(systemClock, 'monotonic').mockImplementation(() => now);
	jest.spyOn(systemClock, 'sleep').mockImplementation(async (ms) => {
		await released;
		now += ms;
	});
	return { letGo };
}

/** Lets everything that waits for nothing else happen. */
const settled = async () => await new Promise((resolve) => setImmediate(resolve));

it('one account has one pause, whatever else its credentials say; another account is not held back', async () => {
	const clock = heldClock();
	const { sent, fetchAs } = runOf([
		{ key: 'a', label: 'first' },
		{ key: 'b', label: 'other account' },
		{ key: 'a', label: 'same account' },
	]);
	const first = fetchAs(0);
	await settled();
	const other = fetchAs(1);
	const same = fetchAs(2);
	await settled();

	expect(sent).toEqual(['a', 'b']);
	expect((await other).status).toBe(200);
	clock.letGo();
	await Promise.all([first, same]);
	expect(sent).toEqual(['a', 'b', 'a', 'a']);
});

it('items with the same values share a connection', async () => {
	const { connect } = runOf([
		{ key: 'a', label: 'x' },
		{ key: 'a', label: 'x' },
		{ key: 'a', label: 'y' },
	]);
	const [first, second, third] = [await connect(0), await connect(1), await connect(2)];

	expect(second).toBe(first);
	expect(third.identity).not.toBe(first.identity);
});
