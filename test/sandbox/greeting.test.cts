import axios from 'axios';
import { greeting } from '../../sandbox/greeting.cts';
import { startSandbox, type Sandbox } from '../../sandbox/server.cts';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

it.each([
	['Sety', 'API key', '/incidents'],
	['Samsara', 'access token', '/safety-events/stream?startTime=2026-03-01T00:00:00Z'],
	['SafetyKit', 'API key', '/v1/data/listings/requests/none'],
])('has an address and a key of %s that work', async (service, kind, path) => {
	const words = greeting(sandbox);
	const said = (what: string) => new RegExp(`^ +${service} ${what} +(\\S+)`, 'm').exec(words)?.[1];
	const { status } = await axios.get(`${said('base URL')}${path}`, {
		headers: { authorization: `Bearer ${said(kind)}` },
		proxy: false,
		validateStatus: () => true,
	});
	// Whoever gets so far has a key that is known: SafetyKit has nothing that could be read without writing first.
	expect(status).toBe(service === 'SafetyKit' ? 404 : 200);
});

it('has an example of a fault that works', async () => {
	const [, url = '', body = ''] = /curl -X POST (\S+) -d '(.*)'/.exec(greeting(sandbox)) ?? [];
	const { data } = await axios.post(url, body, { proxy: false });
	expect(data.pending).toMatchObject([{ kind: 'status', status: 503, path: '/incidents' }]);
});
