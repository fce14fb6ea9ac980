import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

import { callSety, EMERGENCY } from '../callSety.cts';
import { startSandbox, type Sandbox } from '../../../sandbox/server.cts';

interface Received {
	incident_id?: string;
	incident?: { incident_id: string; status: string };
}

let sandbox: Sandbox;
let receiver: Server;
let received: Received[] = [];
/** Statuses of the next answers; 200 when there is none left. */
let statuses: number[] = [];

beforeAll(async () => {
	sandbox = await startSandbox();
	receiver = createServer((request, response) => {
		void text(request).then((body) => {
			received.push(JSON.parse(body) as Received);
			response.writeHead(statuses.shift() ?? 200).end();
		});
	});
	await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
});
beforeEach(async () => {
	await sandbox.control.reset({});
	received = [];
	statuses = [];
});
afterAll(async () => {
	await sandbox.close();
	receiver.close();
});

const register = async (order: object = {}) => {
	const { port } = receiver.address() as AddressInfo;
	await sandbox.control.sety.registerWebhook({ url: `http://127.0.0.1:${port}/`, ...order });
};
const sety = () => sandbox.control.sety;

it('sends every change of a status, by whomever, and no note', async () => {
	await register();
	const { data } = await callSety(sandbox).post<{ incident: { incident_id: string } }>(
		'/incidents',
		EMERGENCY,
	);
	const id = data.incident.incident_id;
	await sety().setStatus(id, { status: 'assigned' });
	await callSety(sandbox).post(`/incidents/${id}/notes`, { note: 'Nothing changed' });
	await callSety(sandbox).post(`/incidents/${id}/cancel`, {});
	await sety().deliveries();

	expect(received.map(({ incident }) => incident?.status).sort()).toEqual([
		'assigned',
		'cancelled',
		'created',
	]);
});

it('sends the change of an incident that moves by itself', async () => {
	await register();
	await sety().createIncidents({ count: 1, moving: true });
	await sandbox.control.advance(31_000);
	await callSety(sandbox).get('/incidents');
	await sety().deliveries();

	expect(received.map(({ incident }) => incident?.status)).toContain('dispatching');
});

it('repeats after an answer that is not 2xx, and sends duplicates', async () => {
	statuses = [500, 503];
	await register({ body: 'flat', duplicates: 1, retryAfterMs: 1, shuffleMs: 5, concurrency: 1 });
	const [id] = await sety().createIncidents({ count: 1 });

	expect(await sety().deliveries()).toEqual([
		{ incident_id: id, status: 'created', answers: [500, 503, 200] },
		{ incident_id: id, status: 'created', answers: [200] },
	]);
	expect(received.map(({ incident_id }) => incident_id)).toEqual([id, id, id, id]);
});

it('sends deliveries of incidents that do not exist', async () => {
	await register();
	await sety().forgeDeliveries(3);
	await sety().deliveries();

	expect(received).toHaveLength(3);
	for (const { incident } of received) {
		const { status } = await callSety(sandbox).get(`/incidents/${incident?.incident_id}`);
		expect(status).toBe(404);
	}
});
