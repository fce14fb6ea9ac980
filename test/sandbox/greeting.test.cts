import axios from 'axios';
import { greeting } from '../../sandbox/greeting.cts';
import { startSandbox, type Sandbox } from '../../sandbox/server.cts';
import { serviceList } from '../../sandbox/services.cts';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

describe.each(serviceList)('$name', ({ name, key, keyedPath }) => {
	const written = (what: string) =>
		new RegExp(`^ +${name} ${what} +(\\S+)`, 'm').exec(greeting(sandbox))?.[1] ?? '';
	const answerTo = async (headers: Record<string, string>) =>
		await axios.get<unknown>(`${written('base URL')}${keyedPath}`, {
			headers,
			proxy: false,
			validateStatus: () => true,
		});
	const withKey = { [key.header]: `${key.prefix}${key.value}` };

	it('has an address and a key that work', async () => {
		const header = `${key.prefix}${written(key.label)}`;
		expect([200, 404]).toContain((await answerTo({ [key.header]: header })).status);
		expect((await answerTo({})).status).toBe(401);
	});

	it('has its key recorded in part only', async () => {
		await sandbox.control.clearReceived();
		await answerTo(withKey);
		const [request] = await sandbox.control.received();
		expect(request?.headers[key.header]).toBe(`${key.prefix}${key.value.slice(0, 10)}`);
		expect(JSON.stringify(request)).not.toContain(key.value);
	});

	it('has its key repeated by the fault that echoes it', async () => {
		await sandbox.control.addFaults({ kind: 'echoAuthorization' });
		const { data } = await answerTo(withKey);
		expect(data).toBe(`Refused: ${key.prefix}${key.value}`);
	});
});

it('names the secret that signs webhooks of SafetyKit', () => {
	const { webhookSecret } = sandbox.credentials.safetyKitApi;
	expect(greeting(sandbox)).toMatch(new RegExp(`SafetyKit webhook secret +${webhookSecret} `));
});

it('has an example of a fault that works', async () => {
	const [, url = '', body = ''] = /curl -X POST (\S+) -d '(.*)'/.exec(greeting(sandbox)) ?? [];
	const { data } = await axios.post(url, body, { proxy: false });
	expect(data.pending).toMatchObject([{ kind: 'status', status: 503, path: '/incidents' }]);
});
