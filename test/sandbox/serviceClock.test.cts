import axios from 'axios';
import { callSety, EMERGENCY } from './callSety.cts';
import { startSandbox, type Sandbox } from '../../sandbox/server.cts';
import { FULL_TOKEN } from '../../sandbox/samsara/tokens.cts';

const HOUR = 3_600_000;

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox();
});
beforeEach(() => sandbox.control.reset({ now: '2026-03-10T12:00:00.000Z', frozen: true }));
afterEach(async () => expect(await sandbox.control.violations()).toEqual([]));
afterAll(() => sandbox.close());

const created = async () => {
	const { data, headers } = await callSety(sandbox).post('/incidents', EMERGENCY);
	return [data.incident.created_at, headers.date];
};

it('one service is ahead, and is put right again', async () => {
	await sandbox.control.setServiceClock('sety', { offsetMs: HOUR });
	expect(await created()).toEqual(['2026-03-10T13:00:00.000Z', 'Tue, 10 Mar 2026 13:00:00 GMT']);
	await sandbox.control.setServiceClock('sety', { offsetMs: -1_000 });
	expect(await created()).toEqual(['2026-03-10T11:59:59.000Z', 'Tue, 10 Mar 2026 11:59:59 GMT']);
	await sandbox.control.reset({ now: '2026-03-10T12:00:00.000Z', frozen: true });
	expect(await created()).toEqual(['2026-03-10T12:00:00.000Z', 'Tue, 10 Mar 2026 12:00:00 GMT']);
});

it('the others keep the time', async () => {
	const answer = await sandbox.control.setServiceClock('sety', { offsetMs: HOUR });
	expect(answer).toEqual({
		service: 'sety',
		now: '2026-03-10T13:00:00.000Z',
		offsetMs: HOUR,
		dateHeader: true,
	});
	const { headers } = await axios.get(
		`${sandbox.credentials.samsaraApi.baseUrl}/safety-events/stream`,
		{
			params: { startTime: '2026-03-10T00:00:00Z' },
			headers: { authorization: `Bearer ${FULL_TOKEN}` },
			proxy: false,
		},
	);
	expect(headers.date).toBe('Tue, 10 Mar 2026 12:00:00 GMT');
	expect((await sandbox.control.clock()).now).toBe('2026-03-10T12:00:00.000Z');
});

it('an answer can be without a Date', async () => {
	await sandbox.control.setServiceClock('sety', { dateHeader: false });
	expect(await created()).toEqual(['2026-03-10T12:00:00.000Z', undefined]);
});

it('refuses a service that does not exist', async () => {
	await expect(sandbox.control.setServiceClock('samsara', {})).rejects.toThrow(
		`service: "samsara" is no service of the sandbox; known are ${sandbox.services.join(', ')}`,
	);
});
